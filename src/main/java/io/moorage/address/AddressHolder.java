package io.moorage.address;

import java.util.Optional;

import io.moorage.topology.ContainerId;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Tells who has an address on a network.
 *
 * @param kind {@code gateway}, {@code reserved}, {@code network} (the subnet's own first
 * or last address), {@code service} or {@code container}
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
		return HeldAddress.of(topology, network)
			.stream()
			.filter((held) -> held.address().equals(address))
			.map(AddressHolder::of)
			.filter((holder) -> asking == null || !asking.value().equals(holder.id()))
			.findFirst();
	}

	private static AddressHolder of(HeldAddress held) {
		HeldAddress.Kind kind = held.isTaken() ? held.kind() : HeldAddress.Kind.CONTAINER;
		HeldAddress.Holder holder = held.holder();
		return (holder != null) ? new AddressHolder(kind.toString(), holder.id(), holder.name())
				: new AddressHolder(kind.toString(), null, null);
	}

}
