package io.moorage.network;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Batch;
import io.moorage.change.Change;
import io.moorage.change.Failure;
import io.moorage.change.ManagedBy;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.PruneResponse.Kept;
import io.moorage.network.PruneResponse.Reason;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.ContainerState;
import io.moorage.topology.Endpoint;
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

	private static final int MAX_SHOWN = 64;

	private final Snapshot snapshot;

	private final Removal removal;

	private final PrimaryNetwork primary;

	private final Access access;

	// What was shown last, by digest, so that it can be told what has moved since.
	private final Map<String, Map<NetworkRef, String>> shown = Collections.synchronizedMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Map<NetworkRef, String>> eldest) {
			return size() > MAX_SHOWN;
		}

	});

	/**
	 * Asks to remove the networks that nobody uses.
	 * @param request which of them
	 */
	Batch<Optional<Kept>, PruneResponse> prune(PruneRequest request) {
		this.access.requireIf(request.takesStopped(), Role.ADMIN, "includeStopped");
		Instant madeBefore = request.madeBefore(Clock.systemUTC().instant());
		Topology first = this.snapshot.look(Touched.NOTHING);
		List<Network> unused = new ArrayList<>();
		List<Kept> used = new ArrayList<>();
		for (Network network : first.networks()) {
			reasonToKeep(request, madeBefore, first, network).ifPresentOrElse(used::add, () -> unused.add(network));
		}
		Map<NetworkRef, String> members = new LinkedHashMap<>();
		unused.forEach((each) -> members.put(each.ref(), Removal.members(first, each).toString()));
		List<NetworkRef> candidates = List.copyOf(members.keySet());
		String digest = PlanResponse
			.hash(members.entrySet().stream().map((each) -> each.getKey().id() + " " + each.getValue()).toList());
		return Batch
			.<Optional<Kept>, PruneResponse>of(() -> removals(request, madeBefore, unused),
					(tried) -> response(candidates, used, tried))
			.shownAs(() -> {
				this.shown.put(digest, members);
				return new PruneResponse(candidates, used, true, digest);
			}, (approved) -> check(approved, digest, members));
	}

	private void check(String approved, String digest, Map<NetworkRef, String> members) {
		if (approved.equals(digest)) {
			return;
		}
		Map<NetworkRef, String> then = this.shown.getOrDefault(approved, Map.of());
		List<NetworkRef> moved = Stream.concat(members.keySet().stream(), then.keySet().stream())
			.distinct()
			.filter((each) -> !Objects.equals(members.get(each), then.get(each)))
			.toList();
		throw new MoorageException(FaultCode.PLAN_STALE,
				"Other networks would be removed now than were approved, or others would notice: "
						+ String.join(", ", moved.stream().map(NetworkRef::name).toList())
						+ ". Send digest if that is right.",
				Map.of("moved", moved, "digest", digest));
	}

	private List<Batch.Item<Optional<Kept>>> removals(PruneRequest request, Instant madeBefore, List<Network> unused) {
		return unused.stream().map((network) -> {
			Function<Topology, Network> find = (topology) -> References.network(topology, network.id().value());
			// Somebody may have begun to use it while others were removed.
			return new Batch.Item<>(network.name(),
					Change.of((topology) -> Removal.scope(topology, find.apply(topology), request.takesStopped()),
							(topology) -> plan(request, madeBefore, topology, find.apply(topology))));
		}).toList();
	}

	private static PruneResponse response(List<NetworkRef> candidates, List<Kept> used,
			List<Batch.Tried<Optional<Kept>>> tried) {
		List<NetworkRef> removed = new ArrayList<>();
		List<Kept> kept = new ArrayList<>(used);
		for (int i = 0; i < candidates.size(); i++) {
			NetworkRef network = candidates.get(i);
			MoorageException problem = tried.get(i).problem();
			Optional<Kept> reason = Objects.requireNonNullElse(tried.get(i).answer(), Optional.empty());
			if (problem != null && problem.code() != FaultCode.NETWORK_NOT_FOUND) {
				kept.add(new Kept(network.id(), network.name(), Reason.FAILED, List.of(), Failure.of(problem)));
			}
			else {
				reason.ifPresentOrElse(kept::add, () -> removed.add(network));
			}
		}
		kept.sort(Comparator.comparing(Kept::name).thenComparing((each) -> each.id().value()));
		return new PruneResponse(removed, kept, null, null);
	}

	private Plan<Optional<Kept>> plan(PruneRequest request, Instant madeBefore, Topology topology, Network network) {
		Optional<Kept> reason = reasonToKeep(request, madeBefore, topology, network);
		return reason.isPresent() ? Plan.unchanged((now, progress) -> reason)
				: this.removal.plan(topology, network, request.takesStopped(), (now, progress) -> Optional.empty());
	}

	private Optional<Kept> reasonToKeep(PruneRequest request, Instant madeBefore, Topology topology, Network network) {
		Reason reason = reason(request, madeBefore, topology, network);
		return (reason != null)
				? Optional.of(new Kept(network.id(), network.name(), reason, Dependent.of(topology, network), null))
				: Optional.empty();
	}

	private @Nullable Reason reason(PruneRequest request, Instant madeBefore, Topology topology, Network network) {
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
		if (usage.running() > 0 || isBetweenRestarts(topology, network)) {
			return Reason.IN_USE;
		}
		if (usage.stopped() > 0 && (!request.takesStopped() || strands(topology, network))) {
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

	private static boolean isBetweenRestarts(Topology topology, Network network) {
		return members(topology, network).anyMatch((member) -> member.state() == ContainerState.RESTARTING);
	}

	private static Stream<Endpoint.Member> members(Topology topology, Network network) {
		return topology.endpoints(network.id()).stream().flatMap((endpoint) -> Stream.ofNullable(endpoint.container()));
	}

	// Taken off first they still could not start.
	private boolean strands(Topology topology, Network network) {
		return members(topology, network).anyMatch((member) -> this.primary.strands(topology, network, member));
	}

}
