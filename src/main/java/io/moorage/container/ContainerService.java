package io.moorage.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Action;
import io.moorage.change.Affected;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.ContainerPermission;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.change.Step;
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
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists, starts, stops and removes containers. Writes decide on a fresh look at the
 * engine.
 */
@Service
@RequiredArgsConstructor
class ContainerService {

	private final Snapshot snapshot;

	private final EntityTags tags;

	private final ContainerPermission permission;

	private final PortListeners listeners;

	private final Access access;

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

	Change<Changed<ContainerResponse>> start(String reference, @Nullable String ifMatch) {
		return change(reference, true, (topology) -> {
			Container container = find(topology, reference, ifMatch);
			if (container.state() == ContainerState.RUNNING) {
				return unchanged(container);
			}
			Step step = step(Action.START, "Start the container ", container, (engine) -> start(engine, container));
			return plan(topology, step, container, Outcome.STARTED)
				.withReversal((progress) -> Reversal.stopping(container.id()));
		});
	}

	// Nobody else may give its addresses away while it starts; it may take its time to
	// stop.
	private static <T> Change<T> change(String reference, boolean locks, Function<Topology, Plan<T>> plan) {
		return Change.of((topology) -> {
			Container container = References.container(topology, reference);
			return new Scope(locks ? networks(topology, container) : Set.of(), false, touched(container), true);
		}, plan);
	}

	// Of those that are gone nobody need be kept.
	private static Set<String> networks(Topology topology, Container container) {
		return networks(container).stream()
			.flatMap((id) -> topology.network(id).stream())
			.map(Network::name)
			.collect(Collectors.toSet());
	}

	private Plan<Changed<ContainerResponse>> unchanged(Container container) {
		return Plan.unchanged(
				(now, progress) -> new Changed<>(inspect(now, container.id().value()), Outcome.UNCHANGED, List.of()));
	}

	private static Step step(Action action, String what, Container container, Consumer<EngineGateway> deed) {
		return new Step(action, "container", container.id().value(), container.name(), what + container.name() + ".",
				List.of(), (engine, progress) -> deed.accept(engine));
	}

	private Plan<Changed<ContainerResponse>> plan(Topology before, Step step, Container container, Outcome outcome) {
		// One that removes itself when it stops is shown as it was.
		return Plan.of(step, sharers(before, container), touched(container),
				(now, progress) -> new Changed<>(
						inspect(now.container(container.id()).isPresent() ? now : before, container.id().value()),
						outcome, progress.warnings()));
	}

	private static List<Affected> sharers(Topology topology, Container container) {
		return topology.sharers(container.id())
			.stream()
			.map((sharer) -> Affected.container(sharer, Affected.Effect.INTERRUPTED,
					"It uses the network of " + container.name() + "."))
			.toList();
	}

	private static Touched touched(Container container) {
		return Touched.container(container.id()).and(networks(container), List.of());
	}

	private void start(EngineGateway engine, Container container) {
		try {
			engine.start(container.id());
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
			throw (ex.code() == FaultCode.NETWORK_NOT_FOUND || ex.code() == FaultCode.NETWORK_GONE)
					? networkGone(container, ex) : this.listeners.named(ex, container.ports());
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
				+ container.networkMode() + ") must be made anew, or needs one of that name again.", ex.facts(), ex);
	}

	Change<Changed<ContainerResponse>> stop(String reference, @Nullable Duration grace, @Nullable String ifMatch) {
		return change(reference, false, (topology) -> {
			Container container = find(topology, reference, ifMatch);
			if (!runs(container)) {
				return unchanged(container);
			}
			Step step = step(Action.STOP, "Stop the container ", container,
					(engine) -> engine.stop(container.id(), grace));
			return plan(topology, step, container, Outcome.STOPPED)
				.withReversal((progress) -> Reversal.starting(container.id()));
		});
	}

	Change<Void> remove(String reference, boolean force, @Nullable String ifMatch) {
		this.access.requireIf(force, Role.ADMIN, "force=true");
		return change(reference, false, (topology) -> {
			Container container = find(topology, reference, ifMatch);
			if (runs(container) && !force) {
				throw new MoorageException(FaultCode.CONTAINER_RUNNING,
						"The container " + container.name() + " is " + container.state()
								+ ". Stop it first, or send DELETE with force=true.",
						Map.of("container", container.ref()));
			}
			Step step = step(Action.REMOVE, "Remove the container ", container,
					(engine) -> engine.removeContainer(container.id(), force));
			return Plan.of(step, sharers(topology, container), touched(container), (now, progress) -> null);
		});
	}

	private static boolean runs(Container container) {
		return container.state().isActive() || container.state() == ContainerState.RESTARTING;
	}

	private Container find(Topology topology, String reference, @Nullable String ifMatch) {
		Container container = References.container(topology, reference);
		this.tags.check(ifMatch, () -> ContainerResponse.of(topology, container));
		this.permission.check();
		return container;
	}

}
