package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.moorage.change.Change;
import io.moorage.change.Failure;
import io.moorage.change.Overridden;
import io.moorage.change.PlanResponse;
import io.moorage.change.Writes;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
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
		return this.writes.all(previews(request, override));
	}

	private List<PlanResponse> previews(RemoveRequest request, Set<Overridden> override) {
		List<PlanResponse> plans = new ArrayList<>();
		List<Result> results = networks(request).stream()
			.map((network) -> attempted(network,
					() -> plans.add(this.writes.preview(change(request, network, override)))))
			.toList();
		checkAll(results);
		return plans;
	}

	/**
	 * Removes them.
	 * @param approved the digest of the plan that was approved, or null
	 * @throws MoorageException {@code partly-done} with {@code results} when one of them
	 * was refused, {@code plan-stale}
	 */
	RemoveResponse remove(RemoveRequest request, Set<Overridden> override, @Nullable String approved) {
		List<PlanResponse> plans = (approved != null) ? previews(request, override) : List.of();
		if (approved != null) {
			this.writes.check(approved, this.writes.all(plans));
		}
		List<String> networks = networks(request);
		List<Result> results = new ArrayList<>();
		for (int i = 0; i < networks.size(); i++) {
			String network = networks.get(i);
			String digest = plans.isEmpty() ? null : plans.get(i).digest();
			results.add(attempted(network, () -> this.writes.carryOut(change(request, network, override), digest)));
		}
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
