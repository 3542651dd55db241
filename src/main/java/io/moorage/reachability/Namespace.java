package io.moorage.reachability;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is the network namespace that a running container lives in, which may be another
 * container's or the host's.
 *
 * @param key what only those who live in it have in common
 * @param owner whose it is
 * @param left whether the owner has been started anew since, and has another one: then
 * nothing but the loopback is in it. All who were left by one owner count as left
 * together, since the engine does not tell after which of its starts each of them came
 * @param members its live endpoints, none on the host
 */
record Namespace(String key, Container owner, boolean left, List<Member> members) {

	private static final String HOST = "host";

	// Which of its networks the engine takes the default route from; tried on 26.1 and
	// 28.5.
	private static final Comparator<Member> GATEWAYS = Comparator.comparingInt(Member::priority)
		.reversed()
		.thenComparing((member) -> member.gateway(false) == null || member.gateway(true) == null)
		.thenComparing((member) -> member.network().name());

	static Namespace of(Topology topology, Container container) {
		List<Container> owners = topology.owners(container);
		Container owner = owners.isEmpty() ? container : owners.getLast();
		boolean host = owner.networkMode().equals(HOST);
		boolean left = !host && Stream.concat(Stream.of(container), owners.stream())
			.anyMatch((each) -> isStartedBefore(each, owner));
		String gone = owner.sharedReference().orElse(owner.id().value());
		return new Namespace(host ? HOST : left ? "left by " + gone : gone, owner, left,
				host || left ? List.of()
						: topology.endpoints(owner.id())
							.stream()
							.filter(Endpoint::active)
							.flatMap((endpoint) -> topology.network(endpoint.network().id())
								.map((network) -> new Member(network, endpoint))
								.stream())
							.filter((member) -> member.address(false) != null || member.address(true) != null)
							.toList());
	}

	private static boolean isStartedBefore(Container container, Container owner) {
		Instant started = container.startedAt();
		Instant begun = owner.startedAt();
		return started != null && begun != null && owner.state().isActive() && started.isBefore(begun);
	}

	boolean isSameAs(Namespace other) {
		return this.key.equals(other.key);
	}

	/**
	 * Tells whether it is the host's.
	 */
	boolean host() {
		return this.owner.networkMode().equals(HOST);
	}

	boolean isAlone() {
		return !host() && this.members.isEmpty();
	}

	/**
	 * Finds the endpoint that what goes to other networks leaves by, the default route.
	 * Internal networks have no gateway, and so never give it.
	 * @return the endpoint, or null when there is no way out
	 */
	@Nullable Member wayOut(boolean ipv6) {
		return this.members.stream().filter((member) -> member.gateway(ipv6) != null).min(GATEWAYS).orElse(null);
	}

	/**
	 * Tells whether packets of a family find a way to other bridges.
	 */
	boolean hasWayOut(boolean ipv6) {
		Member way = wayOut(ipv6);
		return way != null && Bridge.is(way.network()) && Bridge.hasHostAddress(way.network(), ipv6);
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

		private @Nullable IpAddress gateway(boolean ipv6) {
			return ipv6 ? this.endpoint.ipv6Gateway() : this.endpoint.gateway();
		}

		private int priority() {
			Integer asked = this.endpoint.gatewayPriority();
			return (asked != null) ? asked : 0;
		}

	}

}
