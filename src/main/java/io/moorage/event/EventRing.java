package io.moorage.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the last events. Every event has a position that counts up from 0. Not safe for
 * use by many threads.
 */
class EventRing {

	private final @Nullable Event[] events;

	private long next;

	private long begin;

	private @Nullable EventId lost;

	EventRing(int size) {
		this.events = new Event[size];
	}

	void add(Event event) {
		int slot = slot(this.next);
		Event old = this.events[slot];
		if (old != null) {
			this.lost = old.id();
		}
		this.events[slot] = event;
		this.next++;
	}

	/**
	 * Forgets all events, so that everybody has missed some.
	 * @param upTo the last one that could have been there
	 */
	void forget(EventId upTo) {
		Arrays.fill(this.events, null);
		this.next += this.events.length + 1L;
		this.begin = this.next;
		this.lost = upTo;
	}

	private int slot(long position) {
		return (int) (position % this.events.length);
	}

	/**
	 * Returns the position of the event that comes next.
	 */
	long next() {
		return this.next;
	}

	private long first() {
		return Math.max(this.begin, this.next - this.events.length);
	}

	/**
	 * Tells whether all from a position on are still there.
	 */
	boolean has(long position) {
		return position >= first();
	}

	/**
	 * Finds where to go on after an event.
	 * @param id the event's id, of this run
	 * @return the position of the first event after it, or -1 when some of those are gone
	 */
	long after(EventId id) {
		if (this.lost != null && id.compareTo(this.lost) < 0) {
			return -1;
		}
		long position = this.next;
		while (position > first() && event(position - 1).id().compareTo(id) > 0) {
			position--;
		}
		return position;
	}

	/**
	 * Returns the events from a position on.
	 * @param most how many at most
	 */
	List<Event> from(long position, int most) {
		List<Event> found = new ArrayList<>();
		for (long each = position; each < this.next && found.size() < most; each++) {
			found.add(event(each));
		}
		return found;
	}

	private Event event(long position) {
		Event event = this.events[slot(position)];
		if (event == null) {
			throw new IllegalStateException("no event at " + position);
		}
		return event;
	}

}
