package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.address.AddressHolder;
import io.moorage.address.FreeAddresses;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an endpoint can be on a network before the engine is asked: some refused
 * connects leave a container that cannot start any more (engine 26.1), and old engines
 * store nonsense for stopped containers.
 */
public final class EndpointChecks {

	private EndpointChecks() {
	}

	/**
	 * Checks what the request alone shows to be wrong, and what the engine is too old
	 * for: before the state of anything counts.
	 * @param network the network it shall be on
	 * @param spec how it shall be
	 * @param version the version of the engine's API
	 * @param mac what a MAC address needs
	 * @param pointer where the endpoint stands in the body, a JSON pointer
	 * @throws MoorageException {@code address-outside-subnet}, or
	 * {@code not-supported-by-engine} when the engine would silently ignore something
	 */
	public static void checkRequest(Network network, EndpointSpec spec, ApiVersion version, EngineFeature mac,
			String pointer) {
		if (spec.macAddress() != null) {
			mac.require(version, pointer + "/macAddress");
		}
		if (spec.gatewayPriority() != null) {
			EngineFeature.GATEWAY_PRIORITY.require(version, pointer + "/gatewayPriority");
		}
		DriverOptionAges.check(spec.driverOptions(), version, pointer + "/driverOptions");
		addresses(spec).forEach((address) -> checkInside(network, address, version));
	}

	/**
	 * Checks an endpoint against the state of its network.
	 * @param topology a fresh look at the engine
	 * @param network the network it shall be on
	 * @param container whose it is, or null for a container that is yet to be made
	 * @param spec how it shall be
	 * @throws MoorageException when the engine would, or should, refuse
	 */
	public static void check(Topology topology, Network network, @Nullable ContainerId container, EndpointSpec spec) {
		if (network.configOnly()) {
			throw new MoorageException(FaultCode.NETWORK_CONFIG_ONLY,
					"The network " + network.name() + " only holds settings for others. Create one with configFrom: \""
							+ network.name() + "\" and use that.");
		}
		if (network.scope() == Scope.SWARM && !network.attachable() && !network.isBuiltIn()) {
			throw new MoorageException(FaultCode.NETWORK_NOT_ATTACHABLE, "The network " + network.name()
					+ " is for Swarm services alone. Create one with attachable: true and use that.");
		}
		if (network.isBuiltIn() && addresses(spec).findAny().isPresent()) {
			throw new MoorageException(FaultCode.ADDRESS_NOT_CHOOSABLE, "On the network " + network.name()
					+ " the engine chooses every address. Leave it out, or use a network with a subnet of your own.");
		}
		if (network.isBuiltIn() && !spec.aliases().isEmpty()) {
			throw new MoorageException(FaultCode.ALIASES_NOT_SUPPORTED, "The network " + network.name()
					+ " has no names. Leave aliases out, or use a network of your own.");
		}
		if ((network.name().equals("host") || network.name().equals("none")) && !spec.equals(EndpointSpec.ANY)) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT,
					"On the network " + network.name() + " a container has no endpoint of its own, so the engine would "
							+ "ignore what is asked of it. Name the network alone.",
					Map.of("network", network.ref()));
		}
		addresses(spec).forEach((address) -> checkFree(topology, network, address, container));
		checkLeft(topology, network, spec.ipv4Address(), false);
		checkLeft(topology, network, spec.ipv6Address(), true);
	}

	/**
	 * Checks whether the addresses that a stopped container asked for are still free.
	 * @param topology a fresh look at the engine
	 * @param container whose they are
	 * @throws MoorageException {@code address-in-use} with {@code holder}
	 */
	public static void checkRequested(Topology topology, Container container) {
		for (EndpointSettings entry : container.settings()) {
			RequestedAddresses requested = entry.requested();
			topology.network(entry)
				.ifPresent((network) -> addresses(requested.ipv4Address(), requested.ipv6Address())
					.forEach((address) -> checkFree(topology, network, address, container.id())));
		}
	}

	static Stream<IpAddress> addresses(EndpointSpec spec) {
		return addresses(spec.ipv4Address(), spec.ipv6Address());
	}

	private static Stream<IpAddress> addresses(@Nullable IpAddress ipv4, @Nullable IpAddress ipv6) {
		return Stream.concat(Stream.ofNullable(ipv4), Stream.ofNullable(ipv6));
	}

	private static void checkInside(Network network, IpAddress address, ApiVersion version) {
		List<Subnet> subnets = network.ipam().pools().stream().map(IpamPool::subnet).toList();
		boolean inside = subnets.stream().anyMatch((subnet) -> subnet.contains(address));
		if (!inside && !network.isBuiltIn()
				&& !(EngineFeature.ENDPOINT_CHECKS.isIn(version) && mayBeAutomatic(network))) {
			throw outside(network, address);
		}
	}

	/**
	 * Makes the exception for an address outside a network's subnets.
	 */
	static MoorageException outside(Network network, IpAddress address) {
		List<Subnet> subnets = network.ipam().pools().stream().map(IpamPool::subnet).toList();
		String choice = subnets.isEmpty() ? "It has none; leave the address out."
				: "Choose one in " + String.join(" or ", subnets.stream().map(Subnet::toString).toList()) + ".";
		return new MoorageException(FaultCode.ADDRESS_OUTSIDE_SUBNET,
				"The address " + address + " is in no subnet of the network " + network.name() + ". " + choice,
				Map.of("subnets", subnets));
	}

	// The engine does not tell whether it chose a subnet itself. Where it may have, it is
	// asked, and answers that no address can be chosen, wherever the address lies.
	private static boolean mayBeAutomatic(Network network) {
		return network.ipam()
			.pools()
			.stream()
			.allMatch((pool) -> pool.gateway() != null && pool.gatewayAssumed() == null && pool.ipRange() == null
					&& pool.reserved().isEmpty());
	}

	private static void checkLeft(Topology topology, Network network, @Nullable IpAddress asked, boolean ipv6) {
		if (asked == null && FreeAddresses.isExhausted(topology, network, ipv6)) {
			throw new MoorageException(FaultCode.ADDRESS_POOL_EXHAUSTED,
					"The network " + network.name() + " has no " + (ipv6 ? "IPv6" : "IPv4")
							+ " address left. Disconnect somebody, or create a larger network.",
					Map.of("network", network.ref()));
		}
	}

	private static void checkFree(Topology topology, Network network, IpAddress address, @Nullable ContainerId asking) {
		AddressHolder.of(topology, network, address, asking).ifPresent((holder) -> {
			String who = (holder.name() != null) ? holder.kind() + " " + holder.name() : "the " + holder.kind();
			throw new MoorageException(
					FaultCode.ADDRESS_IN_USE, "The address " + address + " on the network " + network.name()
							+ " belongs to " + who + ". Choose another one, or leave it out.",
					Map.of("holder", holder));
		});
	}

}
