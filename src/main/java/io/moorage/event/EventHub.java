package io.moorage.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.moorage.change.Operation;
import io.moorage.change.OperationListener;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.SnapshotChange;
import io.moorage.snapshot.SnapshotListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Turns the snapshot's differences into events and hands them to all who follow. Nobody
 * has a queue of their own: each follower has a position in the one ring of events, so
 * that a slow one costs nothing and slows nobody, and is cut off when the ring has gone
 * round once. Safe for use by many threads.
 */
@Component
class EventHub implements SnapshotListener, OperationListener {

	private final MeterRegistry registry;

	private final EventProperties properties;

	private final Semaphore places;

	private final Map<String, Integer> followers = new ConcurrentHashMap<>();

	private final EventRing ring;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition told = this.lock.newCondition();

	private @Nullable EventId last;

	private boolean stopping;

	EventHub(EventProperties properties, MeterRegistry registry) {
		this.registry = registry;
		this.properties = properties;
		this.places = new Semaphore(properties.maxSubscribers());
		this.ring = new EventRing(properties.buffer());
		Gauge
			.builder("moorage.events.subscribers", this.places,
					(places) -> properties.maxSubscribers() - places.availablePermits())
			.description("Who follows the events now")
			.register(registry);
	}

	// ---- from the snapshot ----------------------------------------------------------

	@Override
	public void onChange(SnapshotChange change) {
		tell(() -> {
			try {
				change.differences().forEach((each) -> add(Telling.of(change, each, nextId(change.revision(), 0))));
			}
			catch (RuntimeException ex) {
				// Those who follow must not go on as if nothing were missing.
				this.last = new EventId(change.revision(), EventId.BARE - 1);
				this.ring.forget(this.last);
				throw ex;
			}
		});
	}

	@Override
	public void onLost(Revision revision) {
		tell(() -> add(Telling.of(EventType.ENGINE_LOST, nextId(revision, EventId.BARE + 1))));
	}

	@Override
	public void onFound(Revision revision) {
		tell(() -> add(Telling.of(EventType.ENGINE_FOUND, nextId(revision, EventId.BARE + 1))));
	}

	@Override
	public void onProgress(Revision revision, Operation operation) {
		tell(() -> {
			EventId previous = this.last;
			// The differences of a revision may be told only after it can be read.
			Revision latest = (previous != null) ? previous.revision() : revision;
			boolean late = latest.epoch().equals(revision.epoch()) && latest.number() > revision.number();
			add(Telling.of(operation, nextId(late ? latest : revision, 0)));
		});
	}

	private void tell(Runnable events) {
		this.lock.lock();
		try {
			events.run();
		}
		finally {
			this.told.signalAll();
			this.lock.unlock();
		}
	}

	private void add(Event event) {
		this.ring.add(event);
		this.last = event.id();
		Counter.builder("moorage.events.told")
			.description("Events")
			.tag("type", event.type().toString())
			.register(this.registry)
			.increment();
	}

	private EventId nextId(Revision revision, int first) {
		EventId previous = this.last;
		if (previous != null && previous.revision().equals(revision) && previous.place() >= first) {
			return new EventId(revision, previous.place() + 1);
		}
		return new EventId(revision, first);
	}

	// ---- for those who follow -------------------------------------------------------

	/**
	 * Takes one of the places for followers.
	 * @param caller who follows, or null when nobody can tell callers apart
	 * @throws MoorageException {@code too-many-requests} when the caller has enough of
	 * them, {@code too-many-subscribers} when none is free
	 */
	void enter(@Nullable String caller) {
		int most = this.properties.maxSubscribersPerCaller();
		if (caller != null && this.followers.merge(caller, 1, Integer::sum) > most) {
			forget(caller);
			throw new MoorageException(FaultCode.TOO_MANY_REQUESTS, "One caller may follow the events " + most
					+ " times at once (moorage.events.max-subscribers-per-caller). Close a stream that nobody reads.");
		}
		if (!this.places.tryAcquire()) {
			forget(caller);
			throw new MoorageException(FaultCode.TOO_MANY_SUBSCRIBERS,
					"As many follow the events already as this service allows (moorage.events.max-subscribers). Try again later.");
		}
	}

	void leave(@Nullable String caller) {
		forget(caller);
		this.places.release();
	}

	private void forget(@Nullable String caller) {
		if (caller != null) {
			this.followers.computeIfPresent(caller, (name, count) -> (count > 1) ? count - 1 : null);
		}
	}

	/**
	 * Counts a follower that is sent back to the lists.
	 */
	void countReset(String cause) {
		Counter.builder("moorage.events.resets")
			.description("Followers who were told to list again")
			.tag("cause", cause)
			.register(this.registry)
			.increment();
	}

	/**
	 * Finds where a follower begins.
	 * @param after the last event that it knows, or null when it wants what comes
	 * @param now the present revision
	 * @return its position; at the end when events are gone that it does not know
	 */
	Position begin(@Nullable EventId after, Revision now) {
		this.lock.lock();
		try {
			EventId end = (this.last != null && this.last.revision().equals(now)) ? this.last
					: new EventId(now, EventId.BARE);
			if (after == null) {
				return new Position(this.ring.next(), end, false);
			}
			boolean ofThisRun = after.isOfSameRun(end) && after.revision().number() <= now.number();
			long position = ofThisRun ? this.ring.after(after) : -1;
			return (position >= 0) ? new Position(position, after, false) : new Position(this.ring.next(), end, true);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for events.
	 * @param position where the follower is
	 * @param patience how long to wait
	 * @param most how many at most
	 * @return events, none when nothing happened in that time; null when some are gone
	 * already, or the service stops
	 */
	@Nullable List<Event> await(long position, Duration patience, int most) {
		this.lock.lock();
		try {
			long left = patience.toNanos();
			while (!this.stopping && position == this.ring.next() && left > 0) {
				left = this.told.awaitNanos(left);
			}
			return (!this.stopping && this.ring.has(position)) ? this.ring.from(position, most) : null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Is where a follower begins.
	 *
	 * @param index the position of the first event for it
	 * @param id the event before that
	 * @param missed whether events are gone that it does not know
	 */
	record Position(long index, EventId id, boolean missed) {

	}

	// ---- those who follow are sent home first of all when the service stops ---------

	// As a bean with a phase it would have those who tell it something stopped before it.
	@EventListener(ContextClosedEvent.class)
	void stop() {
		tell(() -> this.stopping = true);
	}

	boolean isStopping() {
		this.lock.lock();
		try {
			return this.stopping;
		}
		finally {
			this.lock.unlock();
		}
	}

}
