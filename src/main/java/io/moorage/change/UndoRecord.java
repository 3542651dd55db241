package io.moorage.change;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Is what it takes to undo a change that is under way.
 *
 * @param id names it
 * @param engine which engine it is on, by the id that the engine gives itself
 * @param since when the change began
 * @param requestId the id of the request that it was done for, or null
 * @param before what to put back
 */
record UndoRecord(String id, String engine, Instant since, @Nullable String requestId, Before before) {

	/**
	 * Lets no record be read that lacks what it takes.
	 */
	UndoRecord {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(engine, "engine");
		Objects.requireNonNull(since, "since");
		Objects.requireNonNull(before, "before");
		Objects.requireNonNull(before.id(), "before.id");
		Objects.requireNonNull(before.spec(), "before.spec");
	}

}
