package io.moorage.snapshot;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Difference;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Names what a write touches, or what shall be looked at again.
 *
 * @param networks networks by full id
 * @param containers containers by full id
 * @param names names of networks or containers that are yet to be made
 */
public record Touched(Set<NetworkId> networks, Set<ContainerId> containers, Set<String> names) {

	/**
	 * Nothing in particular.
	 */
	public static final Touched NOTHING = new Touched(Set.of(), Set.of(), Set.of());

	/**
	 * Copies what is given.
	 */
	public Touched {
		networks = Set.copyOf(networks);
		containers = Set.copyOf(containers);
		names = Set.copyOf(names);
	}

	/**
	 * Names one network.
	 */
	public static Touched network(NetworkId network) {
		return NOTHING.and(List.of(network), List.of());
	}

	/**
	 * Names one container.
	 */
	public static Touched container(ContainerId container) {
		return NOTHING.and(List.of(), List.of(container));
	}

	/**
	 * Names a network and all who are on it.
	 * @param topology where to look
	 * @param reference which network
	 * @return both, or nothing when the reference does not mean one network
	 */
	public static Touched networkWithMembers(Topology topology, String reference) {
		List<Network> found = topology.networks(reference);
		return (found.size() != 1) ? NOTHING
				: NOTHING.and(List.of(found.getFirst().id()),
						topology.endpoints(found.getFirst().id())
							.stream()
							.flatMap((endpoint) -> Stream.ofNullable(endpoint.container()))
							.map(Endpoint.Member::id)
							.toList());
	}

	/**
	 * Names a container and all that it is on.
	 * @param topology where to look
	 * @param reference which container
	 * @return both, or nothing when the reference does not mean one container
	 */
	public static Touched containerWithNetworks(Topology topology, String reference) {
		List<Container> found = topology.containers(reference);
		return (found.size() != 1) ? NOTHING
				: NOTHING.and(
						topology.endpoints(found.getFirst().id()).stream().map((each) -> each.network().id()).toList(),
						List.of(found.getFirst().id()));
	}

	/**
	 * Names all that there is.
	 * @param topology where to look
	 */
	public static Touched all(Topology topology) {
		return NOTHING.and(topology.networks().stream().map(Network::id).toList(),
				topology.containers().stream().map(Container::id).toList());
	}

	/**
	 * Names what is yet to be made.
	 * @param name its name, or null when the engine chooses one
	 */
	public static Touched named(@Nullable String name) {
		return (name != null) ? new Touched(Set.of(), Set.of(), Set.of(name)) : NOTHING;
	}

	/**
	 * Names more.
	 * @param networks further networks
	 * @param containers further containers
	 * @return all of them
	 */
	public Touched and(Collection<NetworkId> networks, Collection<ContainerId> containers) {
		return new Touched(union(this.networks, networks), union(this.containers, containers), this.names);
	}

	private static <T> Set<T> union(Set<T> some, Collection<T> others) {
		Set<T> union = new HashSet<>(some);
		union.addAll(others);
		return union;
	}

	/**
	 * Tells whether a difference can come from what touches this. An endpoint is its
	 * container's, since many may come and go on a network at the same time.
	 */
	boolean covers(Difference difference) {
		return (difference.container() != null) ? coversContainer(difference) : coversNetwork(difference);
	}

	/**
	 * Tells whether a difference is about nothing else than what is touched.
	 */
	boolean coversAll(Difference difference) {
		return (difference.container() == null || coversContainer(difference))
				&& (difference.network() == null || coversNetwork(difference));
	}

	private boolean coversNetwork(Difference difference) {
		Network network = difference.network();
		return network != null && (this.networks.contains(network.id()) || this.names.contains(network.name()));
	}

	private boolean coversContainer(Difference difference) {
		Container container = difference.container();
		return container != null && (this.containers.contains(container.id()) || this.names.contains(container.name()));
	}

}
