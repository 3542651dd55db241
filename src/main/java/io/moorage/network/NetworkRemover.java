package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.moorage.change.Change;
import io.moorage.change.Overridden;
import io.moorage.change.PlanResponse;
import io.moorage.change.Writes;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.PruneResponse.Failure;
import io.moorage.network.RemoveResponse.RemoveOutcome;
import io.moorage.network.RemoveResponse.Result;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Removes several networks, each on its own.
 */
@Component
@RequiredArgsConstructor
class NetworkRemover {

	private final Writes writes;

	private final NetworkService service;

	/**
	 * Shows what would be done.
	 * @throws MoorageException {@code partly-done} with {@code results} when one of them
	 * would be refused
	 */
	PlanResponse preview(RemoveRequest request, Set<Overridden> override) {
		List<Change<?>> changes = new ArrayList<>();
		List<Result> results = new ArrayList<>();
		for (String network : networks(request)) {
			Change<Void> change = change(request, network, override);
			results.add(attempted(network, () -> this.writes.preview(change)));
			changes.add(change);
		}
		checkAll(results);
		return this.writes.preview(changes);
	}

	/**
	 * Removes them.
	 * @param approved the digest of the plan that was approved, or null
	 * @throws MoorageException {@code partly-done} with {@code results} when one of them
	 * was refused, {@code plan-stale}
	 */
	RemoveResponse remove(RemoveRequest request, Set<Overridden> override, @Nullable String approved) {
		if (approved != null) {
			this.writes.check(approved, preview(request, override));
		}
		List<Result> results = networks(request).stream()
			.map((network) -> attempted(network, () -> this.writes.carryOut(change(request, network, override), null)))
			.toList();
		checkAll(results);
		return new RemoveResponse(results);
	}

	private static List<String> networks(RemoveRequest request) {
		return Objects.requireNonNull(request.networks()).stream().map(String::valueOf).toList();
	}

	private Change<Void> change(RemoveRequest request, String network, Set<Overridden> override) {
		return this.service.remove(network, Boolean.TRUE.equals(request.disconnect()), override, null);
	}

	private static Result attempted(String network, Runnable action) {
		try {
			action.run();
			return new Result(network, RemoveOutcome.REMOVED, null);
		}
		catch (MoorageException ex) {
			return new Result(network, RemoveOutcome.REFUSED, Failure.of(ex));
		}
	}

	private static void checkAll(List<Result> results) {
		List<String> refused = results.stream()
			.filter((each) -> each.outcome() == RemoveOutcome.REFUSED)
			.map(Result::network)
			.toList();
		if (!refused.isEmpty()) {
			throw new MoorageException(FaultCode.PARTLY_DONE,
					"Not removed: " + String.join(", ", refused) + ". results tells why of each.",
					Map.of("results", results));
		}
	}

}
