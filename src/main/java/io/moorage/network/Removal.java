package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Before;
import io.moorage.change.Plan;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Plans the removal of a network, if asked with its endpoints.
 */
@Component
@RequiredArgsConstructor
class Removal {

	private final EngineGateway engine;

	private final NetworkSteps steps;

	private final PrimaryNetwork primary;

	/**
	 * Tells what a removal is about.
	 * @param disconnect whether every endpoint is taken off first
	 */
	static Scope scope(Topology topology, Network network, boolean disconnect) {
		return Scope.of(topology, network, disconnect ? members(topology, network) : List.of());
	}

	/**
	 * Lists the containers on a network, half connected ones included.
	 */
	static List<ContainerId> members(Topology topology, Network network) {
		List<ContainerId> members = new ArrayList<>();
		topology.endpoints(network.id())
			.stream()
			.flatMap((endpoint) -> Stream.ofNullable(endpoint.container()))
			.forEach((member) -> members.add(member.id()));
		topology.halfConnected(network.id()).forEach((container) -> members.add(container.id()));
		return members;
	}

	/**
	 * Plans a removal.
	 * @param <T> how it is answered
	 * @param topology a fresh look at the engine
	 * @param network the network
	 * @param disconnect whether to take every endpoint off first
	 * @param answer how to answer
	 * @return a plan
	 * @throws MoorageException {@code network-in-use} with {@code dependents}
	 */
	<T> Plan<T> plan(Topology topology, Network network, boolean disconnect, Plan.Answer<T> answer) {
		List<Dependent> dependents = Dependent.of(topology, network);
		boolean blocked = dependents.stream().anyMatch((each) -> !each.canBeDisconnected());
		if (blocked || (!dependents.isEmpty() && !disconnect)) {
			throw inUse(network, dependents, blocked);
		}
		List<Step> all = new ArrayList<>();
		for (Endpoint endpoint : topology.endpoints(network.id())) {
			Endpoint.Member member = endpoint.container();
			all.add((member != null) ? this.steps.disconnectIfThere(network, member)
					: this.steps.dropStale(topology, network, endpoint));
		}
		topology.halfConnected(network.id()).forEach((container) -> all.add(this.steps.mend(network, container)));
		all.add(this.steps.remove(network));
		Before before = Before.of(topology, network, null, this.engine.apiVersion());
		return Plan
			.of(all, affected(topology, network),
					Touched.network(network.id()).and(List.of(), members(topology, network)), answer)
			.withBefore((all.size() > 1) ? before : null)
			.withReversal((progress) -> Reversal.making(before))
			.withBecoming(Map.of(network.id(), Optional.empty()));
	}

	private List<Affected> affected(Topology topology, Network network) {
		List<Affected> affected = new ArrayList<>();
		for (Endpoint endpoint : topology.endpoints(network.id())) {
			Endpoint.Member member = endpoint.container();
			if (member != null) {
				affected.add(leftWithout(topology, network, endpoint, member));
			}
		}
		affected.addAll(leftBehind(topology, network));
		affected.addAll(withoutIt(Usage.sharers(topology, network)));
		return affected;
	}

	/**
	 * Tells what becomes of those who use the network of a container that is taken off.
	 */
	static List<Affected> withoutIt(List<Container> sharers) {
		return sharers.stream()
			.map((sharer) -> Affected.container(sharer,
					sharer.state().isActive() ? Effect.DISCONNECTED : Effect.STARTS_WITHOUT_NETWORK,
					"It uses the network of one that loses it."))
			.toList();
	}

	private Affected leftWithout(Topology topology, Network network, Endpoint endpoint, Endpoint.Member member) {
		return this.primary.strands(topology, network, member) ? Affected.container(member, Effect.CANNOT_START,
				"It was made on this network: it keeps its other networks, but "
						+ (endpoint.active() ? "once stopped it cannot start again" : "it cannot start")
						+ " until there is a network named " + network.name() + ", nor be connected to another.")
				: takenOff(topology, endpoint, member);
	}

	/**
	 * Tells what becomes of a container that is taken off a network.
	 */
	static Affected takenOff(Topology topology, Endpoint endpoint, Endpoint.Member member) {
		boolean only = topology.endpoints(member.id()).size() == 1;
		Effect effect = (!endpoint.active() && only) ? Effect.STARTS_WITHOUT_NETWORK : Effect.DISCONNECTED;
		return Affected.container(member, effect, only ? "It has no other network." : "It keeps its other networks.");
	}

	/**
	 * Tells what becomes of that which nobody uses: endpoints whose container is gone,
	 * and what refused connects left.
	 */
	static List<Affected> leftBehind(Topology topology, Network network) {
		List<Affected> affected = new ArrayList<>();
		for (Endpoint endpoint : topology.endpoints(network.id())) {
			if (endpoint.container() == null) {
				affected.add(new Affected("endpoint", String.valueOf(endpoint.endpointId()), endpoint.pathSegment(),
						null, Effect.REMOVED, "Its container is gone already."));
			}
		}
		for (Container container : topology.halfConnected(network.id())) {
			affected.add(Affected.container(container, Effect.DISCONNECTED,
					"Only its settings name the network, from a connect that was refused."));
		}
		return affected;
	}

	/**
	 * Makes the exception for a network that somebody uses.
	 */
	static MoorageException inUse(Network network, List<Dependent> dependents, boolean blocked) {
		String names = String.join(", ", dependents.stream().map((each) -> each.kind() + " " + each.name()).toList());
		String blockers = network.configOnly() ? "networks that take their settings from it" : "services";
		String remedy = blocked ? "Remove the " + blockers + " first."
				: "Disconnect them first, or send DELETE with disconnect=true.";
		return new MoorageException(FaultCode.NETWORK_IN_USE,
				"The network " + network.name() + " is used by " + names + ". " + remedy,
				Map.of("network", network.ref(), "dependents", dependents));
	}

}
