package io.moorage.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.moorage.read.Page;
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
 * @param undone what was undone of it on demand, with the id that a network has since
 */
public record Operation(String id, State state, Instant created, @Nullable Instant ended, @Nullable String requestId,
		@Nullable String caller, @With(AccessLevel.PRIVATE) List<Progressed> steps, @Nullable Object result,
		@Nullable Failure problem, List<BatchResponse.Result> undone) {

	/**
	 * Copies what is given.
	 */
	public Operation {
		steps = List.copyOf(steps);
		undone = List.copyOf(undone);
	}

	// The latest first.
	Page.Key key() {
		return new Page.Key(String.format("%019d", Long.MAX_VALUE - this.created.toEpochMilli()), this.created,
				this.id);
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
				result, problem, this.undone);
	}

	/**
	 * Tells what came of putting back what it had begun.
	 */
	Operation recovered(Restoration restoration) {
		return (this.problem == null) ? this : new Operation(this.id, this.state, this.created, this.ended,
				this.requestId, this.caller, this.steps, this.result, this.problem.recovered(restoration), this.undone);
	}

	/**
	 * Tells what was undone of it.
	 * @param result what was
	 * @param wholly whether nothing is left of it
	 */
	Operation undone(BatchResponse.Result result, boolean wholly) {
		List<BatchResponse.Result> all = new ArrayList<>(this.undone);
		all.add(result);
		return new Operation(this.id, wholly ? State.UNDONE : this.state, this.created,
				wholly ? Instant.now() : this.ended, this.requestId, this.caller, this.steps, this.result,
				wholly ? null : this.problem, all);
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
