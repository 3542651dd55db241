package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.PortMapping;
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
	 * could not come back, {@code replace-would-break}
	 */
	Plan<Changed<NetworkResponse>> plan(Topology topology, Network network, NetworkSpec spec, List<Diff> differences,
			boolean acceptBreaking, @Nullable Before wish) {
		List<Dependent> dependents = Dependent.of(topology, network);
		if (dependents.stream().anyMatch((each) -> !each.canBeDisconnected())) {
			throw Removal.inUse(network, dependents, true);
		}
		checkMembers(topology, network, spec);
		ApiVersion version = this.engine.apiVersion();
		List<Member> members = topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() != null)
			.map((endpoint) -> Member.of(wanted(endpoint, wish, version), endpoint, pools(topology, spec), spec.ipv6()))
			.toList();
		Before before = Before.of(topology, network, spec, version);
		Plan<Changed<NetworkResponse>> plan = Plan
			.of(steps(topology, network, spec, differences, members), affected(topology, network, members),
					Touched.network(network.id()).and(List.of(), Removal.members(topology, network)),
					(now, progress) -> new Changed<>(
							NetworkResponse.one(now, References.network(now, progress.network().value())),
							Outcome.REPLACED, progress.warnings(), network.id().value()))
			.withWarnings(warnings(network, members, version))
			.withBefore(before)
			.withReversal((progress) -> Reversal.replacing(progress.network(), before))
			.withBecoming(Map.of(network.id(), Optional.of(spec.over(network))));
		List<Affected> broken = plan.affected()
			.stream()
			.filter((each) -> each.effect() == Effect.CANNOT_START || each.effect() == Effect.DISCONNECTED)
			.filter((each) -> each.kind().equals("container"))
			.toList();
		if (!broken.isEmpty() && !acceptBreaking) {
			throw wouldBreak(network, broken, plan);
		}
		return plan;
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

	private static EndpointSpec wanted(Endpoint endpoint, @Nullable Before wish, ApiVersion version) {
		Endpoint.Member member = Objects.requireNonNull(endpoint.container());
		List<Before.Member> wishes = (wish != null) ? wish.members() : List.of();
		return wishes.stream()
			.filter((each) -> each.container().id().equals(member.id()))
			.map(Before.Member::endpoint)
			.findFirst()
			.orElseGet(() -> EndpointSpec.keeping(endpoint, version));
	}

	private static MoorageException wouldBreak(Network network, List<Affected> broken, Plan<?> plan) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", network.ref());
		facts.put("dependents", broken);
		facts.put("plan", PlanResponse.of(plan));
		return new MoorageException(FaultCode.REPLACE_WOULD_BREAK,
				"After a replacement of " + network.name() + ", "
						+ String.join(", ", broken.stream().map(Affected::name).toList())
						+ " would be without it, or could not start again: " + broken.getFirst().detail()
						+ " Make them anew on a network's name first, or send acceptBreaking=true.",
				facts);
	}

	private static List<IpamPool> pools(Topology topology, NetworkSpec spec) {
		String from = spec.configFrom();
		return (from == null) ? spec.ipam().pools()
				: topology.networksNamed(from).stream().flatMap((each) -> each.ipam().pools().stream()).toList();
	}

	private List<Step> steps(Topology topology, Network network, NetworkSpec spec, List<Diff> differences,
			List<Member> members) {
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
			.concat(members.stream().filter(Member::hasAddress),
					members.stream().filter((member) -> !member.hasAddress()))
			.forEach((member) -> {
				// By an id that is gone the engine may refuse to connect it.
				all.add(isCertain(topology, network, topology.container(member.container().id()).orElseThrow())
						? this.steps.connectAnew(network.name(), member.container().ref(), member.spec())
						: this.steps.connectAnewIfPossible(network.name(), member.container().ref(), member.spec()));
			});
		return all;
	}

	private static boolean isCertain(Topology topology, Network network, Container container) {
		return !container.isMadeById(network) && !PrimaryNetwork.isGone(topology, container);
	}

	private static List<Affected> affected(Topology topology, Network network, List<Member> members) {
		List<Affected> affected = new ArrayList<>();
		for (Member member : members) {
			Endpoint.Member ref = member.container();
			Container container = topology.container(ref.id()).orElseThrow();
			Effect effect = effect(topology, network, container, member);
			affected.add(Affected.container(ref, effect, detail(effect, container, member)));
		}
		affected.addAll(Removal.leftBehind(topology, network));
		for (Container sharer : Usage.sharers(topology, network)) {
			affected
				.add(Affected.container(sharer, Effect.INTERRUPTED, "It uses the network of one that is reconnected."));
		}
		return affected;
	}

	private static Effect effect(Topology topology, Network network, Container container, Member member) {
		if (container.isMadeById(network)) {
			return Effect.CANNOT_START;
		}
		if (PrimaryNetwork.isGone(topology, container)) {
			return Effect.DISCONNECTED;
		}
		return member.lost().isEmpty() ? Effect.RECONNECTED : Effect.ADDRESS_CHANGES;
	}

	private static String detail(Effect effect, Container container, Member member) {
		if (effect == Effect.CANNOT_START) {
			return "It was made on this network by its id (network mode " + container.networkMode()
					+ "), which will be another: "
					+ (container.state().isActive()
							? "it loses the network at once, and once stopped it cannot start again."
							: "it cannot start again.");
		}
		if (effect == Effect.DISCONNECTED) {
			return "It is not put back. " + PrimaryNetwork.gone(container);
		}
		StringBuilder detail = new StringBuilder();
		if (!member.lost().isEmpty()) {
			detail.append("It cannot keep ")
				.append(String.join(" and ", member.lost().stream().map(Object::toString).toList()))
				.append(". ");
		}
		else if (member.hasAddress()) {
			detail.append("It keeps ")
				.append(String.join(" and ", EndpointChecks.addresses(member.spec()).map(Object::toString).toList()))
				.append(". ");
		}
		if (container.state().isActive()) {
			detail.append("It runs on; connections over this network break, and its interface may get another name.");
			if (!container.ports().isEmpty()) {
				detail.append(" Its published ports (")
					.append(container.ports().stream().map(Replacement::shown).collect(Collectors.joining(", ")))
					.append(") are away for a moment; one that the engine chose may be another then.");
			}
		}
		return detail.isEmpty() ? "It is put back as it was." : detail.toString().trim();
	}

	// As docker ps shows it.
	private static String shown(PortMapping port) {
		return ((port.hostIp() != null) ? port.hostIp() + ":" : "") + port.hostPort() + "->" + port.containerPort()
				+ "/" + port.protocol();
	}

	private static List<String> warnings(Network network, List<Member> members, ApiVersion version) {
		return EngineFeature.MAC_ADDRESS_AT_CONNECT.isIn(version) ? List.of()
				: members.stream()
					.map((member) -> "mac-will-change: The engine is too old to give " + member.container().name()
							+ " a certain MAC address on " + network.name()
							+ ((member.mac() != null)
									? "; " + member.mac() + " is kept only if the engine chooses it again." : "."))
					.toList();
	}

	/**
	 * Is somebody who is put back.
	 *
	 * @param container who
	 * @param spec how
	 * @param lost the addresses that cannot be kept
	 * @param mac the present MAC address, or null
	 */
	private record Member(Endpoint.Member container, EndpointSpec spec, List<IpAddress> lost, @Nullable String mac) {

		private static Member of(EndpointSpec wanted, Endpoint endpoint, List<IpamPool> pools, boolean ipv6) {
			List<IpAddress> lost = Stream
				.concat(EndpointChecks.addresses(wanted).filter((each) -> !fits(each, pools)),
						wanted.linkLocalAddresses().stream().filter((each) -> isLost(each, pools, ipv6)))
				.toList();
			EndpointSpec spec = wanted.withAddresses(kept(wanted.ipv4Address(), lost), kept(wanted.ipv6Address(), lost))
				.withLinkLocalAddresses(
						wanted.linkLocalAddresses().stream().filter((each) -> !lost.contains(each)).toList());
			return new Member(Objects.requireNonNull(endpoint.container()), spec, lost, endpoint.macAddress());
		}

		// Link-local addresses of a family that the network has.
		private static boolean isLost(IpAddress address, List<IpamPool> pools, boolean ipv6) {
			return address.bits() > Integer.SIZE && !ipv6 && pools.stream().noneMatch((pool) -> pool.subnet().isIpv6());
		}

		private static @Nullable IpAddress kept(@Nullable IpAddress address, List<IpAddress> lost) {
			return Optional.ofNullable(address).filter((each) -> !lost.contains(each)).orElse(null);
		}

		private static boolean fits(IpAddress address, List<IpamPool> pools) {
			return pools.stream()
				.filter((pool) -> pool.subnet().contains(address))
				.anyMatch((pool) -> !address.equals(gateway(pool)) && !pool.reserved().containsValue(address)
						&& !address.equals(pool.subnet().network()));
		}

		// Where none is asked for the engine takes the first that is free.
		private static IpAddress gateway(IpamPool pool) {
			IpAddress gateway = pool.gateway();
			return (gateway != null) ? gateway : NetworkSpecs.firstFree(pool);
		}

		private boolean hasAddress() {
			return EndpointChecks.addresses(this.spec).findAny().isPresent();
		}

	}

}
