package io.moorage.network;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.moorage.change.Diff;
import io.moorage.read.Page;

/**
 * Tells how a network compares with what was applied last.
 *
 * @param name its name
 * @param state how
 * @param diff what is different
 */
record Drift(String name, DriftState state, List<Diff> diff) {

	// By name alone: what is missing was never made.
	Page.Key key() {
		return new Page.Key(this.name, Instant.EPOCH, "");
	}

	/**
	 * Says in one word how a network compares with what was applied last.
	 */
	enum DriftState {

		/** As it was applied. */
		SAME,
		/** There, and another. */
		CHANGED,
		/** Gone. */
		MISSING,
		/** The owner's, and not in what was applied last. */
		EXTRA;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
