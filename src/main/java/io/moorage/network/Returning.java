package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.NetworkSpec;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.PortMapping;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is somebody who is put back on a network that is made anew.
 *
 * @param container who
 * @param endpoint how it is there
 * @param spec how it is put back
 * @param asked the addresses that somebody asked for, the others being chosen by the
 * engine
 * @param lost the addresses that cannot be kept
 * @param effect what becomes of it
 * @param ports the ports that it publishes
 * @param published whether they are published afterwards, too
 * @param gone what is wrong when it loses the network for good, else empty
 */
record Returning(Endpoint.Member container, Endpoint endpoint, EndpointSpec spec, List<IpAddress> asked,
		List<IpAddress> lost, Effect effect, List<PortMapping> ports, boolean published, String gone) {

	/**
	 * Tells of somebody, before the new network's pools are known.
	 * @param endpoint how it is there; its container is
	 * @param wanted how it shall be there
	 * @param asked the addresses of those that somebody asked for
	 * @param primary knows the networks that containers were made on
	 */
	static Returning of(Topology topology, Network network, Endpoint endpoint, EndpointSpec wanted,
			List<IpAddress> asked, PrimaryNetwork primary) {
		Endpoint.Member member = Objects.requireNonNull(endpoint.container());
		Container container = topology.container(member.id()).orElseThrow();
		boolean active = container.state().isActive();
		if (container.isMadeById(network)) {
			return new Returning(member, endpoint, wanted, asked, List.of(), Effect.CANNOT_START, container.ports(),
					true,
					"It was made on this network by its id (network mode " + container.networkMode()
							+ "), which will be another: "
							+ (active ? "it loses the network at once, and once stopped it cannot start again."
									: "it cannot start again."));
		}
		boolean stranded = active && primary.isMissed(topology, container);
		return new Returning(member, endpoint, wanted, asked, List.of(),
				stranded ? Effect.DISCONNECTED : Effect.RECONNECTED, container.ports(), true,
				stranded ? "It loses this network, and is not put back. " + PrimaryNetwork.gone(container) + " "
						+ PrimaryNetwork.remedy(container) : "");
	}

	/**
	 * Leaves out what the new network does not have.
	 * @param spec what it shall be, settings from another included
	 * @param elsewhere whether another of its networks publishes its ports
	 */
	Returning within(NetworkSpec spec, boolean elsewhere) {
		List<IpamPool> pools = spec.ipam().pools();
		boolean stay = elsewhere || (spec.driver().equals("bridge") && !spec.internal());
		List<IpAddress> lost = Stream
			.concat(EndpointChecks.addresses(this.spec).filter((each) -> !fits(each, pools)),
					this.spec.linkLocalAddresses().stream().filter((each) -> isLost(each, pools, spec.ipv6())))
			.toList();
		EndpointSpec kept = this.spec
			.withAddresses(kept(this.spec.ipv4Address(), lost), kept(this.spec.ipv6Address(), lost))
			.withLinkLocalAddresses(
					this.spec.linkLocalAddresses().stream().filter((each) -> !lost.contains(each)).toList());
		return new Returning(this.container, this.endpoint, kept, this.asked, lost,
				(isBroken() || lost.isEmpty()) ? this.effect : Effect.ADDRESS_CHANGES, this.ports, stay, this.gone);
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

	boolean hasAddress() {
		return EndpointChecks.addresses(this.spec).findAny().isPresent();
	}

	/**
	 * Tells whether it loses the network, or its way to start.
	 */
	boolean isBroken() {
		return !this.gone.isEmpty();
	}

	boolean is(Affected affected) {
		return this.container.id().value().equals(affected.id());
	}

	Affected affected() {
		return Affected.container(this.container, this.effect, isBroken() ? this.gone : detail());
	}

	private String detail() {
		List<String> sentences = new ArrayList<>();
		if (!this.lost.isEmpty()) {
			sentences.add("It cannot keep " + joined(this.lost) + ".");
		}
		else if (hasAddress()) {
			sentences.add("It keeps " + joined(EndpointChecks.addresses(this.spec).toList()) + ".");
		}
		if (!chosen().isEmpty()) {
			sentences.add("The engine chose " + joined(chosen()) + "; from now on that is asked for.");
		}
		if (this.container.state().isActive()) {
			sentences.add("It runs on; connections over this network break, and its interface may get another name.");
			if (!this.ports.isEmpty()) {
				sentences.add("Its published ports ("
						+ this.ports.stream().map(Returning::shown).collect(Collectors.joining(", "))
						+ (this.published ? ") are away for a moment; one that the engine chose may be another then."
								: ") are no longer published: no network that it is on then does that."));
			}
		}
		return sentences.isEmpty() ? "It is put back as it was." : String.join(" ", sentences);
	}

	private static String joined(List<IpAddress> addresses) {
		return String.join(" and ", addresses.stream().map(Object::toString).toList());
	}

	// Nobody asked for them until now.
	private List<IpAddress> chosen() {
		return EndpointChecks.addresses(this.spec).filter((each) -> !this.asked.contains(each)).toList();
	}

	/**
	 * Lists the addresses that somebody asked for.
	 */
	static List<IpAddress> asked(Endpoint endpoint) {
		RequestedAddresses asked = endpoint.requested();
		return Stream.of(Optional.ofNullable(asked.ipv4Address()), Optional.ofNullable(asked.ipv6Address()))
			.flatMap(Optional::stream)
			.toList();
	}

	// As docker ps shows it.
	private static String shown(PortMapping port) {
		return ((port.hostIp() != null) ? port.hostIp() + ":" : "") + port.hostPort() + "->" + port.containerPort()
				+ "/" + port.protocol();
	}

	/**
	 * Says what nobody may expect.
	 * @param network the network as it is
	 * @param members all who are put back
	 * @param version the version of the engine's API
	 */
	static List<String> warnings(Network network, List<Returning> members, ApiVersion version) {
		List<String> warnings = new ArrayList<>(Comeback.warnings(network.name(),
				members.stream()
					.filter((member) -> !member.isBroken())
					.map((member) -> Comeback.of(member.endpoint(), member.container().ref(), member.chosen()))
					.toList(),
				version));
		String closed = members.stream()
			.filter((member) -> !member.published() && !member.ports().isEmpty())
			.map((member) -> member.container().name())
			.collect(Collectors.joining(", "));
		if (!closed.isEmpty()) {
			warnings.add("ports-not-published: The ports of " + closed + " are no longer published: " + network.name()
					+ " will be a network that publishes none.");
		}
		return warnings;
	}

}
