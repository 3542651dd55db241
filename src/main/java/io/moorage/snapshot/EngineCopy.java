package io.moorage.snapshot;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.engine.EngineGateway;
import io.moorage.engine.Inspected;
import io.moorage.engine.Listed;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Scope;
import io.moorage.topology.SwarmService;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
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
@Slf4j
class EngineCopy {

	private final EngineGateway engine;

	private final NotesKeeper keeper;

	private final Map<NetworkId, Network> networks = new HashMap<>();

	private final Map<ContainerId, Container> containers = new HashMap<>();

	private List<SwarmService> services = List.of();

	private Notes notes = Notes.NONE;

	private Map<NetworkId, Network> listedNetworks = Map.of();

	private Map<ContainerId, Container> listedContainers = Map.of();

	// What changed since the containers were listed: the next list may show the same as
	// the last one, and be news all the same.
	private final Set<ContainerId> changedSince = new HashSet<>();

	// Why something could not be inspected; it is shown as it was, or as the lists tell.
	private final Map<Object, MoorageException> failures = new HashMap<>();

	private final Newcomers newcomers = new Newcomers();

	private Topology topology = Topology.EMPTY;

	private boolean manager = true;

	private boolean surprised;

	Set<NetworkId> networks() {
		return Set.copyOf(this.networks.keySet());
	}

	Set<ContainerId> containers() {
		return Set.copyOf(this.containers.keySet());
	}

	/**
	 * Tells whether the last list showed something of which the engine tells an event,
	 * and it had not arrived.
	 */
	boolean wasSurprised() {
		return this.surprised;
	}

	/**
	 * Tells why something that somebody asked about could not be inspected.
	 * @return a reason, or null when all is well
	 */
	@Nullable MoorageException failureOf(Touched touched) {
		return Stream.concat(touched.networks().stream(), touched.containers().stream())
			.map(this.failures::get)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns what knows which networks to look at again in a moment.
	 */
	Newcomers newcomers() {
		return this.newcomers;
	}

	/**
	 * Returns how long until there is something to look at, though nobody asks.
	 * @return nanoseconds, at least 0; the greatest number when there is nothing
	 */
	long patience() {
		return Math.min(this.newcomers.patience(), this.keeper.patience());
	}

	/**
	 * Tells whether the service knows something else of networks than readers see.
	 */
	boolean isNewsNoted() {
		return !this.keeper.notes().equals(this.notes);
	}

	/**
	 * Has what could not be inspected inspected again.
	 */
	void forgetFailures() {
		this.newcomers.retain(this.networks.values());
		this.failures.clear();
		this.manager = true;
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
		this.surprised = false;
		boolean changed = false;
		if (work.lists() == Lists.ALL) {
			Listed now = this.engine.list();
			changed |= takeContainers(now.containers(), askedContainers);
			changed |= takeNetworks(now.networks(), askedNetworks);
		}
		else if (work.lists() == Lists.NETWORKS) {
			changed |= takeNetworks(this.engine.listNetworks(), askedNetworks);
		}
		changed |= inspect(askedContainers, askedNetworks);
		changed |= lookForServices(work);
		Notes told = this.keeper.notes();
		changed |= !told.equals(this.notes);
		this.notes = told;
		if (changed) {
			Topology before = this.topology;
			this.topology = new Topology(this.networks.values(), this.containers.values(), this.services, this.notes);
			resolveDoubts(before, askedContainers, askedNetworks);
		}
		return this.topology;
	}

	private boolean takeContainers(Map<ContainerId, Container> now, Set<ContainerId> asked) {
		this.surprised |= now.values().stream().anyMatch(this::isUnheardOf);
		boolean gone = this.containers.keySet().retainAll(now.keySet());
		this.surprised |= gone;
		asked.addAll(changed(this.listedContainers, now, this.containers));
		this.changedSince.stream().filter(now::containsKey).forEach(asked::add);
		// Before the inspects: what they find may be newer than this list.
		this.changedSince.clear();
		this.listedContainers = now;
		return gone;
	}

	private boolean takeNetworks(Map<NetworkId, Network> now, Set<NetworkId> asked) {
		this.surprised |= !this.networks.keySet().equals(now.keySet());
		boolean gone = this.networks.keySet().retainAll(now.keySet());
		asked.addAll(changed(this.listedNetworks, now, this.networks));
		this.listedNetworks = now;
		return gone;
	}

	private boolean isUnheardOf(Container listed) {
		Container known = this.containers.get(listed.id());
		return known == null || known.state().isActive() != listed.state().isActive()
				|| (listed.state().isActive() && !endpointIds(known).equals(endpointIds(listed)));
	}

	private static Set<String> endpointIds(Container container) {
		return container.settings()
			.stream()
			.flatMap((entry) -> Stream.ofNullable(entry.endpointId()))
			.collect(Collectors.toSet());
	}

	private static <I, T> List<I> changed(Map<I, T> before, Map<I, T> now, Map<I, T> known) {
		return now.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().equals(before.get(entry.getKey()))
					|| !known.containsKey(entry.getKey()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private boolean inspect(Set<ContainerId> askedContainers, Set<NetworkId> askedNetworks) {
		boolean changed = false;
		Map<ContainerId, Container> found = answers(askedContainers, this.engine.containers(askedContainers),
				Container::id, this.containers, this.listedContainers);
		for (ContainerId id : askedContainers) {
			Container old = this.containers.get(id);
			if (put(this.containers, id, found.get(id))) {
				changed = true;
				this.changedSince.add(id);
				Stream.of(old, found.get(id))
					.filter(Objects::nonNull)
					.forEach((each) -> addNetworks(each, askedNetworks));
			}
		}
		Map<NetworkId, Network> foundNetworks = answers(askedNetworks, this.engine.networks(askedNetworks), Network::id,
				this.networks, this.listedNetworks);
		for (NetworkId id : askedNetworks) {
			Network network = foundNetworks.get(id);
			changed |= put(this.networks, id,
					(network != null) ? this.newcomers.settled(network, this::isContainer) : null);
		}
		return changed;
	}

	private boolean isContainer(String name) {
		return this.containers.values().stream().anyMatch((container) -> container.name().equals(name));
	}

	// What cannot be inspected stays as it was, or as the lists tell.
	private <I, T> Map<I, T> answers(Set<I> asked, Inspected<I, T> inspected, Function<T, I> id, Map<I, T> known,
			Map<I, T> listed) {
		asked.forEach(this.failures::remove);
		Map<I, T> answers = new HashMap<>();
		inspected.found().forEach((one) -> answers.put(id.apply(one), one));
		inspected.failed().forEach((each, reason) -> {
			log.warn("{} could not be inspected: {}", each, reason.detail());
			this.failures.put(each, reason);
			T substitute = known.getOrDefault(each, listed.get(each));
			if (substitute != null) {
				answers.put(each, substitute);
			}
		});
		return answers;
	}

	private static void addNetworks(Container container, Set<NetworkId> networks) {
		container.settings().stream().flatMap((entry) -> Stream.ofNullable(entry.networkId())).forEach(networks::add);
	}

	private static <I, T> boolean put(Map<I, T> map, I id, @Nullable T value) {
		T old = (value != null) ? map.put(id, value) : map.remove(id);
		return !Objects.equals(old, value);
	}

	private boolean lookForServices(Work work) {
		boolean swarm = this.networks.values().stream().anyMatch((network) -> network.scope() == Scope.SWARM);
		boolean asked = swarm && this.manager && (work.lists() != Lists.NONE || work.services());
		List<SwarmService> now = swarm ? this.services : List.of();
		if (asked) {
			Optional<List<SwarmService>> told = this.engine.services();
			// The transport asks again after a second, which nobody should wait for
			// often.
			this.manager = told.isPresent();
			now = told.orElse(List.of());
		}
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
			this.topology = new Topology(this.networks.values(), this.containers.values(), this.services, this.notes);
		}
	}

}
