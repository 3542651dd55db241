package io.moorage.network;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.address.FreeAddresses;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.GatewayRule;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;

/**
 * Checks whether a network that is made anew has an address for everybody who runs on it:
 * the engine finds out only when all of them are off.
 */
final class MemberRoom {

	private MemberRoom() {
	}

	/**
	 * Checks both families.
	 * @param network today's network
	 * @param spec what it shall be, settings from another included; without pools the
	 * engine chooses large ones
	 * @param members who is put back, with the addresses that they ask for
	 * @param version the version of the engine's API
	 * @throws MoorageException {@code address-pool-exhausted}
	 */
	static void check(Network network, NetworkSpec spec, List<Returning> members, ApiVersion version) {
		Ipam ipam = spec.ipam();
		if (!ipam.driver().equals("default")) {
			return;
		}
		GatewayRule rule = new GatewayRule(spec.driver(), spec.internal(), spec.options(), version);
		// Only those who run have addresses; what is broken need not come back.
		List<Returning> running = members.stream()
			.filter((member) -> member.container().state().isActive() && !member.isBroken())
			.toList();
		for (boolean ipv6 : new boolean[] { false, true }) {
			List<IpamPool> family = ipam.pools().stream().filter((pool) -> pool.subnet().isIpv6() == ipv6).toList();
			List<IpAddress> asked = running.stream()
				.flatMap((member) -> EndpointChecks.addresses(member.spec()))
				.filter((address) -> address.isIpv6() == ipv6)
				.toList();
			int others = running.size() - asked.size();
			BigInteger left = FreeAddresses.left(family, taken(family, rule.isAssumed(ipv6), asked));
			if (!family.isEmpty() && left.compareTo(BigInteger.valueOf(others)) < 0) {
				throw tooFew(network, left, others, ipv6);
			}
		}
	}

	private static List<IpAddress> taken(List<IpamPool> pools, boolean takesGateway, List<IpAddress> asked) {
		Stream<IpAddress> gateways = pools.stream()
			.filter((pool) -> takesGateway && pool.gateway() == null)
			.map(NetworkSpecs::firstFree);
		return Stream.concat(gateways, asked.stream()).toList();
	}

	private static MoorageException tooFew(Network network, BigInteger left, int others, boolean ipv6) {
		return new MoorageException(FaultCode.ADDRESS_POOL_EXHAUSTED,
				"The network " + network.name() + " would have an " + (ipv6 ? "IPv6" : "IPv4") + " address for only "
						+ left + " of the " + others + " running containers that cannot keep theirs. "
						+ "Choose a larger subnet or ipRange, or disconnect or stop some of them first.",
				Map.of("network", network.ref()));
	}

}
