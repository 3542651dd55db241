package io.moorage.topology;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Is all that one engine has, at one moment: networks, containers in every state, and the
 * endpoints that join them. Immutable, safe to share between threads.
 *
 * <p>
 * A container is a member of a network when its settings say so, joined by network id
 * first and by the settings' key only where there is no id. A running container's entry
 * that has no endpoint, or whose endpoint the network's own list lacks, is no membership
 * (see {@link #isHalfConnected}); an id that no network has is a dangling reference.
 */
public final class Topology {

	private final Map<NetworkId, Network> networks;

	private final Map<ContainerId, Container> containers;

	private final List<SwarmService> services;

	private final Map<NetworkId, List<Endpoint>> byNetwork;

	private final Map<ContainerId, List<Endpoint>> byContainer;

	/**
	 * Joins what the engine told.
	 * @param networks every network
	 * @param containers every container, in every state
	 * @param services every Swarm service; empty where there is no Swarm
	 */
	public Topology(Collection<Network> networks, Collection<Container> containers, Collection<SwarmService> services) {
		this.networks = index(networks, Comparator.comparing(Network::name).thenComparing(Network::id), Network::id);
		this.containers = index(containers, Comparator.comparing(Container::name).thenComparing(Container::id),
				Container::id);
		this.services = List.copyOf(services);
		EndpointJoin join = new EndpointJoin(this);
		this.byContainer = join.byContainer();
		this.byNetwork = join.byNetwork();
	}

	private static <K, V> Map<K, V> index(Collection<V> values, Comparator<V> order, Function<V, K> key) {
		Map<K, V> index = new LinkedHashMap<>();
		values.stream().sorted(order).forEach((value) -> index.put(key.apply(value), value));
		return index;
	}

	/**
	 * Returns every network.
	 * @return networks ordered by name, then id
	 */
	public List<Network> networks() {
		return List.copyOf(this.networks.values());
	}

	/**
	 * Returns every container in every state.
	 * @return containers ordered by name, then id
	 */
	public List<Container> containers() {
		return List.copyOf(this.containers.values());
	}

	/**
	 * Returns every Swarm service.
	 * @return services; empty where there is no Swarm, or this engine does not manage it
	 */
	public List<SwarmService> services() {
		return this.services;
	}

	/**
	 * Finds a network by its id.
	 * @param id the full id
	 * @return the network, or empty
	 */
	public Optional<Network> network(NetworkId id) {
		return Optional.ofNullable(this.networks.get(id));
	}

	/**
	 * Finds a container by its id.
	 * @param id the full id
	 * @return the container, or empty
	 */
	public Optional<Container> container(ContainerId id) {
		return Optional.ofNullable(this.containers.get(id));
	}

	/**
	 * Finds networks as Docker does: by full id, else by exact name, else by the
	 * beginning of the id.
	 * @param reference what a caller wrote
	 * @return one network when the reference is good, none when nothing fits, several
	 * when it is ambiguous
	 */
	public List<Network> networks(String reference) {
		return find(reference, this.networks.values(), (network) -> network.id().value(), Network::name);
	}

	/**
	 * Finds containers as Docker does: by full id, else by exact name, else by the
	 * beginning of the id.
	 * @param reference what a caller wrote
	 * @return one container when the reference is good, none when nothing fits, several
	 * when it is ambiguous
	 */
	public List<Container> containers(String reference) {
		return find(reference, this.containers.values(), (container) -> container.id().value(), Container::name);
	}

	private static <T> List<T> find(String reference, Collection<T> all, Function<T, String> id,
			Function<T, String> name) {
		if (reference.isEmpty()) {
			return List.of();
		}
		return Stream
			.<List<T>>of(all.stream().filter((each) -> id.apply(each).equals(reference)).toList(),
					all.stream().filter((each) -> name.apply(each).equals(reference)).toList(),
					all.stream().filter((each) -> id.apply(each).startsWith(reference)).toList())
			.filter((matches) -> !matches.isEmpty())
			.findFirst()
			.orElse(List.of());
	}

	/**
	 * Returns a network's members, those whose container is gone included.
	 * @param network the network's id
	 * @return endpoints ordered by container name, then id, left-behind ones last
	 */
	public List<Endpoint> endpoints(NetworkId network) {
		return this.byNetwork.getOrDefault(network, List.of());
	}

	/**
	 * Returns a container's memberships.
	 * @param container the container's id
	 * @return endpoints ordered by network name, then id
	 */
	public List<Endpoint> endpoints(ContainerId container) {
		return this.byContainer.getOrDefault(container, List.of());
	}

	/**
	 * Returns a container's membership of a network.
	 * @param network the network's id
	 * @param container the container's id
	 * @return the endpoint, or empty when it is no member
	 */
	public Optional<Endpoint> endpoint(NetworkId network, ContainerId container) {
		return endpoints(container).stream().filter((each) -> each.network().id().equals(network)).findFirst();
	}

	/**
	 * Finds the network that an entry of a container's settings means: the one of its id,
	 * or, where it has no id, the one that its key names.
	 * @param entry the entry
	 * @return the network, or empty for a dangling reference
	 */
	public Optional<Network> network(EndpointSettings entry) {
		NetworkId id = entry.networkId();
		if (id != null) {
			return network(id);
		}
		List<Network> named = networks(entry.key());
		return (named.size() == 1) ? Optional.of(named.getFirst()) : Optional.empty();
	}

	/**
	 * Tells whether a refused connect left the container's settings naming a network that
	 * the running container is not on. It could not start after its next stop.
	 * @param network the network's id
	 * @param container the container's id
	 * @return whether the settings name the network though the container is no member
	 */
	public boolean isHalfConnected(NetworkId network, ContainerId container) {
		return endpoint(network, container).isEmpty() && container(container).stream()
			.flatMap((each) -> each.settings().stream())
			.anyMatch((entry) -> network(entry).filter((named) -> named.id().equals(network)).isPresent());
	}

	/**
	 * Lists the containers that a refused connect left half connected to a network.
	 * @param network the network's id
	 * @return running containers, maybe none
	 */
	public List<Container> halfConnected(NetworkId network) {
		return containers().stream().filter((container) -> isHalfConnected(network, container.id())).toList();
	}

	/**
	 * Returns the container whose network another one uses.
	 * @param container the container that shares
	 * @return the owner of the network, or empty when it has its own, or the owner is
	 * gone
	 */
	public Optional<Container> sharedWith(Container container) {
		return container.sharedReference()
			.map(this::containers)
			.filter((found) -> found.size() == 1)
			.map(List::getFirst);
	}

	/**
	 * Returns the containers that use another container's network.
	 * @param owner the id of the container whose network it is
	 * @return containers in {@code container:} mode, ordered by name
	 */
	public List<Container> sharers(ContainerId owner) {
		return this.containers.values()
			.stream()
			.filter((each) -> sharedWith(each).filter((shared) -> shared.id().equals(owner)).isPresent())
			.toList();
	}

}
