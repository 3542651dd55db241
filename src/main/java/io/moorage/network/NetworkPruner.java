package io.moorage.network;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.moorage.change.NetworkLocks;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.MoorageException;
import io.moorage.network.PruneResponse.Failure;
import io.moorage.network.PruneResponse.Kept;
import io.moorage.network.PruneResponse.Reason;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Removes the networks that nobody uses, one by one by id: the engine's own prune takes
 * those that stopped containers need, and tells neither ids nor reasons.
 */
@Component
@RequiredArgsConstructor
class NetworkPruner {

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final NetworkRemover remover;

	PruneResponse prune(PruneRequest request) {
		Instant madeBefore = request.madeBefore(Clock.systemUTC().instant());
		Topology first = this.engine.look();
		List<NetworkRef> removed = new ArrayList<>();
		List<Kept> kept = new ArrayList<>();
		for (Network network : first.networks()) {
			Optional<Kept> reason = reasonToKeep(request, madeBefore, first, network);
			reason = reason.isPresent() ? reason
					: this.locks.holding(List.of(network.id()), () -> remove(request, madeBefore, network));
			reason.ifPresentOrElse(kept::add, () -> removed.add(network.ref()));
		}
		return new PruneResponse(removed, kept);
	}

	private Optional<Kept> remove(PruneRequest request, Instant madeBefore, Network candidate) {
		try {
			// Somebody may have begun to use it while others were removed.
			Topology topology = this.engine.look();
			Optional<Network> network = topology.network(candidate.id());
			Optional<Kept> reason = network.flatMap((each) -> reasonToKeep(request, madeBefore, topology, each));
			if (reason.isEmpty()) {
				network.ifPresent((each) -> this.remover.remove(topology, each, request.takesStopped()));
			}
			return reason;
		}
		catch (MoorageException ex) {
			return Optional.of(new Kept(candidate.id(), candidate.name(), Reason.FAILED, List.of(),
					new Failure(ex.code().toString(), ex.detail())));
		}
	}

	private static Optional<Kept> reasonToKeep(PruneRequest request, Instant madeBefore, Topology topology,
			Network network) {
		List<Dependent> dependents = Dependent.of(topology, network);
		Reason reason = reason(request, madeBefore, topology, network);
		return (reason != null) ? Optional.of(new Kept(network.id(), network.name(), reason, dependents, null))
				: Optional.empty();
	}

	private static @Nullable Reason reason(PruneRequest request, Instant madeBefore, Topology topology,
			Network network) {
		if (network.isBuiltIn()) {
			return Reason.BUILT_IN;
		}
		if (network.isSystem()) {
			return Reason.SYSTEM;
		}
		if (!request.fits(network.labels())) {
			return Reason.LABEL;
		}
		if (network.configOnly()) {
			return Reason.CONFIG_ONLY;
		}
		Usage usage = Usage.of(topology, network);
		if (usage.services() > 0) {
			return Reason.USED_BY_SERVICES;
		}
		if (usage.running() > 0) {
			return Reason.IN_USE;
		}
		if (usage.stopped() > 0 && !request.takesStopped()) {
			return Reason.USED_BY_STOPPED_CONTAINERS;
		}
		if (topology.endpoints(network.id()).stream().anyMatch((endpoint) -> endpoint.container() == null)) {
			return Reason.STALE_ENDPOINT;
		}
		return network.created().isBefore(madeBefore) ? null : Reason.TOO_NEW;
	}

}
