package io.moorage.network;

import java.util.List;
import java.util.Locale;

import io.moorage.change.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each network whether it was removed.
 *
 * @param results in the order of the request
 */
record RemoveResponse(List<Result> results) {

	/**
	 * Is what came of one network.
	 *
	 * @param network how the request named it
	 * @param outcome what was done
	 * @param problem why it was refused, or null
	 */
	record Result(String network, RemoveOutcome outcome, @Nullable Failure problem) {

	}

	/**
	 * Says in one word what was done.
	 */
	enum RemoveOutcome {

		/** It is gone. */
		REMOVED,
		/** It is still there. */
		REFUSED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
