package io.moorage.address;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Tells who has an address on a network.
 *
 * @param kind {@code gateway}, {@code reserved}, {@code network} (the subnet's own first
 * or last address) or {@code container}
 * @param id the container's full id, or null
 * @param name the container's name or the reserved address's, or null
 */
public record AddressHolder(String kind, @Nullable String id, @Nullable String name) {

	/**
	 * Finds who has an address. A stopped container has the address that it asked for:
	 * the engine would give it to others, and the container could not start again.
	 * @param topology what is there
	 * @param network where the address is
	 * @param address the address
	 * @param asking who wants it and so does not count, or null
	 * @return the holder, or empty when the address is free
	 */
	public static Optional<AddressHolder> of(Topology topology, Network network, IpAddress address,
			@Nullable ContainerId asking) {
		return Stream
			.concat(network.ipam().pools().stream().flatMap((pool) -> ofPool(pool, address).stream()),
					Stream.concat(
							topology.endpoints(network.id())
								.stream()
								.filter((endpoint) -> has(endpoint, address))
								.filter((endpoint) -> endpoint.container() == null
										|| !Objects.requireNonNull(endpoint.container()).id().equals(asking))
								.map(AddressHolder::ofEndpoint),
							network.attachments()
								.stream()
								.filter((attachment) -> address.equals(attachment.ipv4())
										|| address.equals(attachment.ipv6()))
								.filter((attachment) -> asking == null || !attachment.key().equals(asking.value()))
								.map((attachment) -> new AddressHolder("container", attachment.key(),
										attachment.name()))))
			.findFirst();
	}

	private static Optional<AddressHolder> ofPool(IpamPool pool, IpAddress address) {
		if (address.equals(pool.gateway())) {
			return Optional.of(new AddressHolder("gateway", null, null));
		}
		Subnet subnet = pool.subnet();
		boolean hasOwn = subnet.prefixLength() < subnet.network().bits() - 1;
		if (hasOwn && (address.equals(subnet.network()) || (!subnet.isIpv6() && address.equals(subnet.last())))) {
			return Optional.of(new AddressHolder("network", null, null));
		}
		return pool.reserved()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(address))
			.map(Map.Entry::getKey)
			.map((name) -> new AddressHolder("reserved", null, name))
			.findFirst();
	}

	private static boolean has(Endpoint endpoint, IpAddress address) {
		return Stream
			.of(Optional.ofNullable(endpoint.ipv4Address()), Optional.ofNullable(endpoint.ipv6Address()),
					Optional.ofNullable(endpoint.requested().ipv4Address()),
					Optional.ofNullable(endpoint.requested().ipv6Address()))
			.flatMap(Optional::stream)
			.anyMatch(address::equals);
	}

	private static AddressHolder ofEndpoint(Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		return (member != null) ? new AddressHolder("container", member.id().value(), member.name())
				: new AddressHolder("container", null, endpoint.pathSegment());
	}

}
