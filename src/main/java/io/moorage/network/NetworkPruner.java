package io.moorage.network;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.moorage.change.Writes;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.PruneResponse.Failure;
import io.moorage.network.PruneResponse.Kept;
import io.moorage.network.PruneResponse.Reason;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
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

	private final Snapshot snapshot;

	private final Writes writes;

	private final NetworkRemover remover;

	PruneResponse prune(PruneRequest request) {
		Instant madeBefore = madeBefore(request);
		Topology first = this.snapshot.look(Touched.NOTHING);
		List<NetworkRef> removed = new ArrayList<>();
		List<Kept> kept = new ArrayList<>();
		Failure lost = null;
		for (Network network : first.networks()) {
			Optional<Kept> reason = reasonToKeep(request, madeBefore, first, network);
			if (reason.isEmpty()) {
				reason = (lost != null) ? Optional.of(failed(network, lost))
						: removeIfStillUnused(request, madeBefore, network);
			}
			reason.ifPresentOrElse(kept::add, () -> removed.add(network.ref()));
			lost = (lost != null) ? lost : reason.map(Kept::problem).filter(NetworkPruner::isOfEngine).orElse(null);
		}
		return new PruneResponse(removed, kept);
	}

	private static Instant madeBefore(PruneRequest request) {
		try {
			return request.madeBefore(Clock.systemUTC().instant());
		}
		catch (DateTimeException ex) {
			throw MoorageException.invalid("/until", "There is no such date. Check its month and day.");
		}
	}

	// An engine that hangs would make each further network take a time-out.
	private static boolean isOfEngine(Failure failure) {
		return failure.code().equals(FaultCode.ENGINE_TIMEOUT.toString())
				|| failure.code().equals(FaultCode.ENGINE_UNAVAILABLE.toString());
	}

	private static Kept failed(Network network, Failure failure) {
		return new Kept(network.id(), network.name(), Reason.FAILED, List.of(), failure);
	}

	private Optional<Kept> removeIfStillUnused(PruneRequest request, Instant madeBefore, Network candidate) {
		try {
			return this.writes.to(candidate.id().value(),
					(topology, network) -> NetworkRemover.touched(topology, network, request.takesStopped()),
					(topology, network) -> {
						// Somebody may have begun to use it while others were removed.
						Optional<Kept> reason = reasonToKeep(request, madeBefore, topology, network);
						if (reason.isEmpty()) {
							this.remover.remove(topology, network, request.takesStopped());
						}
						return (now) -> reason;
					});
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.NETWORK_NOT_FOUND) {
				return Optional.empty();
			}
			return Optional.of(failed(candidate, new Failure(ex.code().toString(), ex.detail())));
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
		if (!topology.halfConnected(network.id()).isEmpty()) {
			// They run without the network, but could not start again once it is gone.
			return Reason.USED_BY_STOPPED_CONTAINERS;
		}
		return network.created().isBefore(madeBefore) ? null : Reason.TOO_NEW;
	}

}
