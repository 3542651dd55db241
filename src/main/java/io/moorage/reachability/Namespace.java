package io.moorage.reachability;

import java.util.List;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is the network namespace that a running container lives in, which may be another
 * container's or the host's.
 *
 * @param owner whose it is
 * @param host whether it is the host's
 * @param members its live endpoints, none on the host
 */
record Namespace(ContainerId owner, boolean host, List<Member> members) {

	// Docker lets a container share with one that shares itself.
	private static final int MAX_SHARES = 16;

	static Namespace of(Topology topology, Container container) {
		Container owner = container;
		for (int i = 0; i < MAX_SHARES && owner.sharedReference().isPresent(); i++) {
			Container next = topology.sharedWith(owner).orElse(null);
			if (next == null) {
				break;
			}
			owner = next;
		}
		boolean host = owner.networkMode().equals("host");
		return new Namespace(owner.id(), host,
				host ? List.of()
						: topology.endpoints(owner.id())
							.stream()
							.filter(Endpoint::active)
							.flatMap((endpoint) -> topology.network(endpoint.network().id())
								.map((network) -> new Member(network, endpoint))
								.stream())
							.filter((member) -> member.address(false) != null || member.address(true) != null)
							.toList());
	}

	boolean isSameAs(Namespace other) {
		return this.owner.equals(other.owner) || (this.host && other.host);
	}

	/**
	 * Returns what only those who live in it have in common.
	 */
	String key() {
		return this.host ? "host" : this.owner.value();
	}

	boolean isAlone() {
		return !this.host && this.members.isEmpty();
	}

	/**
	 * Tells whether packets of a family find a way to other bridges.
	 */
	boolean hasWayOut(boolean ipv6) {
		return this.members.stream()
			.anyMatch((member) -> Bridge.is(member.network()) && !member.network().internal()
					&& member.address(ipv6) != null);
	}

	@Nullable Member on(Network network, boolean ipv6) {
		return this.members.stream()
			.filter((member) -> member.network().id().equals(network.id()) && member.address(ipv6) != null)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Is a live endpoint with its network.
	 *
	 * @param network the network
	 * @param endpoint the endpoint
	 */
	record Member(Network network, Endpoint endpoint) {

		@Nullable IpAddress address(boolean ipv6) {
			return ipv6 ? this.endpoint.ipv6Address() : this.endpoint.ipv4Address();
		}

	}

}
