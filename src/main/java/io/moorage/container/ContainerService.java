package io.moorage.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.change.Writes;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.EndpointChecks;
import io.moorage.read.EntityTags;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
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

	private final Writes writes;

	private final EntityTags tags;

	private final ContainerPermission permission;

	Listing<ContainerResponse> list(Reading reading, ContainerFilter filter, Page page) {
		Topology topology = reading.topology();
		return page.of(reading, filter.of(topology), ContainerService::key,
				(container) -> ContainerResponse.of(topology, container));
	}

	private static Page.Key key(Container container) {
		return new Page.Key(container.name(), container.created(), container.id().value());
	}

	ContainerResponse inspect(Topology topology, String reference) {
		return ContainerResponse.of(topology, References.container(topology, reference));
	}

	Changed<ContainerResponse> start(String reference, @Nullable String ifMatch) {
		return change(reference, ifMatch, (container) -> {
			if (container.state() == ContainerState.RUNNING) {
				return Outcome.UNCHANGED;
			}
			this.locks.holding(networks(container), () -> {
				start(container);
				return container;
			});
			log.info("Started container {} ({})", container.name(), container.id());
			return Outcome.STARTED;
		});
	}

	private Changed<ContainerResponse> change(String reference, @Nullable String ifMatch,
			Function<Container, Outcome> action) {
		Container container = find(reference, ifMatch);
		return this.writes.seen(touched(container), () -> {
			Topology before = this.snapshot.read().topology();
			Outcome outcome = action.apply(container);
			// One that removes itself when it stops is shown as it was.
			return (now) -> new Changed<>(
					inspect(now.container(container.id()).isPresent() ? now : before, container.id().value()), outcome,
					List.of());
		});
	}

	private static Touched touched(Container container) {
		return Touched.container(container.id()).and(networks(container), List.of());
	}

	private void start(Container container) {
		try {
			this.engine.start(container.id());
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ADDRESS_IN_USE) {
				EndpointChecks.checkRequested(look(container), container);
			}
			if (ex.code() == FaultCode.CONTAINER_NOT_FOUND && look(container).container(container.id()).isPresent()) {
				throw new MoorageException(FaultCode.ENGINE_REFUSED,
						"The container " + container.name()
								+ " shares the network of another container that is gone (network mode "
								+ container.networkMode() + "). Make it anew.",
						ex.facts(), ex);
			}
			throw (ex.code() == FaultCode.NETWORK_NOT_FOUND) ? networkGone(container, ex) : ex;
		}
	}

	private Topology look(Container container) {
		return this.snapshot.look(Touched.container(container.id()));
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

	Changed<ContainerResponse> stop(String reference, @Nullable Duration grace, @Nullable String ifMatch) {
		return change(reference, ifMatch, (container) -> {
			if (!runs(container)) {
				return Outcome.UNCHANGED;
			}
			this.engine.stop(container.id(), grace);
			log.info("Stopped container {} ({})", container.name(), container.id());
			return Outcome.STOPPED;
		});
	}

	void remove(String reference, boolean force, @Nullable String ifMatch) {
		Container container = find(reference, ifMatch);
		if (runs(container) && !force) {
			throw new MoorageException(FaultCode.CONTAINER_RUNNING, "The container " + container.name() + " is "
					+ container.state() + ". Stop it first, or send DELETE with force=true.",
					Map.of("container", container.ref()));
		}
		this.writes.seen(touched(container), () -> {
			this.engine.removeContainer(container.id(), force);
			log.info("Removed container {} ({})", container.name(), container.id());
			return (now) -> container.id();
		});
	}

	private static boolean runs(Container container) {
		return container.state().isActive() || container.state() == ContainerState.RESTARTING;
	}

	private Container find(String reference, @Nullable String ifMatch) {
		Topology topology = this.snapshot.look(Touched.NOTHING);
		Container container = References.container(topology, reference);
		this.tags.check(ifMatch, () -> ContainerResponse.of(topology, container));
		this.permission.check();
		return container;
	}

}
