package io.moorage.address;

import java.util.List;

import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

/**
 * Tells whether an engine can still give addresses by itself.
 */
public final class FreeAddresses {

	private FreeAddresses() {
	}

	/**
	 * Tells whether a network certainly has no address left to give in one of its
	 * families. The time it takes depends on how many are in use, never on how many there
	 * are.
	 * @param topology what is there
	 * @param network the network
	 * @param ipv6 which family
	 * @return whether all are in use; false where the network has no such subnet, or
	 * somebody else hands them out
	 */
	public static boolean isExhausted(Topology topology, Network network, boolean ipv6) {
		List<IpamPool> pools = network.ipam()
			.pools()
			.stream()
			.filter((pool) -> pool.subnet().isIpv6() == ipv6)
			.toList();
		if (pools.isEmpty() || !network.ipam().driver().equals("default")) {
			return false;
		}
		List<HeldAddress> held = HeldAddress.of(topology, network);
		return pools.stream().allMatch((pool) -> new PoolUse(pool, held).free().signum() == 0);
	}

}
