package io.moorage.network;

import java.util.List;
import java.util.Locale;

import io.moorage.change.Diff;
import io.moorage.change.Failure;
import io.moorage.change.Outcome;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each network of a set what was done.
 *
 * @param results in the order of the set, and then what was removed
 */
record ApplyResponse(List<Result> results) {

	/**
	 * Is what came of one network.
	 *
	 * @param network its name
	 * @param id its full id, or null
	 * @param outcome what was done: {@code created}, {@code unchanged}, {@code replaced},
	 * {@code adopted}, {@code removed} or {@code refused}
	 * @param problem why it was refused, or null
	 */
	record Result(String network, @Nullable NetworkId id, String outcome, @Nullable Failure problem) {

		static Result of(String network, NetworkId id, Outcome outcome) {
			return new Result(network, id, outcome.toString(), null);
		}

	}

	/**
	 * Tells how a network compares with what was applied last.
	 *
	 * @param name its name
	 * @param state how
	 * @param diff what is different
	 */
	record Drift(String name, DriftState state, List<Diff> diff) {

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
