package io.moorage.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Joins containers' settings with networks' own lists into endpoints.
 */
class EndpointJoin {

	private static final Comparator<Endpoint> BY_NETWORK = Comparator
		.comparing((Endpoint endpoint) -> endpoint.network().name())
		.thenComparing((endpoint) -> endpoint.network().id());

	private final Topology topology;

	private final Map<ContainerId, List<Endpoint>> byContainer = new LinkedHashMap<>();

	private final Map<NetworkId, List<Endpoint>> byNetwork = new LinkedHashMap<>();

	private final Map<IpAddress, List<Endpoint>> byAddress = new LinkedHashMap<>();

	private final Map<NetworkId, List<Container>> halfConnected = new LinkedHashMap<>();

	EndpointJoin(Topology topology) {
		this.topology = topology;
		topology.containers().forEach(this::join);
		topology.networks().forEach(this::addStale);
		this.byContainer.values().forEach((endpoints) -> endpoints.sort(BY_NETWORK));
	}

	Map<ContainerId, List<Endpoint>> byContainer() {
		return copy(this.byContainer);
	}

	Map<NetworkId, List<Endpoint>> byNetwork() {
		return copy(this.byNetwork);
	}

	Map<IpAddress, List<Endpoint>> byAddress() {
		return copy(this.byAddress);
	}

	Map<NetworkId, List<Container>> halfConnected() {
		return copy(this.halfConnected);
	}

	private static <K, V> Map<K, List<V>> copy(Map<K, List<V>> index) {
		Map<K, List<V>> copy = new LinkedHashMap<>();
		index.forEach((key, values) -> copy.put(key, List.copyOf(values)));
		return copy;
	}

	private static <K, V> void add(Map<K, List<V>> index, K key, V value) {
		index.computeIfAbsent(key, (absent) -> new ArrayList<>()).add(value);
	}

	private void join(Container container) {
		// A mode given by short id lists one network twice; the entry with an id is the
		// true one and comes first.
		List<EndpointSettings> entries = container.settings()
			.stream()
			.sorted(Comparator.comparing((EndpointSettings entry) -> entry.endpointId() == null)
				.thenComparing((entry) -> entry.networkId() == null))
			.toList();
		Set<NetworkId> seen = new LinkedHashSet<>();
		Set<NetworkId> named = new LinkedHashSet<>();
		for (EndpointSettings entry : entries) {
			this.topology.network(entry).ifPresent((network) -> {
				named.add(network.id());
				if (isMember(container, entry, network) && seen.add(network.id())) {
					add(container.id(), endpoint(container, entry, network));
				}
			});
		}
		named.removeAll(seen);
		named.forEach((network) -> add(this.halfConnected, network, container));
	}

	private static boolean isMember(Container container, EndpointSettings entry, Network network) {
		return !container.state().isActive() || network.attachments()
			.stream()
			.anyMatch((attachment) -> attachment.key().equals(container.id().value())
					&& attachment.endpointId().equals(entry.endpointId()));
	}

	private void add(@Nullable ContainerId container, Endpoint endpoint) {
		if (container != null) {
			add(this.byContainer, container, endpoint);
		}
		add(this.byNetwork, endpoint.network().id(), endpoint);
		endpoint.addresses().forEach((address) -> add(this.byAddress, address, endpoint));
	}

	private void addStale(Network network) {
		network.attachments()
			.stream()
			.filter(Attachment::isStale)
			.forEach((attachment) -> add(null,
					new Endpoint(null, network.ref(), attachment.endpointId(), attachment.ipv4(),
							attachment.ipv4PrefixLength(), attachment.ipv6(), attachment.ipv6PrefixLength(),
							attachment.macAddress(), null, null, List.of(), List.of(), List.of(), null, Map.of(),
							RequestedAddresses.NONE, false, true)));
	}

	private static Endpoint endpoint(Container container, EndpointSettings entry, Network network) {
		boolean active = container.state().isActive();
		Endpoint.Member member = new Endpoint.Member(container.id(), container.name(), container.image(),
				container.state());
		return new Endpoint(member, network.ref(), active ? entry.endpointId() : null,
				active ? entry.ipv4Address() : null, active ? entry.ipv4PrefixLength() : null,
				active ? entry.ipv6Address() : null, active ? entry.ipv6PrefixLength() : null,
				active ? entry.macAddress() : null, active ? entry.gateway() : null,
				active ? entry.ipv6Gateway() : null, entry.aliases(), entry.links(),
				dnsNames(container, entry, network), entry.gatewayPriority(), entry.driverOptions(), entry.requested(),
				active, null);
	}

	// Engines before API 1.44 do not tell the names, nor do later ones before the first
	// start.
	private static List<String> dnsNames(Container container, EndpointSettings entry, Network network) {
		if (network.isBuiltIn()) {
			return List.of();
		}
		if (entry.dnsNames() != null) {
			return Objects.requireNonNull(entry.dnsNames());
		}
		Set<String> names = new LinkedHashSet<>();
		names.add(container.name());
		names.addAll(entry.aliases());
		names.add(container.shortId());
		return List.copyOf(names);
	}

}
