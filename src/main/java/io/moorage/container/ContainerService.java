package io.moorage.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.EndpointChecks;
import io.moorage.snapshot.Listing;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerState;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists, starts, stops and removes containers. Writes decide on a fresh look at the
 * engine.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class ContainerService {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final ContainerPermission permission;

	Listing<ContainerResponse> list(List<String> names) {
		Topology topology = this.snapshot.read();
		Set<String> wanted = Set.copyOf(names);
		return Listing.of(topology.containers()
			.stream()
			.filter((container) -> wanted.isEmpty() || wanted.contains(container.name()))
			.map((container) -> ContainerResponse.of(topology, container))
			.toList());
	}

	ContainerResponse inspect(String reference) {
		Topology topology = this.snapshot.read();
		return ContainerResponse.of(topology, References.container(topology, reference));
	}

	Changed<ContainerResponse> start(String reference) {
		Container container = find(reference);
		if (container.state().isActive() && container.state() != ContainerState.PAUSED) {
			return changed(container, Outcome.UNCHANGED);
		}
		this.locks.holding(networks(container), () -> {
			start(container);
			return container;
		});
		log.info("Started container {} ({})", container.name(), container.id());
		return changed(container, Outcome.STARTED);
	}

	private void start(Container container) {
		try {
			this.engine.start(container.id());
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ADDRESS_IN_USE) {
				EndpointChecks.checkRequested(this.engine.look(), container);
			}
			if (ex.code() == FaultCode.CONTAINER_NOT_FOUND
					&& this.engine.look().container(container.id()).isPresent()) {
				throw new MoorageException(FaultCode.ENGINE_REFUSED,
						"The container " + container.name()
								+ " shares the network of another container that is gone (network mode "
								+ container.networkMode() + "). Make it anew.",
						ex.facts(), ex);
			}
			throw (ex.code() == FaultCode.NETWORK_NOT_FOUND) ? networkGone(container, ex) : ex;
		}
	}

	private static List<NetworkId> networks(Container container) {
		return container.settings().stream().flatMap((entry) -> Stream.ofNullable(entry.networkId())).toList();
	}

	private static MoorageException networkGone(Container container, MoorageException ex) {
		return new MoorageException(FaultCode.NETWORK_GONE, "The container " + container.name()
				+ " cannot start, since a network that it names is gone. Take it off with DELETE /networks/{network's id}/containers/"
				+ container.id()
				+ "?force=true and start again; a container that was made on that network (network mode "
				+ container.networkMode() + ") must be made anew.", ex.facts(), ex);
	}

	Changed<ContainerResponse> stop(String reference, @Nullable Duration grace) {
		Container container = find(reference);
		boolean stopped = !container.state().isActive() && container.state() != ContainerState.RESTARTING;
		if (!stopped) {
			this.engine.stop(container.id(), grace);
			log.info("Stopped container {} ({})", container.name(), container.id());
		}
		return changed(container, stopped ? Outcome.UNCHANGED : Outcome.STOPPED);
	}

	void remove(String reference, boolean force) {
		Container container = find(reference);
		boolean running = container.state().isActive() || container.state() == ContainerState.RESTARTING;
		if (running && !force) {
			throw new MoorageException(FaultCode.CONTAINER_RUNNING, "The container " + container.name() + " is "
					+ container.state() + ". Stop it first, or send DELETE with force=true.",
					Map.of("container", container.ref()));
		}
		this.engine.removeContainer(container.id(), force);
		log.info("Removed container {} ({})", container.name(), container.id());
	}

	private Container find(String reference) {
		this.permission.check();
		return References.container(this.engine.look(), reference);
	}

	private Changed<ContainerResponse> changed(Container container, Outcome outcome) {
		return new Changed<>(inspect(container.id().value()), outcome, List.of());
	}

}
