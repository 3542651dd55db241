package io.moorage.address;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;

/**
 * Counts the addresses that an engine can still give by itself.
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
		Set<IpAddress> used = used(topology, network);
		return network.ipam().driver().equals("default")
				&& network.ipam().pools().stream().anyMatch((pool) -> pool.subnet().isIpv6() == ipv6)
				&& network.ipam()
					.pools()
					.stream()
					.filter((pool) -> pool.subnet().isIpv6() == ipv6)
					.allMatch((pool) -> free(pool, used).signum() <= 0);
	}

	private static BigInteger free(IpamPool pool, Set<IpAddress> used) {
		Subnet subnet = pool.subnet();
		Subnet range = Objects.requireNonNullElse(pool.ipRange(), subnet);
		Set<IpAddress> taken = new HashSet<>(used);
		taken.addAll(pool.reserved().values());
		Optional.ofNullable(pool.gateway()).ifPresent(taken::add);
		if (subnet.prefixLength() < subnet.network().bits() - 1) {
			taken.add(subnet.network());
			if (!subnet.isIpv6()) {
				taken.add(subnet.last());
			}
		}
		return range.size().subtract(BigInteger.valueOf(taken.stream().filter(range::contains).count()));
	}

	// The engine gives away what a stopped container asked for, so only live endpoints
	// count.
	private static Set<IpAddress> used(Topology topology, Network network) {
		Set<IpAddress> used = new HashSet<>();
		Stream
			.concat(topology.endpoints(network.id())
				.stream()
				.flatMap((endpoint) -> Stream.of(Optional.ofNullable(endpoint.ipv4Address()),
						Optional.ofNullable(endpoint.ipv6Address()))),
					network.attachments()
						.stream()
						.flatMap((attachment) -> Stream.of(Optional.ofNullable(attachment.ipv4()),
								Optional.ofNullable(attachment.ipv6()))))
			.flatMap(Optional::stream)
			.forEach(used::add);
		return used;
	}

}
