package io.moorage.map;

import java.util.Locale;
import java.util.Objects;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is what joins a container and a network on the map.
 *
 * @param kind why they are joined
 * @param network the id of the network's node
 * @param container the id of the container's node, or of the endpoint's whose container
 * is gone
 * @param ipv4Address the IPv4 address there, or null
 * @param ipv6Address the IPv6 address there, or null
 * @param active whether it really is there now: the container runs or is paused
 * @param sharedWith whose endpoint it is, or null when the container's own
 */
@Schema(name = "TopologyEdge")
record Edge(Kind kind, String network, String container, @Nullable IpAddress ipv4Address,
		@Nullable IpAddress ipv6Address, boolean active, @Nullable ContainerRef sharedWith) {

	static Edge of(Endpoint endpoint) {
		return new Edge((endpoint.container() != null) ? Kind.MEMBER : Kind.STALE, endpoint.network().id().value(),
				endpoint.pathSegment(), endpoint.ipv4Address(), endpoint.ipv6Address(), endpoint.active(), null);
	}

	static Edge sharing(Endpoint endpoint, Container sharer) {
		Endpoint.Member owner = Objects.requireNonNull(endpoint.container());
		return new Edge(Kind.SHARES, endpoint.network().id().value(), sharer.id().value(), endpoint.ipv4Address(),
				endpoint.ipv6Address(), endpoint.active() && sharer.state().isActive(),
				new ContainerRef(owner.id(), owner.name()));
	}

	/**
	 * Says why a container and a network are joined.
	 */
	enum Kind {

		/** The container is a member. */
		MEMBER,
		/** The container uses the network of a member. */
		SHARES,
		/** An endpoint was left behind by a container that is gone. */
		STALE;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
