package io.moorage.address;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.topology.ContainerRef;
import io.moorage.topology.ContainerId;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells which addresses of a network are held, by whom, and what is left.
 *
 * @param network the network
 * @param pools its pools, IPv4 first
 * @param addresses the addresses that somebody has or asked for, ordered by address; the
 * subnets' own first and last ones are left out
 */
record NetworkAddresses(NetworkRef network, List<Pool> pools, List<HeldAddress> addresses) {

	static NetworkAddresses of(Topology topology, Network network) {
		List<HeldAddress> held = HeldAddress.of(topology, network);
		List<Pool> pools = network.ipam()
			.pools()
			.stream()
			.map((pool) -> Pool.of(unpredictable(topology, network), new PoolUse(pool, held), held))
			.toList();
		return new NetworkAddresses(network.ref(), pools,
				held.stream().filter((each) -> each.kind() != HeldAddress.Kind.NETWORK).toList());
	}

	/**
	 * Says why nobody can tell which address of a network is given next.
	 * @param topology what is there
	 * @param network the network
	 * @return a sentence, or null when the engine gives the lowest free one
	 */
	static @Nullable String unpredictable(Topology topology, Network network) {
		if (network.configOnly()) {
			return "Not predicted: this network only holds settings for others.";
		}
		if (!network.ipam().driver().equals("default")) {
			return "Not predicted: the IPAM driver " + network.ipam().driver() + " hands the addresses out.";
		}
		if (network.scope() != Scope.LOCAL) {
			return "Not predicted: the Swarm's managers hand the addresses out.";
		}
		return sharing(topology, network).map((other) -> "Not predicted: " + other.name()
				+ " has the same subnet with another range, and the engine gives both their addresses from one list.")
			.orElse(null);
	}

	// Only macvlan and ipvlan allow it (tried on 26.1 and 28.5). Not even the gateway is
	// sure then: the engine takes another one where its own choice is the other's.
	private static Optional<Network> sharing(Topology topology, Network network) {
		if (network.driver().equals("bridge")) {
			return Optional.empty();
		}
		List<Subnet> subnets = network.ipam().pools().stream().map(IpamPool::subnet).toList();
		return topology.networks()
			.stream()
			.filter((other) -> !other.id().equals(network.id()) && !other.configOnly()
					&& other.ipam().driver().equals("default"))
			.filter((other) -> other.ipam().pools().stream().map(IpamPool::subnet).anyMatch(subnets::contains))
			.findFirst();
	}

	/**
	 * Tells how much of a pool is used.
	 *
	 * @param subnet the block
	 * @param ipRange the part that the engine gives from, or null for all of it
	 * @param gateway the gateway's address, or null
	 * @param gatewayAssumed true when the engine takes the gateway and does not tell so,
	 * else null
	 * @param size how many addresses the subnet has, the first and the last included
	 * @param used how many of them nobody else can have; what stopped containers asked
	 * for does not count
	 * @param free how many the engine can still give by itself
	 * @param nextFree the address that the engine gives next, or null when there is none
	 * or nobody can tell
	 * @param nextFreeConflictsWith the stopped container that asked for that address and
	 * cannot start once another one has it, or null
	 * @param note why the next address is not told, or null
	 */
	@Schema(name = "PoolUse")
	record Pool(Subnet subnet, @Nullable Subnet ipRange, @Nullable IpAddress gateway, @Nullable Boolean gatewayAssumed,
			BigInteger size, BigInteger used, BigInteger free, @Nullable IpAddress nextFree,
			@Nullable ContainerRef nextFreeConflictsWith, @Nullable String note) {

		private static Pool of(@Nullable String note, PoolUse use, List<HeldAddress> held) {
			Optional<IpAddress> next = (note == null) ? use.nextFree() : Optional.empty();
			return new Pool(use.pool().subnet(), use.pool().ipRange(), use.pool().gateway(),
					use.pool().gatewayAssumed(), use.pool().subnet().size(), use.used(), use.free(), next.orElse(null),
					next.flatMap((address) -> configured(address, held)).orElse(null), note);
		}

		private static Optional<ContainerRef> configured(IpAddress address, List<HeldAddress> held) {
			return held.stream()
				.filter((each) -> each.kind() == HeldAddress.Kind.CONFIGURED && each.address().equals(address))
				.flatMap((each) -> Stream.ofNullable(each.holder()))
				.flatMap((holder) -> Stream.ofNullable(holder.id())
					.map((id) -> new ContainerRef(new ContainerId(id), holder.name())))
				.findFirst();
		}

	}

}
