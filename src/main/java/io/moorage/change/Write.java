package io.moorage.change;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Is what somebody asks to be done: one change, or several. A controller returns it
 * undone, so that one place does all of them: shows what it would do, does just what was
 * approved, or does it in the background.
 *
 * @param <T> how it is answered
 */
public abstract sealed class Write<T> permits Change, Batch {

	abstract PlanResponse preview(Writes writes);

	void checkApproved(Writes writes, String approved, PlanResponse plan) {
		writes.check(approved, plan);
	}

	/**
	 * Checks before it begins in the background.
	 * @throws io.moorage.fault.MoorageException what would keep all of it from being done
	 */
	void check(Writes writes, @Nullable String approved) {
		PlanResponse plan = preview(writes);
		if (approved != null) {
			checkApproved(writes, approved, plan);
		}
	}

	abstract Done<T> carryOut(Writes writes, @Nullable String approved, Observer observer);

	/**
	 * Tells what a dry run answers in place of a plan.
	 * @return that, or null for the plan
	 */
	public @Nullable Object shown() {
		return null;
	}

	/**
	 * Tells where what it made is found.
	 * @param answer the answer
	 * @return the place, or null when it has none
	 */
	public @Nullable Place place(T answer) {
		return null;
	}

	/**
	 * Is where something is found.
	 *
	 * @param path a path with variables in braces
	 * @param variables their values in the path's order
	 */
	public record Place(String path, List<?> variables) {

	}

}
