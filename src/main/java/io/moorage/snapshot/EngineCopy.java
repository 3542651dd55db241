package io.moorage.snapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.engine.EngineGateway;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Scope;
import io.moorage.topology.SwarmService;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Is a copy of all that the engine has, brought up to date piece by piece. For one thread
 * alone.
 *
 * <p>
 * Containers are inspected before networks: an endpoint that a container tells of and its
 * network does not, asked later, is not there. Whether it was refused or the container
 * stopped in between is found by asking once more.
 */
@RequiredArgsConstructor
class EngineCopy {

	private final EngineGateway engine;

	private final Map<NetworkId, Network> networks = new HashMap<>();

	private final Map<ContainerId, Container> containers = new HashMap<>();

	private List<SwarmService> services = List.of();

	private Map<NetworkId, Object> listedNetworks = Map.of();

	private Map<ContainerId, Object> listedContainers = Map.of();

	private Topology topology = Topology.EMPTY;

	Set<NetworkId> networks() {
		return Set.copyOf(this.networks.keySet());
	}

	Set<ContainerId> containers() {
		return Set.copyOf(this.containers.keySet());
	}

	/**
	 * Looks at everything, as nothing is known yet.
	 * @return what is there
	 */
	Topology lookAtAll() {
		return look(new Work(Set.of(), Set.of(), Lists.ALL, true, List.of()));
	}

	/**
	 * Looks at what is asked for, and at what comes with it: a container that is not as
	 * it was takes its networks along.
	 * @param work what to look at
	 * @return what is there; the same object as before when nothing was different
	 */
	Topology look(Work work) {
		Set<ContainerId> askedContainers = new LinkedHashSet<>(work.containers());
		Set<NetworkId> askedNetworks = new LinkedHashSet<>(work.networks());
		boolean changed = false;
		if (work.lists() == Lists.ALL) {
			Map<ContainerId, Object> now = this.engine.listContainers();
			changed |= this.containers.keySet().retainAll(now.keySet());
			askedContainers.addAll(changed(this.listedContainers, now, this.containers));
			this.listedContainers = now;
		}
		if (work.lists() != Lists.NONE) {
			Map<NetworkId, Object> now = this.engine.listNetworks();
			changed |= this.networks.keySet().retainAll(now.keySet());
			askedNetworks.addAll(changed(this.listedNetworks, now, this.networks));
			this.listedNetworks = now;
		}
		changed |= inspect(askedContainers, askedNetworks);
		changed |= lookForServices(work);
		if (changed) {
			Topology before = this.topology;
			this.topology = new Topology(this.networks.values(), this.containers.values(), this.services);
			resolveDoubts(before, askedContainers, askedNetworks);
		}
		return this.topology;
	}

	private static <I> List<I> changed(Map<I, Object> before, Map<I, Object> now, Map<I, ?> known) {
		return now.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().equals(before.get(entry.getKey()))
					|| !known.containsKey(entry.getKey()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private boolean inspect(Set<ContainerId> askedContainers, Set<NetworkId> askedNetworks) {
		boolean changed = false;
		Map<ContainerId, Container> found = index(this.engine.containers(askedContainers), Container::id);
		for (ContainerId id : askedContainers) {
			Container old = this.containers.get(id);
			if (put(this.containers, id, found.get(id))) {
				changed = true;
				Stream.of(old, found.get(id))
					.filter(Objects::nonNull)
					.forEach((each) -> addNetworks(each, askedNetworks));
			}
		}
		Map<NetworkId, Network> foundNetworks = index(this.engine.networks(askedNetworks), Network::id);
		for (NetworkId id : askedNetworks) {
			changed |= put(this.networks, id, foundNetworks.get(id));
		}
		return changed;
	}

	private static void addNetworks(Container container, Set<NetworkId> networks) {
		container.settings().stream().flatMap((entry) -> Stream.ofNullable(entry.networkId())).forEach(networks::add);
	}

	private static <I, T> Map<I, T> index(Collection<T> values, Function<T, I> id) {
		Map<I, T> index = new HashMap<>();
		values.forEach((value) -> index.put(id.apply(value), value));
		return index;
	}

	private static <I, T> boolean put(Map<I, T> map, I id, @Nullable T value) {
		T old = (value != null) ? map.put(id, value) : map.remove(id);
		return !Objects.equals(old, value);
	}

	private boolean lookForServices(Work work) {
		boolean swarm = this.networks.values().stream().anyMatch((network) -> network.scope() == Scope.SWARM);
		List<SwarmService> now = !swarm ? List.of()
				: (work.lists() != Lists.NONE || work.services()) ? this.engine.services() : this.services;
		boolean changed = !now.equals(this.services);
		this.services = now;
		return changed;
	}

	private void resolveDoubts(Topology before, Set<ContainerId> askedContainers, Set<NetworkId> askedNetworks) {
		Set<ContainerId> doubtful = new LinkedHashSet<>();
		Set<NetworkId> theirNetworks = new LinkedHashSet<>();
		for (Network network : this.topology.networks()) {
			for (Container container : this.topology.halfConnected(network.id())) {
				boolean anew = askedNetworks.contains(network.id()) || askedContainers.contains(container.id());
				if (anew && !before.isHalfConnected(network.id(), container.id())) {
					doubtful.add(container.id());
					theirNetworks.add(network.id());
				}
			}
		}
		if (!doubtful.isEmpty() && inspect(doubtful, theirNetworks)) {
			this.topology = new Topology(this.networks.values(), this.containers.values(), this.services);
		}
	}

}
