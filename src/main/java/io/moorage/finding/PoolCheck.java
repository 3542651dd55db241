package io.moorage.finding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.address.PoolReport;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Remedy;
import io.moorage.finding.Finding.Subject;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks for pools that are nearly used up, or that other networks have a share in.
 */
@Component
@RequiredArgsConstructor
class PoolCheck implements Check {

	private final PoolReport pools;

	@Override
	public Stream<Finding> find(Topology topology) {
		return Stream.concat(this.pools.overlaps(topology).stream().map((overlap) -> overlapping(topology, overlap)),
				topology.networks().stream().flatMap((network) -> full(topology, network)));
	}

	private Finding overlapping(Topology topology, PoolReport.Shared shared) {
		Network smaller = shared.inner();
		List<Network> unused = Stream.of(smaller, shared.outer())
			.filter((network) -> !network.isSystem() && topology.endpoints(network.id()).isEmpty()
					&& topology.services(network).isEmpty())
			.toList();
		Remedy remedy = unused.isEmpty() ? moved(topology, smaller, shared.innerSubnet())
				: new Remedy("DELETE", "/networks/" + unused.getFirst().id(), null);
		return Finding.of(Code.OVERLAPPING_POOLS, "The networks " + shared.outer().name() + " (" + shared.outerSubnet()
				+ ") and " + smaller.name() + " (" + shared.innerSubnet()
				+ ") have addresses in common: who is on one may not reach who is on the other, or the wrong " + "one. "
				+ (unused.isEmpty() ? "The remedy moves " + smaller.name() + " to a free subnet."
						: "The remedy removes " + unused.getFirst().name() + ", which nobody uses."),
				List.of(Subject.of(shared.outer()), Subject.of(smaller)), remedy);
	}

	private @Nullable Remedy moved(Topology topology, Network network, Subnet subnet) {
		return network.isSystem() ? null
				: this.pools.instead(topology, subnet).map((free) -> replacing(network, subnet, free)).orElse(null);
	}

	private Stream<Finding> full(Topology topology, Network network) {
		return this.pools.nearlyFull(topology, network).stream().map((pool) -> {
			Optional<Subnet> larger = network.isBuiltIn() ? Optional.empty()
					: this.pools.larger(topology, pool.subnet());
			return Finding.of(Code.POOL_NEARLY_FULL,
					"More than nine tenths of the pool " + pool.subnet() + " of the network " + network.name()
							+ " are used; soon nobody can join it. "
							+ larger
								.map((free) -> "The remedy gives it " + free
										+ ", which is larger; containers get other addresses there.")
								.orElse("Disconnect whom it does not need, or move some to another network."),
					List.of(Subject.of(network)),
					larger.map((free) -> replacing(network, pool.subnet(), free)).orElse(null));
		});
	}

	// A list of pools that names one of a family names all of them, so the others of that
	// family are named as they are.
	private static Remedy replacing(Network network, Subnet old, Subnet free) {
		List<Map<String, String>> pools = network.ipam()
			.pools()
			.stream()
			.map(IpamPool::subnet)
			.filter((subnet) -> subnet.isIpv6() == old.isIpv6())
			.map((subnet) -> Map.of("subnet", (subnet.equals(old) ? free : subnet).toString()))
			.toList();
		return new Remedy("PUT", "/networks/" + network.id() + "?replace=true", Map.of("ipam", Map.of("pools", pools)));
	}

}
