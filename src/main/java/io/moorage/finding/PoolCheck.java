package io.moorage.finding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.address.PoolReport;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.finding.Finding.Offer;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for pools that are nearly used up, or that other networks have a share in.
 */
@Component
@RequiredArgsConstructor
class PoolCheck implements Check {

	private final PoolReport pools;

	private final Remedies remedies;

	@Override
	public Stream<Finding> find(Topology topology) {
		return Stream.concat(this.pools.overlaps(topology).stream().map((overlap) -> overlapping(topology, overlap)),
				topology.networks().stream().flatMap((network) -> full(topology, network)));
	}

	private Finding overlapping(Topology topology, PoolReport.Shared shared) {
		Network smaller = shared.inner();
		return Finding.of(Code.OVERLAPPING_POOLS, "The networks " + shared.outer().name() + " (" + shared.outerSubnet()
				+ ") and " + smaller.name() + " (" + shared.innerSubnet()
				+ ") have addresses in common: who is on one may not reach who is on the other, or the wrong one.",
				List.of(Subject.of(shared.outer()), Subject.of(smaller)),
				this.remedies
					.removeUnused(topology, List.of(smaller, shared.outer()),
							"The remedy removes %s, which nobody uses.")
					.orElseGet(() -> moved(topology, smaller, shared.innerSubnet())));
	}

	private Offer moved(Topology topology, Network network, Subnet subnet) {
		return this.pools.instead(topology, subnet)
			.map((free) -> this.remedies.replace(topology, network,
					"The remedy moves " + network.name() + " to " + free + ", which is free.",
					pools(network, subnet, free)))
			.orElseGet(() -> Offer.none("Move the containers of one of them to another network, and remove it."));
	}

	private Stream<Finding> full(Topology topology, Network network) {
		return this.pools.nearlyFull(topology, network)
			.stream()
			.map((pool) -> this.pools.hasRoomBesideRange(topology, network, pool) ? rangeFull(topology, network, pool)
					: poolFull(topology, network, pool));
	}

	private Finding rangeFull(Topology topology, Network network, IpamPool pool) {
		List<Map<String, Object>> pools = network.ipam()
			.pools()
			.stream()
			.map((each) -> new IpamPool(each.subnet(), each.gateway(), null, each.equals(pool) ? null : each.ipRange(),
					each.reserved()))
			.map(Bodies::pool)
			.toList();
		return Finding.of(Code.POOL_NEARLY_FULL,
				"More than nine tenths of the range " + pool.ipRange() + " of the pool " + pool.subnet()
						+ " of the network " + network.name()
						+ " are used; soon nobody can join it who names no address.",
				List.of(Subject.of(network)),
				this.remedies.patch(topology, network,
						"The remedy takes the range away, so that the engine gives addresses from all of the pool; containers keep theirs.",
						Map.of("ipam", Map.of("pools", pools)), Set.of()));
	}

	private Finding poolFull(Topology topology, Network network, IpamPool pool) {
		String lost = (pool.ipRange() != null || !pool.reserved().isEmpty())
				? " Its range and reserved addresses are not kept." : "";
		return Finding.of(Code.POOL_NEARLY_FULL,
				"More than nine tenths of the pool "
						+ pool.subnet() + " of the network " + network.name() + " are used; soon nobody can join it.",
				List.of(Subject.of(network)),
				this.pools.larger(topology, pool.subnet())
					.map((free) -> this.remedies.replace(topology, network,
							"The remedy gives it " + free + ", which is larger; containers get other addresses there."
									+ lost,
							pools(network, pool.subnet(), free)))
					.orElseGet(() -> Offer.none("Disconnect whom it does not need, or move some to another network.")));
	}

	// A list of pools that names one of a family names all of them, so the others of that
	// family are named as they are.
	private static Map<String, ?> pools(Network network, Subnet old, Subnet free) {
		List<Map<String, String>> pools = network.ipam()
			.pools()
			.stream()
			.map(IpamPool::subnet)
			.filter((subnet) -> subnet.isIpv6() == old.isIpv6())
			.map((subnet) -> Map.of("subnet", (subnet.equals(old) ? free : subnet).toString()))
			.toList();
		return Map.of("ipam", Map.of("pools", pools));
	}

}
