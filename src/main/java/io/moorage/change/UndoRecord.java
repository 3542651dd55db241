package io.moorage.change;

import java.time.Instant;
import java.util.Objects;

import io.moorage.access.AuditEntry;
import org.jspecify.annotations.Nullable;

/**
 * Is what it takes to undo a change that is under way.
 *
 * @param id names it
 * @param engine which engine it is on, by the id that the engine gives itself
 * @param since when the change began
 * @param requestId the id of the request that it was done for, or null
 * @param operation the operation in the background that it is part of, or null
 * @param audit how the audit trail tells of it
 * @param before what to put back
 */
record UndoRecord(String id, String engine, Instant since, @Nullable String requestId, @Nullable String operation,
		AuditEntry audit, Before before) {

	/**
	 * Lets no record be read that lacks what it takes.
	 */
	UndoRecord {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(engine, "engine");
		Objects.requireNonNull(since, "since");
		Objects.requireNonNull(audit, "audit");
		Objects.requireNonNull(before, "before");
		Objects.requireNonNull(before.id(), "before.id");
		Objects.requireNonNull(before.spec(), "before.spec");
	}

}
