package io.moorage.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lombok.AccessLevel;
import lombok.With;
import org.jspecify.annotations.Nullable;

/**
 * Is a change in the background, at one moment.
 *
 * @param id names it
 * @param state how it gets on
 * @param created when it was asked for
 * @param ended when it ended, or null while it runs
 * @param requestId the id of the request that asked for it, or null
 * @param caller the name of the one who asked for it, or null
 * @param steps what is done, in order, and how each step gets on
 * @param result what the call would have answered, or null
 * @param problem why it failed, or null
 */
public record Operation(String id, State state, Instant created, @Nullable Instant ended, @Nullable String requestId,
		@Nullable String caller, @With(AccessLevel.PRIVATE) List<Progressed> steps, @Nullable Object result,
		@Nullable Failure problem) {

	/**
	 * Copies what is given.
	 */
	public Operation {
		steps = List.copyOf(steps);
	}

	/**
	 * Adds steps to those that are planned already.
	 */
	Operation planned(List<Step> more) {
		List<Progressed> all = new ArrayList<>(this.steps);
		more.forEach((step) -> all
			.add(new Progressed(step.action(), step.kind(), step.id(), step.name(), step.detail(), StepState.PENDING)));
		return withSteps(all);
	}

	Operation at(int index, StepState state) {
		List<Progressed> all = new ArrayList<>(this.steps);
		all.set(index, all.get(index).at(state));
		return withSteps(all);
	}

	/**
	 * Returns the same with one of its steps alone, for those who hear of each.
	 */
	Operation only(int index) {
		return withSteps(List.of(this.steps.get(index)));
	}

	Operation ended(State state, @Nullable Object result, @Nullable Failure problem) {
		return new Operation(this.id, state, this.created, Instant.now(), this.requestId, this.caller, this.steps,
				result, problem);
	}

	/**
	 * Says how an operation gets on.
	 */
	public enum State {

		/** It is being done. */
		RUNNING,
		/** It is done. */
		DONE,
		/**
		 * It failed. What one change had done was undone; of several the others are done.
		 */
		FAILED,
		/** It was done, and undone on demand. */
		UNDONE;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Is a step and how it gets on.
	 *
	 * @param action what it does
	 * @param kind to what
	 * @param id its full id, or null
	 * @param name its name
	 * @param detail a sentence that says what is done
	 * @param outcome how it gets on
	 */
	public record Progressed(Action action, String kind, @Nullable String id, String name, String detail,
			StepState outcome) {

		Progressed at(StepState state) {
			return new Progressed(this.action, this.kind, this.id, this.name, this.detail, state);
		}

	}

}
