package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.With;
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
 * @param becoming what would become of networks that are there, as far as that can be
 * known and may decide about another write: each as it would be, or empty when it goes
 * @param replaced the network whose place the one takes that it makes, or null
 * @param answer how to answer from what is there afterwards
 */
public record Plan<T>(List<Step> steps, List<Affected> affected, @With List<String> warnings, Touched touched,
		@With @Nullable Before before, @With @Nullable Function<Progress, Reversal> reversal,
		@With Map<NetworkId, Optional<Network>> becoming, @With @Nullable NetworkId replaced, Answer<T> answer) {

	/**
	 * Copies what is given.
	 */
	public Plan {
		steps = List.copyOf(steps);
		affected = List.copyOf(affected);
		warnings = List.copyOf(warnings);
		becoming = Map.copyOf(becoming);
	}

	/**
	 * Plans a single step that leaves nothing behind when it fails, and that nothing
	 * undoes.
	 * @param <T> how it is answered
	 */
	public static <T> Plan<T> of(Step step, List<Affected> affected, Touched touched, Answer<T> answer) {
		return of(List.of(step), affected, touched, answer);
	}

	/**
	 * Plans steps that leave nothing behind when one fails, and that nothing undoes.
	 * @param <T> how it is answered
	 */
	public static <T> Plan<T> of(List<Step> steps, List<Affected> affected, Touched touched, Answer<T> answer) {
		return new Plan<>(steps, affected, List.of(), touched, null, null, Map.of(), null, answer);
	}

	/**
	 * Plans nothing, since all is as asked already.
	 * @param <T> how it is answered
	 */
	public static <T> Plan<T> unchanged(Answer<T> answer) {
		return of(List.of(), List.of(), Touched.NOTHING, answer);
	}

	/**
	 * Warns of more.
	 * @param more what the caller should know though it can be done
	 * @return the same plan otherwise
	 */
	public Plan<T> warning(List<String> more) {
		return withWarnings(Stream.concat(this.warnings.stream(), more.stream()).toList());
	}

	/**
	 * Answers otherwise.
	 * @param <R> how it is answered then
	 * @param otherwise how to answer
	 * @return the same plan otherwise
	 */
	public <R> Plan<R> answering(Answer<R> otherwise) {
		return new Plan<>(this.steps, this.affected, this.warnings, this.touched, this.before, this.reversal,
				this.becoming, this.replaced, otherwise);
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
