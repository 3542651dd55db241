package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.moorage.change.AppliedSets;
import io.moorage.change.AppliedSets.AppliedSet;
import io.moorage.change.Change;
import io.moorage.change.Failure;
import io.moorage.change.ManagedBy;
import io.moorage.change.Overridden;
import io.moorage.change.PlanResponse;
import io.moorage.change.Writes;
import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.network.ApplyResponse.Drift;
import io.moorage.network.ApplyResponse.DriftState;
import io.moorage.network.ApplyResponse.Result;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes an owner's networks as a set says, each on its own, and remembers the set.
 */
@Component
@RequiredArgsConstructor
class Applier {

	private final Snapshot snapshot;

	private final Writes writes;

	private final OwnedNetworks owned;

	private final NetworkPlanner planner;

	private final AppliedSets sets;

	private final JsonMapper mapper;

	/**
	 * Shows what would be done.
	 * @throws MoorageException {@code invalid-request}; {@code partly-done} with
	 * {@code results} when a network would be refused
	 */
	PlanResponse preview(ApplyRequest request, ApplyOptions options) {
		return this.writes.all(previews(changes(desired(request, options), options)).values());
	}

	private Map<String, PlanResponse> previews(Map<String, Change<Result>> changes) {
		Map<String, PlanResponse> plans = new LinkedHashMap<>();
		List<Result> results = new ArrayList<>();
		changes.forEach((name, change) -> results.add(attempted(name, () -> {
			plans.put(name, this.writes.preview(change));
			return new Result(name, null, "planned", null);
		})));
		checkAll(results);
		return plans;
	}

	/**
	 * Applies a set. It is kept before anything is done: what is refused is still what
	 * the owner wants, and so drift until it is settled.
	 * @throws MoorageException {@code invalid-request}, {@code plan-stale},
	 * {@code data-dir-unavailable}; {@code partly-done} with {@code results} when a
	 * network was refused
	 */
	ApplyResponse apply(ApplyRequest request, ApplyOptions options) {
		DesiredSet desired = desired(request, options);
		Map<String, Change<Result>> changes = changes(desired, options);
		Map<String, PlanResponse> approved = new LinkedHashMap<>();
		if (options.plan() != null) {
			approved.putAll(previews(changes));
			this.writes.check(options.plan(), this.writes.all(approved.values()));
		}
		Map<String, String> specs = new LinkedHashMap<>();
		desired.networks().forEach((name, wanted) -> specs.put(name, this.mapper.writeValueAsString(wanted)));
		this.sets.keep(new AppliedSet(owner(options), specs));
		List<Result> results = new ArrayList<>();
		changes.forEach((name, change) -> results.add(attempted(name, () -> {
			PlanResponse plan = approved.get(name);
			return Objects.requireNonNull(this.writes.carryOut(change, (plan != null) ? plan.digest() : null));
		})));
		checkAll(results);
		return new ApplyResponse(results);
	}

	private static String owner(ApplyOptions options) {
		return Objects.requireNonNull(options.owner());
	}

	private DesiredSet desired(ApplyRequest request, ApplyOptions options) {
		if (options.owner() == null) {
			throw MoorageException.invalid("?owner", "is required: say whose set it is, like ?owner=shop.");
		}
		DesiredSet desired = DesiredSet.of(request, owner(options), this.planner::mistakes);
		if (desired.networks().isEmpty() && desired.external().isEmpty() && !options.is(options.allowEmpty())) {
			throw MoorageException.invalid(List.of(new InvalidField("/networks",
					"is empty. Send allowEmpty=true if this owner shall have no networks at all.")));
		}
		return desired;
	}

	private Map<String, Change<Result>> changes(DesiredSet desired, ApplyOptions options) {
		Map<String, Change<Result>> changes = new LinkedHashMap<>();
		desired.external().forEach((name) -> changes.put(name, this.owned.present(name)));
		desired.networks().forEach((name, wanted) -> changes.put(name, this.owned.put(name, wanted, options)));
		if (options.is(options.prune())) {
			Topology topology = this.snapshot.look(Touched.NOTHING);
			Set<Overridden> override = OwnedNetworks.override(options);
			for (Network network : owned(topology, owner(options))) {
				if (!desired.networks().containsKey(network.name()) && !desired.external().contains(network.name())) {
					changes.put(network.name(), this.owned.remove(network, owner(options), override));
				}
			}
		}
		return changes;
	}

	private static List<Network> owned(Topology topology, String owner) {
		return topology.networks()
			.stream()
			.filter((network) -> owner.equals(network.labels().get(ManagedBy.OWNER))
					|| owner.equals(topology.notes().owners().get(network.id())))
			.toList();
	}

	private static Result attempted(String network, Supplier<Result> action) {
		try {
			return action.get();
		}
		catch (MoorageException ex) {
			return new Result(network, null, "refused", Failure.of(ex));
		}
	}

	private static void checkAll(List<Result> results) {
		List<String> refused = results.stream().filter((each) -> each.problem() != null).map(Result::network).toList();
		if (!refused.isEmpty()) {
			throw new MoorageException(FaultCode.PARTLY_DONE,
					"Refused: " + String.join(", ", refused) + ". results tells why of each.",
					Map.of("results", results));
		}
	}

	/**
	 * Compares what an owner applied last with what is there.
	 * @param topology what is there
	 * @param owner the owner
	 * @return its networks by name
	 */
	List<Drift> drift(Topology topology, String owner) {
		Optional<AppliedSet> last = this.sets.find(owner);
		List<Drift> all = new ArrayList<>();
		last.ifPresent((set) -> set.specs()
			.forEach((name, spec) -> all
				.add(drift(topology, name, this.mapper.readValue(spec, DesiredNetworkRequest.class)))));
		for (Network network : owned(topology, owner)) {
			if (last.isEmpty() || !last.get().specs().containsKey(network.name())) {
				// A network cannot change, and one with the owner's label is as the owner
				// made it.
				all.add(new Drift(network.name(), last.isEmpty() ? DriftState.SAME : DriftState.EXTRA, List.of()));
			}
		}
		all.sort((one, other) -> one.name().compareTo(other.name()));
		return all;
	}

	private static Drift drift(Topology topology, String name, DesiredNetworkRequest wanted) {
		return topology.networksNamed(name)
			.stream()
			.findFirst()
			.map((network) -> OwnedNetworks.differences(network, wanted))
			.map((diff) -> new Drift(name, diff.isEmpty() ? DriftState.SAME : DriftState.CHANGED, diff))
			.orElseGet(() -> new Drift(name, DriftState.MISSING, List.of()));
	}

}
