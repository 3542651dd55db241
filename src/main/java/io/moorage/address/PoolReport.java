package io.moorage.address;

import java.util.List;
import java.util.Optional;

import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Tells what is wrong with pools.
 */
@Component
@RequiredArgsConstructor
public class PoolReport {

	private static final int STEPS = 4;

	private final SubnetAllocation allocation;

	/**
	 * Lists pairs of networks that have addresses in common.
	 * @param topology what is there
	 * @return pairs ordered by subnet
	 */
	public List<Shared> overlaps(Topology topology) {
		return AddressPools.overlaps(AddressPools.taken(topology))
			.stream()
			.map((overlap) -> new Shared(network(topology, overlap.one().network().id()), overlap.one().subnet(),
					network(topology, overlap.other().network().id()), overlap.other().subnet()))
			.toList();
	}

	private static Network network(Topology topology, NetworkId id) {
		return topology.network(id).orElseThrow();
	}

	/**
	 * Lists pools of which less than a tenth can still be given.
	 * @param topology what is there
	 * @param network whose pools
	 * @return none where somebody else than the engine hands the addresses out
	 */
	public List<IpamPool> nearlyFull(Topology topology, Network network) {
		if (NetworkAddresses.unpredictable(topology, network) != null) {
			return List.of();
		}
		List<HeldAddress> held = HeldAddress.of(topology, network);
		return network.ipam().pools().stream().filter((pool) -> new PoolUse(pool, held).isNearlyFull()).toList();
	}

	/**
	 * Tells whether a pool has room outside of its range.
	 * @param topology what is there
	 * @param network whose pool
	 * @param pool one whose range is nearly full
	 * @return whether it would not be nearly full without the range
	 */
	public boolean hasRoomBesideRange(Topology topology, Network network, IpamPool pool) {
		IpamPool whole = new IpamPool(pool.subnet(), pool.gateway(), pool.gatewayAssumed(), null, pool.reserved());
		return pool.ipRange() != null && !new PoolUse(whole, HeldAddress.of(topology, network)).isNearlyFull();
	}

	/**
	 * Finds a free subnet instead of one.
	 * @param topology what is there
	 * @param subnet one that is taken
	 * @return one of the same size, or empty
	 */
	public Optional<Subnet> instead(Topology topology, Subnet subnet) {
		return this.allocation.instead(topology, subnet);
	}

	/**
	 * Finds a free subnet with more room than one.
	 * @param topology what is there
	 * @param subnet one that is used up
	 * @return one sixteen times as large, or twice at least, or empty
	 */
	public Optional<Subnet> larger(Topology topology, Subnet subnet) {
		for (int length = subnet.prefixLength() - STEPS; length < subnet.prefixLength(); length++) {
			if (length > 0) {
				Optional<Subnet> free = this.allocation.ofSize(topology, length, subnet.isIpv6());
				if (free.isPresent()) {
					return free;
				}
			}
		}
		return Optional.empty();
	}

	/**
	 * Are two networks that have addresses in common.
	 *
	 * @param outer the one with the larger subnet
	 * @param outerSubnet that subnet
	 * @param inner the other one
	 * @param innerSubnet its subnet
	 */
	public record Shared(Network outer, Subnet outerSubnet, Network inner, Subnet innerSubnet) {

	}

}
