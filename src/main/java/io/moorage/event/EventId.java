package io.moorage.event;

import java.util.Comparator;
import java.util.Optional;

import io.moorage.snapshot.Revision;
import org.jspecify.annotations.Nullable;

/**
 * Is an event's place among all: its revision, and its place among those of one revision.
 * A revision alone, as a list tells it, stands behind all that led to it, and before what
 * happened to the engine since.
 *
 * @param revision the revision that the event led to, or that was there when the engine
 * was lost or found
 * @param place counts from 0; what is about the engine counts from {@link #BARE} on
 */
record EventId(Revision revision, int place) implements Comparable<EventId> {

	/**
	 * The place of a revision alone. No revision has as many differences.
	 */
	static final int BARE = 100_000_000;

	private static final Comparator<EventId> ORDER = Comparator.comparingLong((EventId id) -> id.revision().number())
		.thenComparingInt(EventId::place);

	/**
	 * Reads an id.
	 * @param text an event's id, or a revision
	 * @return the id, or empty when the text is none
	 */
	static Optional<EventId> parse(String text) {
		int dot = text.indexOf('.');
		if (dot < 0) {
			return Revision.parse(text).map((revision) -> new EventId(revision, BARE));
		}
		Integer place = place(text.substring(dot + 1));
		return (place == null) ? Optional.empty()
				: Revision.parse(text.substring(0, dot)).map((revision) -> new EventId(revision, place));
	}

	private static @Nullable Integer place(String text) {
		return text.matches("\\d{1,9}") ? Integer.valueOf(text) : null;
	}

	boolean isOfSameRun(EventId other) {
		return this.revision.epoch().equals(other.revision.epoch());
	}

	// Only ids of one run are ever compared.
	@Override
	public int compareTo(EventId other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return (this.place == BARE) ? this.revision.toString() : this.revision + "." + this.place;
	}

}
