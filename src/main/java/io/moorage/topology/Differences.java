package io.moorage.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.moorage.topology.Difference.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Compares two topologies. Whoever follows the differences one by one sees a consistent
 * whole after each: a network is there before anybody is on it, and empty before it goes.
 */
public final class Differences {

	private final Topology before;

	private final Topology after;

	private final List<Difference> found = new ArrayList<>();

	private Differences(Topology before, Topology after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Lists what is different.
	 * @param before what was there
	 * @param after what is there
	 * @return differences in an order in which they could have happened; empty when
	 * nobody could tell the two apart
	 */
	public static List<Difference> between(Topology before, Topology after) {
		Differences differences = new Differences(before, after);
		differences.compare();
		return List.copyOf(differences.found);
	}

	private void compare() {
		Map<ContainerId, Container> containersBefore = index(this.before.containers(), Container::id);
		Map<ContainerId, Container> containersAfter = index(this.after.containers(), Container::id);
		Map<NetworkId, Network> networksBefore = index(this.before.networks(), Network::id);
		Map<NetworkId, Network> networksAfter = index(this.after.networks(), Network::id);
		Map<String, Endpoint> endpointsBefore = endpoints(this.before);
		Map<String, Endpoint> endpointsAfter = endpoints(this.after);

		containersBefore.forEach((id, old) -> whenStopped(old, containersAfter.get(id)));
		endpointsBefore.forEach((key, old) -> whenDisconnected(old, endpointsAfter.get(key)));
		containersBefore.forEach((id, old) -> whenGone(containersAfter, id, Kind.CONTAINER_REMOVED, null, old));
		networksBefore.forEach((id, old) -> whenGone(networksAfter, id, Kind.NETWORK_REMOVED, old, null));
		networksAfter.forEach((id, now) -> whenGone(networksBefore, id, Kind.NETWORK_CREATED, now, null));
		whenReplaced();
		networksAfter.forEach((id, now) -> whenChanged(networksBefore.get(id), now));
		containersAfter.forEach((id, now) -> whenGone(containersBefore, id, Kind.CONTAINER_CREATED, null, now));
		containersAfter.forEach((id, now) -> whenChanged(containersBefore.get(id), now));
		endpointsAfter.forEach((key, now) -> whenConnected(endpointsBefore.get(key), now));
		containersAfter.forEach((id, now) -> whenStarted(containersBefore.get(id), now));
	}

	private void whenReplaced() {
		Map<NetworkId, NetworkId> then = this.before.notes().successors();
		Map<NetworkId, NetworkId> now = this.after.notes().successors();
		if (then != now && !then.equals(now)) {
			now.forEach((old, successor) -> {
				if (!successor.equals(then.get(old))) {
					this.after.network(successor)
						.ifPresent((network) -> add(Kind.NETWORK_REPLACED, network, null, null));
				}
			});
		}
	}

	private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
		Map<K, V> index = LinkedHashMap.newLinkedHashMap(values.size());
		values.forEach((value) -> index.put(key.apply(value), value));
		return index;
	}

	private static Map<String, Endpoint> endpoints(Topology topology) {
		Map<String, Endpoint> endpoints = new LinkedHashMap<>();
		topology.networks()
			.forEach((network) -> topology.endpoints(network.id())
				.forEach((endpoint) -> endpoints.put(network.id() + " " + endpoint.pathSegment(), endpoint)));
		return endpoints;
	}

	private void add(Kind kind, @Nullable Network network, @Nullable Endpoint endpoint, @Nullable Container container) {
		this.found.add(new Difference(kind, network, endpoint, container));
	}

	private <K> void whenGone(Map<K, ?> others, K key, Kind kind, @Nullable Network network,
			@Nullable Container container) {
		if (!others.containsKey(key)) {
			add(kind, network, null, container);
		}
	}

	private void whenStopped(Container old, @Nullable Container now) {
		boolean ended = now == null || !now.state().isActive() || ranAnew(old, now);
		if (old.state().isActive() && ended) {
			add(Kind.CONTAINER_STOPPED, null, null, (now != null) ? now : old);
		}
	}

	private void whenStarted(@Nullable Container old, Container now) {
		boolean anew = old == null || !old.state().isActive() || ranAnew(old, now);
		if (now.state().isActive() && anew) {
			add(Kind.CONTAINER_STARTED, null, null, now);
		}
		else if (!now.state().isActive() && ranUnseen(old, now)) {
			// It was too short to be seen.
			add(Kind.CONTAINER_STARTED, null, null, now);
			add(Kind.CONTAINER_STOPPED, null, null, now);
		}
	}

	private static boolean ranUnseen(@Nullable Container old, Container now) {
		return (old != null) ? !old.state().isActive() && ranAnew(old, now) : now.startedAt() != null;
	}

	private static boolean ranAnew(Container old, Container now) {
		return !Objects.equals(old.startedAt(), now.startedAt());
	}

	private void whenChanged(@Nullable Network old, Network now) {
		if (old != null && ((old != now && !old.withoutAttachments().equals(now.withoutAttachments()))
				|| !this.before.services(old).equals(this.after.services(now))
				|| !this.before.notes().protection(old).equals(this.after.notes().protection(now)))) {
			add(Kind.NETWORK_CHANGED, now, null, null);
		}
	}

	private void whenChanged(@Nullable Container old, Container now) {
		if (old == null) {
			return;
		}
		boolean shares = !sharedWith(this.before, old).equals(sharedWith(this.after, now));
		if (old.equals(now) && !shares) {
			return;
		}
		boolean quietly = this.after.endpoints(now.id()).stream().anyMatch(this::isQuietlyAnother);
		boolean sameRun = old.state().isActive() == now.state().isActive() && !ranAnew(old, now);
		boolean other = old.state() != now.state() || !old.ports().equals(now.ports())
				|| !old.labels().equals(now.labels()) || !Objects.equals(old.exitCode(), now.exitCode());
		if (!old.name().equals(now.name()) || (sameRun && (other || shares || quietly))) {
			add(Kind.CONTAINER_CHANGED, null, null, now);
		}
	}

	// Whose network a container uses is told by name, and the other may be renamed or go.
	private static Optional<ContainerRef> sharedWith(Topology topology, Container container) {
		return topology.sharedWith(container).map(Container::ref);
	}

	// A start that fails gives stopped containers other names on their networks, and no
	// other event tells it.
	private boolean isQuietlyAnother(Endpoint now) {
		Endpoint.Member member = now.container();
		return member != null && this.before.endpoint(now.network().id(), member.id())
			.filter((old) -> !old.equals(now) && !isAnother(old, now))
			.isPresent();
	}

	private void whenDisconnected(Endpoint old, @Nullable Endpoint now) {
		if (now == null || isAnother(old, now)) {
			addEndpoint(Kind.ENDPOINT_DISCONNECTED, old, this.before);
		}
	}

	private void whenConnected(@Nullable Endpoint old, Endpoint now) {
		if (old == null || isAnother(old, now)) {
			addEndpoint(Kind.ENDPOINT_CONNECTED, now, this.after);
		}
	}

	private void addEndpoint(Kind kind, Endpoint endpoint, Topology topology) {
		Endpoint.Member member = endpoint.container();
		add(kind, topology.network(endpoint.network().id()).orElseThrow(), endpoint,
				(member != null) ? topology.container(member.id()).orElseThrow() : null);
	}

	// A container that is started anew gets new endpoints, and stays a member.
	private boolean isAnother(Endpoint old, Endpoint now) {
		boolean inOneRun = old.active() && now.active() && !isStartedAnew(old);
		return !Asked.of(old).equals(Asked.of(now))
				|| (inOneRun && !Objects.equals(old.endpointId(), now.endpointId()));
	}

	private boolean isStartedAnew(Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		return member != null && !this.before.container(member.id())
			.map(Container::startedAt)
			.equals(this.after.container(member.id()).map(Container::startedAt));
	}

	/**
	 * Is what was asked for when a container was connected. The MAC address is left out:
	 * engines tell it only while a container does not run.
	 */
	private record Asked(@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address, List<IpAddress> linkLocal,
			List<String> aliases, List<String> links, Map<String, String> driverOptions,
			@Nullable Integer gatewayPriority) {

		private static Asked of(Endpoint endpoint) {
			RequestedAddresses requested = endpoint.requested();
			return new Asked(requested.ipv4Address(), requested.ipv6Address(), requested.linkLocalAddresses(),
					endpoint.aliases(), endpoint.links(), endpoint.driverOptions(), endpoint.gatewayPriority());
		}

	}

}
