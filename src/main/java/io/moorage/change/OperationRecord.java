package io.moorage.change;

import java.util.Map;
import java.util.Objects;

import io.moorage.fault.FaultCode;

/**
 * Is an operation as it is kept.
 *
 * @param run which run of the service carries it out
 * @param operation as it is now
 * @param remains what it takes to undo it
 */
record OperationRecord(String run, Operation operation, Done.Remains remains) {

	/**
	 * Lets no record be read that lacks what it takes.
	 */
	OperationRecord {
		Objects.requireNonNull(run, "run");
		Objects.requireNonNull(operation, "operation");
		Objects.requireNonNull(operation.id(), "operation.id");
		Objects.requireNonNull(operation.created(), "operation.created");
		Objects.requireNonNull(remains, "remains");
	}

	String id() {
		return this.operation.id();
	}

	boolean isEnded() {
		return this.operation.ended() != null;
	}

	boolean canBeUndone() {
		return isEnded() && this.operation.state() != Operation.State.UNDONE && !this.remains.reversals().isEmpty();
	}

	OperationRecord with(Operation now) {
		return new OperationRecord(this.run, now, this.remains);
	}

	OperationRecord leaving(Done.Remains now) {
		return new OperationRecord(this.run, this.operation, now);
	}

	/**
	 * Returns what becomes of one whose run was over before it was.
	 */
	OperationRecord cutOff() {
		return with(this.operation.ended(Operation.State.FAILED, null, new Failure(FaultCode.CHANGE_UNDONE.toString(),
				"The service ended in the middle of it. What is pending or running in steps was not done; "
						+ "a network whose change had begun is put back, and GET /engine shows when that is done.",
				Map.of())));
	}

}
