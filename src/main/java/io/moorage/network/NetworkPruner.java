package io.moorage.network;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.moorage.change.Change;
import io.moorage.change.Failure;
import io.moorage.change.ManagedBy;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.change.Writes;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.PruneResponse.Kept;
import io.moorage.network.PruneResponse.Reason;
import io.moorage.snapshot.References;
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

	private final Removal removal;

	/**
	 * Removes the networks that nobody uses.
	 * @param request which of them
	 * @param dryRun whether only to tell which
	 * @param approved the digest of a dry run, or null when whatever is unused may go
	 * @throws MoorageException {@code plan-stale}
	 */
	PruneResponse prune(PruneRequest request, boolean dryRun, @Nullable String approved) {
		Instant madeBefore = request.madeBefore(Clock.systemUTC().instant());
		Topology first = this.snapshot.look(Touched.NOTHING);
		List<NetworkRef> unused = first.networks()
			.stream()
			.filter((network) -> reasonToKeep(request, madeBefore, first, network).isEmpty())
			.map(Network::ref)
			.toList();
		String digest = digest(unused.stream()
			.map((each) -> each.id() + " " + Removal.members(first, first.network(each.id()).orElseThrow()))
			.toList());
		if (dryRun) {
			return new PruneResponse(unused,
					first.networks()
						.stream()
						.flatMap((network) -> reasonToKeep(request, madeBefore, first, network).stream())
						.toList(),
					true, digest);
		}
		if (approved != null && !approved.equals(digest)) {
			throw new MoorageException(FaultCode.PLAN_STALE,
					"Other networks would be removed now than were approved: "
							+ unused.stream().map(NetworkRef::name).toList() + ". Send digest if that is right.",
					Map.of("moved", unused, "digest", digest));
		}
		return prune(request, madeBefore, first);
	}

	private static String digest(List<String> removals) {
		return PlanResponse.hash(removals);
	}

	private PruneResponse prune(PruneRequest request, Instant madeBefore, Topology first) {
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
		return new PruneResponse(removed, kept, null, null);
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
			Function<Topology, Network> find = (topology) -> References.network(topology, candidate.id().value());
			// Somebody may have begun to use it while others were removed.
			Optional<Kept> outcome = this.writes
				.carryOut(Change.of((topology) -> Removal.scope(topology, find.apply(topology), request.takesStopped()),
						(topology) -> plan(request, madeBefore, topology, find.apply(topology))), null);
			return Objects.requireNonNull(outcome);
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.NETWORK_NOT_FOUND) {
				return Optional.empty();
			}
			return Optional.of(failed(candidate, Failure.of(ex)));
		}
	}

	private Plan<Optional<Kept>> plan(PruneRequest request, Instant madeBefore, Topology topology, Network network) {
		Optional<Kept> reason = reasonToKeep(request, madeBefore, topology, network);
		return reason.isPresent() ? Plan.unchanged((now, progress) -> reason)
				: this.removal.plan(topology, network, request.takesStopped(), (now, progress) -> Optional.empty());
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
		if (topology.notes().protection(network).isPresent()) {
			return Reason.PROTECTED;
		}
		if (!ManagedBy.of(topology, network).kind().equals("none")) {
			return Reason.MANAGED;
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
