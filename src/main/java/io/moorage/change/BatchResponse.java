package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each of several networks what was done.
 *
 * @param results in the order in which it was done
 */
public record BatchResponse(List<Result> results) {

	/**
	 * Copies what is given.
	 */
	public BatchResponse {
		results = List.copyOf(results);
	}

	/**
	 * Tells what was done.
	 * @param <R> how each change is answered
	 * @param tried all of them
	 * @param shown shows one that was done
	 * @return the same for callers
	 * @throws MoorageException {@code partly-done} with {@code results} when one was
	 * refused
	 */
	public static <R> BatchResponse of(List<Batch.Tried<R>> tried, Function<Batch.Tried<R>, Result> shown) {
		List<Result> results = tried.stream()
			.map((each) -> (each.problem() != null)
					? new Result(each.name(), null, "refused", Failure.of(each.problem()), List.of())
					: shown.apply(each))
			.toList();
		List<String> refused = results.stream().filter((each) -> each.problem() != null).map(Result::network).toList();
		if (!refused.isEmpty()) {
			throw new MoorageException(FaultCode.PARTLY_DONE,
					"Refused: " + String.join(", ", refused) + ". results tells why of each.",
					Map.of("results", results));
		}
		return new BatchResponse(results);
	}

	/**
	 * Is what came of one network.
	 *
	 * @param network how the request named it
	 * @param id its full id, or null
	 * @param outcome what was done: {@code created}, {@code unchanged}, {@code replaced},
	 * {@code adopted}, {@code removed}, {@code undone} or {@code refused};
	 * {@code planned} where nothing was to be done yet
	 * @param problem why it was refused, or null
	 * @param warnings what the caller should know though it went well
	 */
	public record Result(String network, @Nullable NetworkId id, String outcome, @Nullable Failure problem,
			List<String> warnings) {

		/**
		 * Copies what is given.
		 */
		public Result {
			warnings = List.copyOf(warnings);
		}

		/**
		 * Is that of a network that was not refused.
		 */
		public Result(String network, @Nullable NetworkId id, String outcome, List<String> warnings) {
			this(network, id, outcome, null, warnings);
		}

	}

}
