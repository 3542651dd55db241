package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Before;
import io.moorage.change.Changed;
import io.moorage.change.Diff;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Plans to make a network anew under its containers: everybody is taken off, the network
 * removed and made, and everybody put back as they were.
 */
@Component
@RequiredArgsConstructor
class Replacement {

	private final EngineGateway engine;

	private final NetworkSteps steps;

	private final PrimaryNetwork primary;

	/**
	 * Tells what making a network so is about, whether it is there or not.
	 * @param network the network, or empty when it is yet to be made
	 * @param name its name
	 */
	static Scope scope(Topology topology, Optional<Network> network, String name) {
		return network.map((found) -> Scope.of(topology, found, Removal.members(topology, found)))
			.orElseGet(() -> Scope.making(name));
	}

	/**
	 * Plans a replacement.
	 * @param topology a fresh look at the engine
	 * @param network today's network
	 * @param spec what it shall be
	 * @param differences what is different
	 * @param acceptBreaking whether to go on though containers could not start again
	 * @param wish how members shall be, where it tells; null for as they are
	 * @return a plan
	 * @throws MoorageException {@code network-in-use} for a network of services or one
	 * that others have their settings from, {@code network-config-only} when its members
	 * could not come back, {@code address-pool-exhausted} when its addresses would be too
	 * few for them, {@code replace-would-break}
	 */
	Plan<Changed<NetworkResponse>> plan(Topology topology, Network network, NetworkSpec spec, List<Diff> differences,
			boolean acceptBreaking, @Nullable Before wish) {
		List<Dependent> dependents = Dependent.of(topology, network);
		if (dependents.stream().anyMatch((each) -> !each.canBeDisconnected())) {
			throw Removal.inUse(network, dependents, true);
		}
		checkMembers(topology, network, spec);
		NetworkSpec whole = NetworkSpecs.whole(spec, topology);
		ApiVersion version = this.engine.apiVersion();
		List<Returning> members = topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() != null)
			.map((endpoint) -> Returning
				.of(topology, network, endpoint, wanted(endpoint, wish, version), asked(endpoint, wish), this.primary)
				.within(whole, isPublishedElsewhere(topology, network, endpoint)))
			.toList();
		MemberRoom.check(network, whole, members, version);
		Before before = Before.of(topology, network, spec, version);
		Plan<Changed<NetworkResponse>> plan = Plan
			.of(steps(topology, network, spec, differences, members), affected(topology, network, members),
					Touched.network(network.id()).and(List.of(), Removal.members(topology, network)),
					(now, progress) -> new Changed<>(
							NetworkResponse.one(now, References.network(now, progress.network().value())),
							Outcome.REPLACED, progress.warnings(), network.id().value()))
			.withWarnings(Returning.warnings(network, members, version))
			.warning(members.isEmpty() ? List.of() : doubts(network, whole))
			.withBefore(before)
			.withReplaced(network.id())
			.withReversal((progress) -> Reversal.replacing(progress.network(), before))
			.withBecoming(Map.of(network.id(), Optional.of(spec.over(network))));
		List<Affected> broken = plan.affected()
			.stream()
			.filter((each) -> members.stream().anyMatch((member) -> member.isBroken() && member.is(each)))
			.toList();
		if (!broken.isEmpty() && !acceptBreaking) {
			throw wouldBreak(network, broken, plan);
		}
		return plan;
	}

	// The engine publishes ports on a bridge with a way out, of whichever network.
	private static boolean isPublishedElsewhere(Topology topology, Network network, Endpoint endpoint) {
		return topology.endpoints(Objects.requireNonNull(endpoint.container()).id())
			.stream()
			.filter((each) -> !each.network().id().equals(network.id()))
			.flatMap((each) -> topology.network(each.network().id()).stream())
			.anyMatch((each) -> each.driver().equals("bridge") && !each.internal());
	}

	private static void checkMembers(Topology topology, Network network, NetworkSpec spec) {
		int members = topology.endpoints(network.id()).size();
		if (spec.configOnly() && members > 0) {
			throw new MoorageException(FaultCode.NETWORK_CONFIG_ONLY,
					"Nobody can be on a network that only holds settings," + " and " + network.name() + " has "
							+ members + " on it. Disconnect them first, or create another network with configOnly.",
					Map.of("network", network.ref()));
		}
	}

	// What the engine tells nobody before it is to make the network.
	private static List<String> doubts(Network network, NetworkSpec spec) {
		List<String> doubts = new ArrayList<>();
		String parent = spec.options().get("parent");
		if (parent != null && !parent.equals(network.options().get("parent"))) {
			doubts.add(doubt("its host has the interface " + parent));
		}
		String bridge = spec.options().get(Network.BRIDGE_NAME);
		if (bridge != null && !bridge.equals(network.options().get(Network.BRIDGE_NAME))) {
			doubts.add(doubt("its host has no other interface named " + bridge));
		}
		String driver = spec.ipam().driver();
		if (!driver.equals("default") && !driver.equals(network.ipam().driver())) {
			doubts.add(doubt("it has the IPAM driver " + driver));
		}
		return doubts;
	}

	private static String doubt(String what) {
		return "engine-may-refuse: The engine does not tell whether " + what
				+ " before everybody is off the network. If not, all are put back as they were.";
	}

	private static EndpointSpec wanted(Endpoint endpoint, @Nullable Before wish, ApiVersion version) {
		return wished(endpoint, wish).map(Before.Member::endpoint)
			.orElseGet(() -> EndpointSpec.keeping(endpoint, version));
	}

	private static List<IpAddress> asked(Endpoint endpoint, @Nullable Before wish) {
		return wished(endpoint, wish).map((member) -> EndpointChecks.addresses(member.asked()).toList())
			.orElseGet(() -> Returning.asked(endpoint));
	}

	private static Optional<Before.Member> wished(Endpoint endpoint, @Nullable Before wish) {
		Endpoint.Member member = Objects.requireNonNull(endpoint.container());
		List<Before.Member> wishes = (wish != null) ? wish.members() : List.of();
		return wishes.stream().filter((each) -> each.container().id().equals(member.id())).findFirst();
	}

	private static MoorageException wouldBreak(Network network, List<Affected> broken, Plan<?> plan) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", network.ref());
		facts.put("dependents", broken);
		facts.put("plan", PlanResponse.of(plan));
		return new MoorageException(FaultCode.REPLACE_WOULD_BREAK, "After a replacement of " + network.name() + ", "
				+ String.join(", ", broken.stream().map(Affected::name).toList())
				+ " would be without it, or could not start again: " + broken.getFirst().detail()
				+ " Make them anew on a network's name first, or send acceptBreaking=true, which undoing does not take.",
				facts);
	}

	private List<Step> steps(Topology topology, Network network, NetworkSpec spec, List<Diff> differences,
			List<Returning> members) {
		List<Step> all = new ArrayList<>();
		topology.halfConnected(network.id()).forEach((container) -> all.add(this.steps.mend(network, container)));
		topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() == null)
			.forEach((endpoint) -> all.add(this.steps.dropStale(topology, network, endpoint)));
		members.forEach((member) -> all.add(this.steps.disconnectIfThere(network, member.container())));
		all.add(this.steps.replace(network, spec, differences));
		// Whoever gets any address comes last: it must not be one that another keeps.
		Stream
			.concat(members.stream().filter(Returning::hasAddress),
					members.stream().filter((member) -> !member.hasAddress()))
			// What breaks the engine may refuse.
			.forEach((member) -> all.add(member.isBroken()
					? this.steps.connectAnewIfPossible(network.name(), member.container().ref(), member.spec())
					: this.steps.connectAnew(network.name(), member.container().ref(), member.spec())));
		return all;
	}

	private static List<Affected> affected(Topology topology, Network network, List<Returning> members) {
		List<Affected> affected = new ArrayList<>();
		members.forEach((member) -> affected.add(member.affected()));
		affected.addAll(Removal.leftBehind(topology, network));
		affected.addAll(interrupted(Usage.sharers(topology, network)));
		return affected;
	}

	/**
	 * Tells what becomes of those who use the network of a container that is connected
	 * anew.
	 */
	static List<Affected> interrupted(List<Container> sharers) {
		return sharers.stream()
			.map((sharer) -> Affected.container(sharer, Effect.INTERRUPTED,
					"It uses the network of one that is reconnected."))
			.toList();
	}

}
