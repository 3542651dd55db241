package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.moorage.change.BatchResponse.Result;
import io.moorage.change.Change;
import io.moorage.change.Diff;
import io.moorage.change.Guards;
import io.moorage.change.ManagedBy;
import io.moorage.change.Outcome;
import io.moorage.change.Overridden;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.change.Protections;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the networks of owners, and touches nobody else's.
 */
@Component
@RequiredArgsConstructor
class OwnedNetworks {

	private static final String ADOPTED = "adopted";

	private final NetworkPlanner planner;

	private final NetworkSteps steps;

	private final Removal removal;

	private final Replacement replacement;

	private final Protections protections;

	static Set<Overridden> override(ApplyOptions options) {
		List<Overridden> override = options.override();
		return (override != null) ? Set.copyOf(override) : Set.of();
	}

	/**
	 * Asks that a network is there, whoever declares it.
	 */
	Change<Result> present(String name) {
		return Change.of((topology) -> Scope.NOTHING, (topology) -> {
			Network network = named(topology, name)
				.orElseThrow(() -> new MoorageException(FaultCode.NETWORK_NOT_FOUND, "The network " + name
						+ " is declared external, and there is none of this name. Create it, or declare it here."));
			return Plan.unchanged((now, progress) -> result(name, network.id(), Outcome.UNCHANGED, List.of()));
		});
	}

	private static Optional<Network> named(Topology topology, String name) {
		return topology.networksNamed(name).isEmpty() ? Optional.empty()
				: Optional.of(References.network(topology, name));
	}

	/**
	 * Asks that a network is as its owner wants it.
	 */
	Change<Result> put(String name, DesiredNetworkRequest wanted, ApplyOptions options) {
		return Change.of((topology) -> Replacement.scope(topology, named(topology, name), name), (topology) -> {
			Optional<Network> found = named(topology, name);
			return found.isEmpty() ? creation(topology, this.planner.planAnew(wanted.named(name), topology))
					: change(topology, found.get(), wanted, options);
		});
	}

	private Plan<Result> creation(Topology topology, NetworkSpec spec) {
		return Plan
			.<Result>of(this.steps.create(spec), List.of(), Touched.named(spec.name()),
					(now, progress) -> result(spec.name(), progress.network(), Outcome.CREATED, progress.warnings()))
			.warning(this.planner.warnings(spec, topology))
			.withReversal((progress) -> Reversal.removing(progress.network()));
	}

	private Plan<Result> change(Topology topology, Network network, DesiredNetworkRequest wanted,
			ApplyOptions options) {
		String owner = String.valueOf(options.owner());
		Guards.checkSystem(network, override(options));
		ManagedBy manager = ManagedBy.of(topology, network);
		boolean nobodys = manager.kind().equals("none");
		if (manager.kind().equals("moorage") && !owner.equals(manager.project())) {
			throw owned(network, "belongs to the owner " + manager.project() + ". Choose another name.");
		}
		if (nobodys && !options.is(options.adopt())) {
			throw owned(network, "is there already and belongs to nobody. Send adopt=true to take it over.");
		}
		List<Diff> differences = differences(network, wanted);
		// One that somebody else declares too, and that this owner made so: nothing is
		// done.
		if (differences.isEmpty() && owner.equals(network.labels().get(ManagedBy.OWNER))) {
			return Plan
				.unchanged((now, progress) -> result(network.name(), network.id(), Outcome.UNCHANGED, List.of()));
		}
		if (nobodys && differences.isEmpty()) {
			return adoption(network, owner);
		}
		Guards.check(topology, network, override(options), owner);
		if (differences.isEmpty()) {
			return Plan
				.unchanged((now, progress) -> result(network.name(), network.id(), Outcome.UNCHANGED, List.of()));
		}
		checkTemplate(network, differences);
		checkLabels(topology, network, wanted);
		NetworkComparison comparison = new NetworkComparison(network, wanted, false);
		NetworkSpec spec = this.planner.planAnew(comparison.overlaid(), topology.without(network));
		boolean replace = options.is(options.replace());
		Plan<?> plan = this.replacement
			.plan(topology, network, spec, differences, !replace || options.is(options.acceptBreaking()), null)
			.warning(this.planner.warnings(spec, topology));
		if (!replace) {
			throw new MoorageException(FaultCode.NETWORK_DRIFT,
					"The network " + network.name() + " is not as the set says ("
							+ String.join(", ", differences.stream().map(Diff::path).toList())
							+ "). Send replace=true to make it anew.",
					Map.of("network", network.ref(), "diff", differences, "plan", PlanResponse.of(plan)));
		}
		return plan.answering(
				(now, progress) -> result(network.name(), progress.network(), Outcome.REPLACED, progress.warnings()));
	}

	private static void checkTemplate(Network network, List<Diff> differences) {
		if (network.configFrom() != null) {
			throw new MoorageException(FaultCode.NETWORK_DRIFT,
					"The network " + network.name() + " has its settings from " + network.configFrom()
							+ ", which no set can say. Give it settings of its own first: PATCH /networks/"
							+ network.id() + "?replace=true with {\"configFrom\": null}.",
					Map.of("network", network.ref(), "diff", differences));
		}
	}

	// What the set itself gives them aside.
	private static void checkLabels(Topology topology, Network network, DesiredNetworkRequest wanted) {
		Map<String, @Nullable String> labels = new TreeMap<>();
		Map<String, @Nullable String> given = wanted.labels();
		if (given != null) {
			labels.putAll(given);
		}
		labels.keySet().removeAll(Set.of(ManagedBy.OWNER, SpecLabel.NAME));
		OwnLabels.check(labels, topology, network);
	}

	// Labels cannot be added to what is there, so it is kept beside.
	private Plan<Result> adoption(Network network, String owner) {
		return this.protections.adopt(network, owner,
				(now, progress) -> new Result(network.name(), network.id(), ADOPTED, List.of()));
	}

	private static Result result(String network, NetworkId id, Outcome outcome, List<String> warnings) {
		return new Result(network, id, outcome.toString(), warnings);
	}

	private static MoorageException owned(Network network, String why) {
		return new MoorageException(FaultCode.OWNED_BY_OTHER, "The network " + network.name() + " " + why,
				Map.of("network", network.ref()));
	}

	/**
	 * Compares a network with what its owner wants, the owner's own labels aside: one
	 * that was adopted has none, and another wording of the same is no difference.
	 */
	static List<Diff> differences(Network network, DesiredNetworkRequest wanted) {
		if (network.configFrom() != null) {
			return List.of(Diff.of("/configFrom", network.configFrom(), null));
		}
		return new NetworkComparison(network, wanted, false).differences()
			.stream()
			.filter((diff) -> !diff.path().equals("/labels/" + ManagedBy.OWNER)
					&& !diff.path().equals("/labels/" + SpecLabel.NAME))
			.toList();
	}

	/**
	 * Asks to remove a network that its owner does not want any more.
	 */
	Change<Result> remove(Network network, String owner, Set<Overridden> override) {
		return Change.of((topology) -> Removal.scope(topology, found(topology, network), false), (topology) -> {
			Network found = found(topology, network);
			Guards.check(topology, found, override, owner);
			return this.removal.plan(topology, found, false,
					(now, progress) -> new Result(found.name(), found.id(), "removed", List.of()));
		});
	}

	private static Network found(Topology topology, Network network) {
		return References.network(topology, network.id().value());
	}

}
