package io.moorage.address;

import java.math.BigInteger;
import java.util.List;

import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

/**
 * Tells what an engine can still give by itself.
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
		return free(pools, HeldAddress.of(topology, network)).signum() == 0;
	}

	/**
	 * Counts what pools of a network that is yet to be made can give to those who ask for
	 * no address.
	 * @param pools the pools, of one family, that the engine's own IPAM driver gives from
	 * @param asked the addresses that others ask for
	 * @return how many
	 */
	public static BigInteger left(List<IpamPool> pools, List<IpAddress> asked) {
		List<HeldAddress> held = HeldAddress.of(pools);
		asked.forEach((address) -> held.add(new HeldAddress(address, HeldAddress.Kind.CONTAINER, null)));
		return free(pools, held);
	}

	private static BigInteger free(List<IpamPool> pools, List<HeldAddress> held) {
		return pools.stream().map((pool) -> new PoolUse(pool, held).free()).reduce(BigInteger.ZERO, BigInteger::add);
	}

}
