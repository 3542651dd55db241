package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.moorage.address.SubnetAllocation;
import io.moorage.engine.GatewayRule;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;

/**
 * Looks for networks that have some of the addresses that a new one asks for.
 */
final class SubnetOverlap {

	private SubnetOverlap() {
	}

	static void check(NetworkSpec spec, Topology topology, SubnetAllocation allocation) {
		if (spec.configOnly() || !spec.ipam().driver().equals("default")) {
			return;
		}
		for (IpamPool pool : spec.ipam().pools()) {
			List<Network> others = topology.networks()
				.stream()
				.filter((network) -> !network.configOnly())
				.filter((network) -> network.ipam()
					.pools()
					.stream()
					.anyMatch((other) -> other.subnet().overlaps(pool.subnet())))
				.toList();
			if (!others.isEmpty()) {
				throw overlap(pool.subnet(), others, allocation.instead(topology, pool.subnet()));
			}
		}
	}

	private static MoorageException overlap(Subnet subnet, List<Network> others, Optional<Subnet> suggestion) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("networks",
				others.stream()
					.map((network) -> new Overlap(network.id().value(), network.name(),
							network.ipam().pools().stream().map(IpamPool::subnet).filter(subnet::overlaps).toList()))
					.toList());
		suggestion.ifPresent((free) -> facts.put("suggestion", new Suggestion(free, GatewayRule.first(free, null))));
		return new MoorageException(FaultCode.SUBNET_OVERLAP,
				"The subnet " + subnet + " overlaps that of "
						+ String.join(", ", others.stream().map(Network::name).toList()) + ". "
						+ suggestion.map((free) -> "Take " + free + ", which is free, or leave the subnet out.")
							.orElseGet(() -> none(subnet)),
				facts);
	}

	private static String none(Subnet subnet) {
		return "No free /" + subnet.prefixLength() + " is there to suggest, "
				+ (subnet.isIpv6() ? "not in fd00::/8"
						: "neither in the engine's default pools nor in those that Docker documents")
				+ ". Choose another one, or leave the subnet out.";
	}

	/**
	 * Is a network that has some of the addresses asked for.
	 */
	private record Overlap(String id, String name, List<Subnet> subnets) {

	}

	/**
	 * Is a subnet that is free.
	 */
	private record Suggestion(Subnet subnet, IpAddress gateway) {

	}

}
