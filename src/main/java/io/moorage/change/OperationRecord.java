package io.moorage.change;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
	 * @param undone whether what the change under way had begun is put back
	 */
	OperationRecord cutOff(boolean undone) {
		FaultCode code = undone ? FaultCode.CHANGE_UNDONE : FaultCode.CHANGE_INTERRUPTED;
		String detail = undone
				? "The change that was under way is undone, whatever its steps say; GET /engine shows when that is done. "
						+ "Changes that were over before it stay." + way()
				: running() + "What is done in steps stays, and the rest was not begun. Look before you ask again."
						+ way();
		return with(this.operation.ended(Operation.State.FAILED, null,
				new Failure(code.toString(), "The service ended in the middle of it. " + detail, Map.of())));
	}

	private String way() {
		return this.remains.reversals().isEmpty() ? ""
				: " POST /operations/" + id() + "/undo takes back what was over before.";
	}

	private String running() {
		return this.operation.steps()
			.stream()
			.filter((step) -> step.outcome() == StepState.RUNNING)
			.map((step) -> "Nobody knows whether the engine did the step that was running: " + step.detail() + " ")
			.collect(Collectors.joining());
	}

}
