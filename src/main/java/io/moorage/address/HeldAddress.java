package io.moorage.address;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.topology.Attachment;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is an address of a network that somebody has, or has asked for.
 *
 * @param address the address
 * @param kind what it is for
 * @param holder who has it, or null when nobody in particular
 */
@Schema(name = "HeldAddress")
record HeldAddress(IpAddress address, Kind kind, @Nullable Holder holder) {

	private static final Comparator<HeldAddress> ORDER = Comparator.comparing(HeldAddress::address)
		.thenComparing(HeldAddress::kind)
		.thenComparing((held) -> (held.holder() != null) ? held.holder().name() : "");

	/**
	 * Lists all addresses of a network that are held, once for each holder. How long it
	 * takes depends on how many there are, never on the size of a subnet.
	 * @param topology what is there
	 * @param network the network
	 * @return ordered by address; for an address asked for by a stopped container and
	 * given to another one, both
	 */
	static List<HeldAddress> of(Topology topology, Network network) {
		List<HeldAddress> held = of(network.ipam().pools());
		Set<IpAddress> live = new HashSet<>();
		topology.endpoints(network.id()).forEach((endpoint) -> addEndpoint(endpoint, held, live));
		for (Attachment attachment : network.attachments()) {
			Kind kind = attachment.key().startsWith("lb-") ? Kind.SERVICE : Kind.CONTAINER;
			Holder holder = new Holder(ContainerId.isId(attachment.key()) ? attachment.key() : null, attachment.name());
			Stream.of(attachment.ipv4(), attachment.ipv6())
				.filter(Objects::nonNull)
				.filter(live::add)
				.forEach((address) -> held.add(new HeldAddress(address, kind, holder)));
		}
		held.sort(ORDER);
		return held;
	}

	/**
	 * Lists the addresses that pools hold before anybody is there.
	 * @param pools the pools
	 * @return a list that more can be added to, in no order
	 */
	static List<HeldAddress> of(List<IpamPool> pools) {
		List<HeldAddress> held = new ArrayList<>();
		pools.forEach((pool) -> addPool(pool, held));
		return held;
	}

	private static void addPool(IpamPool pool, List<HeldAddress> held) {
		Subnet subnet = pool.subnet();
		if (!subnet.isPointToPoint()) {
			held.add(new HeldAddress(subnet.network(), Kind.NETWORK, null));
			if (!subnet.isIpv6()) {
				held.add(new HeldAddress(subnet.last(), Kind.NETWORK, null));
			}
		}
		if (pool.gateway() != null) {
			held.add(new HeldAddress(pool.gateway(), Kind.GATEWAY, null));
		}
		pool.reserved()
			.forEach((name, address) -> held.add(new HeldAddress(address, Kind.RESERVED, new Holder(null, name))));
	}

	private static void addEndpoint(Endpoint endpoint, List<HeldAddress> held, Set<IpAddress> live) {
		Endpoint.Member member = endpoint.container();
		Holder holder = (member != null) ? new Holder(member.id().value(), member.name())
				: new Holder(null, endpoint.pathSegment());
		Set<IpAddress> has = new HashSet<>();
		Stream.of(endpoint.ipv4Address(), endpoint.ipv6Address()).filter(Objects::nonNull).forEach(has::add);
		has.forEach((address) -> held.add(new HeldAddress(address, Kind.CONTAINER, holder)));
		live.addAll(has);
		endpoint.addresses()
			.stream()
			.filter((address) -> !has.contains(address))
			.forEach((address) -> held.add(new HeldAddress(address, Kind.CONFIGURED, holder)));
	}

	/**
	 * Tells whether the engine gives the address to nobody else.
	 * @return false for what a stopped container asked for
	 */
	boolean isTaken() {
		return this.kind != Kind.CONFIGURED;
	}

	/**
	 * Says who has an address.
	 *
	 * @param id a container's full id, or null
	 * @param name a container's name, a service's, or that of a reserved address
	 */
	record Holder(@Nullable String id, String name) {

	}

	/**
	 * Says what an address is for.
	 */
	enum Kind {

		/** The subnet's own first or last address. */
		NETWORK,
		/** The way out of the subnet. */
		GATEWAY,
		/** Set aside by name. */
		RESERVED,
		/** A running or paused container's, or left behind by one that is gone. */
		CONTAINER,
		/** A Swarm service's. */
		SERVICE,
		/** What a stopped container asked for and needs at its next start. */
		CONFIGURED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
