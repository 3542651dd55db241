package io.moorage.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Is all that one engine has, at one moment: networks, containers in every state, and the
 * endpoints that join them, with an index for each question that readers ask. Immutable,
 * safe to share between threads.
 *
 * <p>
 * A container is a member of a network when its settings say so, joined by network id
 * first and by the settings' key only where there is no id. A running container's entry
 * that has no endpoint, or whose endpoint the network's own list lacks, is no membership
 * (see {@link #isHalfConnected}); an id that no network has is a dangling reference.
 */
public final class Topology {

	private static final Comparator<Container> BY_ID = Comparator.comparing((container) -> container.id().value());

	// Docker lets a container share with one that shares itself.
	private static final int MAX_SHARES = 16;

	/**
	 * Nothing at all.
	 */
	public static final Topology EMPTY = new Topology(List.of(), List.of(), List.of(), Notes.NONE);

	private final Directory<Network> networks;

	private final Directory<Container> containers;

	private final List<Container> helpers;

	private final List<SwarmService> services;

	private final Notes notes;

	private final Map<NetworkId, List<Endpoint>> byNetwork;

	private final Map<ContainerId, List<Endpoint>> byContainer;

	private final Map<IpAddress, List<Endpoint>> byAddress;

	private final Map<NetworkId, List<Container>> halfConnected;

	private final Map<ContainerId, List<Container>> sharers;

	private final Map<String, List<Network>> byConfigFrom;

	private final Map<String, List<SwarmService>> servicesByNetwork;

	/**
	 * Joins what the engine told.
	 * @param networks every network
	 * @param containers every container, in every state, helpers included
	 * @param services every Swarm service; empty where there is no Swarm
	 * @param notes what this service knows besides
	 */
	public Topology(Collection<Network> networks, Collection<Container> containers, Collection<SwarmService> services,
			Notes notes) {
		this.networks = new Directory<>(networks, (network) -> network.id().value(), Network::name);
		this.containers = new Directory<>(containers.stream().filter((each) -> !each.isHelper()).toList(),
				(container) -> container.id().value(), Container::name);
		this.helpers = containers.stream().filter(Container::isHelper).sorted(BY_ID).toList();
		this.services = List.copyOf(services);
		this.notes = notes;
		EndpointJoin join = new EndpointJoin(this);
		this.byContainer = join.byContainer();
		this.byNetwork = join.byNetwork();
		this.byAddress = join.byAddress();
		this.halfConnected = join.halfConnected();
		this.sharers = index(containers(), (container) -> owners(container).stream().map(Container::id));
		this.byConfigFrom = index(networks(), (network) -> Stream.ofNullable(network.configFrom()));
		this.servicesByNetwork = index(this.services, (service) -> service.networks().stream());
	}

	private static <K, V> Map<K, List<V>> index(Collection<V> values, Function<V, Stream<K>> keys) {
		Map<K, List<V>> index = new HashMap<>();
		values.forEach((value) -> keys.apply(value)
			.forEach((key) -> index.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(value)));
		index.replaceAll((key, list) -> List.copyOf(list));
		return index;
	}

	/**
	 * Returns every network.
	 * @return networks ordered by name, then id
	 */
	public List<Network> networks() {
		return this.networks.all();
	}

	/**
	 * Returns every container in every state, but helpers.
	 * @return containers ordered by name, then id
	 */
	public List<Container> containers() {
		return this.containers.all();
	}

	/**
	 * Returns the containers that services like this one made for a moment. Nobody else
	 * shall see them: they are no members, nobody depends on them, and they cannot be
	 * named.
	 * @return helpers ordered by id
	 */
	public List<Container> helpers() {
		return this.helpers;
	}

	/**
	 * Returns every Swarm service.
	 * @return services; empty where there is no Swarm, or this engine does not manage it
	 */
	public List<SwarmService> services() {
		return this.services;
	}

	/**
	 * Returns what this service knows besides.
	 * @return notes on networks
	 */
	public Notes notes() {
		return this.notes;
	}

	/**
	 * Returns the same without a network, as if it were not there.
	 * @param network the network
	 * @return another topology
	 */
	public Topology without(Network network) {
		return becoming(Map.of(network.id(), Optional.empty()));
	}

	/**
	 * Returns the same with some networks otherwise, as if they were so.
	 * @param networks each as it would be, or empty when it would not be there, by its id
	 * @return another topology, or this one when nothing would be otherwise
	 */
	public Topology becoming(Map<NetworkId, Optional<Network>> networks) {
		if (networks.isEmpty()) {
			return this;
		}
		return new Topology(
				networks().stream()
					.flatMap((each) -> networks.getOrDefault(each.id(), Optional.of(each)).stream())
					.toList(),
				Stream.concat(containers().stream(), this.helpers.stream()).toList(), this.services, this.notes);
	}

	/**
	 * Finds a network by its id.
	 * @param id the full id
	 * @return the network, or empty
	 */
	public Optional<Network> network(NetworkId id) {
		return this.networks.byId(id.value());
	}

	/**
	 * Finds a container by its id.
	 * @param id the full id
	 * @return the container, or empty
	 */
	public Optional<Container> container(ContainerId id) {
		return this.containers.byId(id.value());
	}

	/**
	 * Finds networks as Docker does: by full id, else by exact name, else by the
	 * beginning of the id.
	 * @param reference what a caller wrote
	 * @return one network when the reference is good, none when nothing fits, several
	 * when it is ambiguous
	 */
	public List<Network> networks(String reference) {
		return this.networks.find(reference);
	}

	/**
	 * Finds containers as Docker does: by full id, else by exact name, else by the
	 * beginning of the id.
	 * @param reference what a caller wrote
	 * @return one container when the reference is good, none when nothing fits, several
	 * when it is ambiguous
	 */
	public List<Container> containers(String reference) {
		return this.containers.find(reference);
	}

	/**
	 * Finds networks by their exact name.
	 * @param name the name
	 * @return none, one, or on old engines several
	 */
	public List<Network> networksNamed(String name) {
		return this.networks.named(name);
	}

	/**
	 * Finds a container by its exact name.
	 * @param name the name
	 * @return the container, or empty
	 */
	public Optional<Container> containerNamed(String name) {
		return this.containers.named(name).stream().findFirst();
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
	 * Returns the endpoints that have an address, or asked for it.
	 * @param address the address
	 * @return endpoints on any network
	 */
	public List<Endpoint> endpoints(IpAddress address) {
		return this.byAddress.getOrDefault(address, List.of());
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
		return halfConnected(network).stream().anyMatch((each) -> each.id().equals(container));
	}

	/**
	 * Lists the containers that a refused connect left half connected to a network.
	 * @param network the network's id
	 * @return running containers, maybe none
	 */
	public List<Container> halfConnected(NetworkId network) {
		return this.halfConnected.getOrDefault(network, List.of());
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
	 * Returns whose network a container uses, which may be one that shares itself.
	 * @param container the container that shares
	 * @return whom it names, whom that one names, and so on; the last one has the
	 * network, or names one that is gone. Empty when the container has a network of its
	 * own
	 */
	public List<Container> owners(Container container) {
		List<Container> owners = new ArrayList<>();
		Optional<Container> next = sharedWith(container);
		while (next.isPresent() && owners.size() < MAX_SHARES && !owners.contains(next.get())) {
			owners.add(next.get());
			next = sharedWith(next.get());
		}
		return owners;
	}

	/**
	 * Returns the containers that use another container's network, those that share with
	 * one that shares included.
	 * @param owner the id of the container whose network it is
	 * @return containers in {@code container:} mode, ordered by name
	 */
	public List<Container> sharers(ContainerId owner) {
		return this.sharers.getOrDefault(owner, List.of());
	}

	/**
	 * Returns the networks that have their settings from another one.
	 * @param network the network that holds the settings
	 * @return networks ordered by name
	 */
	public List<Network> configuredFrom(Network network) {
		return this.byConfigFrom.getOrDefault(network.name(), List.of());
	}

	/**
	 * Returns the Swarm services that name a network.
	 * @param network the network
	 * @return services in the engine's order
	 */
	public List<SwarmService> services(Network network) {
		List<SwarmService> byId = this.servicesByNetwork.getOrDefault(network.id().value(), List.of());
		List<SwarmService> byName = this.servicesByNetwork.getOrDefault(network.name(), List.of());
		return Stream.concat(byId.stream(), byName.stream()).distinct().toList();
	}

	/**
	 * Tells whether another topology has the same things in it, to the last detail,
	 * helpers aside, which come and go without being seen.
	 * @param other the other one
	 * @return whether no reader could tell them apart
	 */
	public boolean isSameAs(Topology other) {
		return networks().equals(other.networks()) && containers().equals(other.containers())
				&& this.services.equals(other.services) && this.notes.equals(other.notes);
	}

}
