package io.moorage.change;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.snapshot.Touched;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is what a write will do, made from a fresh look at what it touches. It is what a
 * preview shows and what is carried out, so the two cannot disagree.
 *
 * @param <T> how it is answered
 * @param steps what is done, in this order; none when all is as asked already
 * @param affected who would notice
 * @param warnings what the caller should know though it can be done
 * @param touched what is looked at again afterwards, besides what was made
 * @param before what to put back when a step fails, or null where a failed step leaves
 * nothing behind
 * @param reversal what undoes it once it is done, from what was made; null when nothing
 * does
 * @param answer how to answer from what is there afterwards
 */
public record Plan<T>(List<Step> steps, List<Affected> affected, List<String> warnings, Touched touched,
		@Nullable Before before, @Nullable Function<Progress, Reversal> reversal, Answer<T> answer) {

	/**
	 * Copies what is given.
	 */
	public Plan {
		steps = List.copyOf(steps);
		affected = List.copyOf(affected);
		warnings = List.copyOf(warnings);
	}

	/**
	 * Plans a single step that leaves nothing behind when it fails.
	 * @param <T> how it is answered
	 */
	public static <T> Plan<T> of(Step step, List<Affected> affected, Touched touched, Answer<T> answer) {
		return new Plan<>(List.of(step), affected, List.of(), touched, null, null, answer);
	}

	/**
	 * Plans nothing, since all is as asked already.
	 * @param <T> how it is answered
	 */
	public static <T> Plan<T> unchanged(Answer<T> answer) {
		return new Plan<>(List.of(), List.of(), List.of(), Touched.NOTHING, null, null, answer);
	}

	/**
	 * Warns of more.
	 * @param more what the caller should know though it can be done
	 * @return the same plan otherwise
	 */
	public Plan<T> warning(List<String> more) {
		return new Plan<>(this.steps, this.affected, Stream.concat(this.warnings.stream(), more.stream()).toList(),
				this.touched, this.before, this.reversal, this.answer);
	}

	/**
	 * Answers otherwise.
	 * @param <R> how it is answered then
	 * @param otherwise how to answer
	 * @return the same plan otherwise
	 */
	public <R> Plan<R> answering(Answer<R> otherwise) {
		return new Plan<>(this.steps, this.affected, this.warnings, this.touched, this.before, this.reversal,
				otherwise);
	}

	/**
	 * Takes away what would undo it once it is done.
	 * @return the same plan otherwise
	 */
	Plan<T> forGood() {
		return new Plan<>(this.steps, this.affected, this.warnings, this.touched, this.before, null, this.answer);
	}

	/**
	 * Says what undoes it once it is done.
	 * @param how tells it from what was made
	 * @return the same plan otherwise
	 */
	public Plan<T> reversedBy(Function<Progress, Reversal> how) {
		return new Plan<>(this.steps, this.affected, this.warnings, this.touched, this.before, how, this.answer);
	}

	/**
	 * Answers a write.
	 *
	 * @param <T> how
	 */
	@FunctionalInterface
	public interface Answer<T> {

		/**
		 * Answers.
		 * @param now what is there afterwards
		 * @param progress what was made
		 * @return the answer, or null when there is nothing to say
		 */
		@Nullable T of(Topology now, Progress progress);

	}

}
