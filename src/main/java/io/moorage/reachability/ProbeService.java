package io.moorage.reachability;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.probe.HelperPlaces;
import io.moorage.reachability.ReachabilityService.Pair;
import io.moorage.reachability.Tool.Attempt;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Container;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Service;

/**
 * Tries who reaches whom: one pair, or all pairs of a network's members, a few at once.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class ProbeService {

	private static final int MAX_PAIRS = 100;

	private final ReachabilityService reachability;

	private final Snapshot snapshot;

	private final HelperPlaces places;

	private final Prober prober;

	private final Access access;

	/**
	 * Tries what is asked for.
	 * @return a {@link Probe} for one pair, {@link Probe.All} for a network
	 * @throws MoorageException {@code invalid-request}, {@code container-not-found},
	 * {@code network-not-found}, {@code ambiguous-reference},
	 * {@code container-not-running}, {@code too-many-pairs}, {@code containers-disabled},
	 * {@code probe-image-missing}, {@code engine-busy}
	 */
	Object probe(ProbeRequest request) {
		Tool tool = request.tool();
		ReachabilityQuery query = new ReachabilityQuery(request.from(), request.to(), request.network());
		Reading reading = this.snapshot.fresh(ReachabilityService.about(this.snapshot.read().topology(), query));
		PairRules rules = this.reachability.rules(reading);
		if (request.network() != null) {
			return all(rules, request.network(), request, tool);
		}
		Container from = References.container(reading.topology(), Objects.requireNonNull(request.from()));
		Target target = new Targets(rules, from, request.whichKind()).find(Objects.requireNonNull(request.to()));
		permit(from, target);
		if (!from.state().isActive()) {
			throw notRunning(from);
		}
		return told(this.places.within(() -> this.prober.probe(from, target, request, tool)));
	}

	private Probe.All all(PairRules rules, String network, ProbeRequest request, Tool tool) {
		List<Pair> pairs = ReachabilityService.pairsOn(rules.topology(), network);
		if (pairs.size() > MAX_PAIRS) {
			throw new MoorageException(FaultCode.TOO_MANY_PAIRS,
					"The members of the network are " + pairs.size() + " pairs, and " + MAX_PAIRS
							+ " are tried at most. Probe the pairs that matter with from and to.",
					Map.of("pairs", pairs.size(), "limit", MAX_PAIRS));
		}
		// One after the other from the same container would wait for each other.
		List<Supplier<Probe>> work = pairs.stream()
			.sorted(Comparator.comparing((pair) -> pair.to().id()))
			.<Supplier<Probe>>map((pair) -> {
				Target target = new Targets(rules, pair.from(), request.whichKind()).container(pair.to());
				return () -> pair(pair.from(), target, request, tool);
			})
			.toList();
		List<Probe> items = this.places.all(work).stream().sorted(Probe.ORDER).toList();
		items.forEach(ProbeService::told);
		return new Probe.All(items, items.size());
	}

	// Of all pairs, those of containers that do not run are no mistake of the caller's.
	private Probe pair(Container from, Target target, ProbeRequest request, Tool tool) {
		try {
			if (!from.state().isActive()) {
				throw notRunning(from);
			}
			return this.prober.probe(from, target, request, tool);
		}
		catch (MoorageException ex) {
			if (ex.code() != FaultCode.CONTAINER_NOT_RUNNING && ex.code() != FaultCode.CONTAINER_NOT_FOUND) {
				throw ex;
			}
			return Prober.answer(from, target, request, null, Attempt.failure(false, ex.detail()));
		}
	}

	private static MoorageException notRunning(Container from) {
		return new MoorageException(FaultCode.CONTAINER_NOT_RUNNING, "The container " + from.name() + " is "
				+ from.state()
				+ ", so it has no network to probe from. Start it first with POST /containers/{container}/start.",
				Map.of("container", from.ref()));
	}

	// The one place that knows before it happens whether a probe leaves the networks of
	// the one who asks.
	private void permit(Container from, Target target) {
		if (target.elsewhere()) {
			this.access.require(Role.ADMIN, "A probe to what is on none of the networks of " + from.name());
			log.info("A probe from {} goes to {}, which is on none of its networks", from.name(), target.places());
		}
	}

	private static Probe told(Probe probe) {
		Probe.To to = probe.to();
		log.info("Probed {} from {} to {}: {}", probe.kind(), probe.from().name(),
				(to.name() != null) ? to.name() : to.address(), probe.detail());
		return probe;
	}

}
