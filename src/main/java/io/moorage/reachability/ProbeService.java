package io.moorage.reachability;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Change;
import io.moorage.change.Plan;
import io.moorage.change.Scope;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.probe.HelperPlaces;
import io.moorage.probe.Helpers;
import io.moorage.reachability.ReachabilityService.Pair;
import io.moorage.reachability.ProbePlan.Try;
import io.moorage.reachability.Tool.Attempt;
import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
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

	// What all tries of a network may take as they were asked for, and how long new ones
	// are begun: the engine takes some time for each as well.
	private static final Duration MAX_TRIES = Duration.ofMinutes(2);

	private static final Duration MAX_LENGTH = Duration.ofMinutes(4);

	private final ReachabilityService reachability;

	private final Helpers helpers;

	private final HelperPlaces places;

	private final NamespaceTurns turns;

	private final Prober prober;

	private final Access access;

	/**
	 * Asks to try something. It is finished though the caller hangs up: nothing tells a
	 * service of that while it has nothing to send.
	 * @return the write, answered by a {@link Probe} for one pair, by {@link Probe.All}
	 * for a network; its planning throws {@code container-not-found},
	 * {@code network-not-found}, {@code ambiguous-reference},
	 * {@code container-not-running}, {@code too-many-pairs}, {@code containers-disabled},
	 * {@code forbidden}, {@code probe-image-missing}, and doing it {@code engine-busy}
	 * @throws MoorageException {@code invalid-request}
	 */
	Change<Object> probe(ProbeRequest request) {
		Tool tool = request.tool();
		ReachabilityQuery query = new ReachabilityQuery(request.from(), request.to(), request.network());
		return Change.of((topology) -> new Scope(Set.of(), false, ReachabilityService.about(topology, query), true),
				(topology) -> plan(this.reachability.rules(topology), request, tool));
	}

	private Plan<Object> plan(PairRules rules, ProbeRequest request, Tool tool) {
		ProbePlan plan = new ProbePlan(request, this.helpers);
		if (request.network() != null) {
			Network network = References.network(rules.topology(), request.network());
			List<Try> tries = tries(rules, network, request);
			this.helpers.check();
			return plan.of(network, tries, () -> all(tries, request, tool));
		}
		Container from = References.container(rules.topology(), Objects.requireNonNull(request.from()));
		Target target = new Targets(rules, from, request.whichKind()).find(Objects.requireNonNull(request.to()));
		permit(from, target);
		if (!from.state().isActive()) {
			throw notRunning(from);
		}
		this.helpers.check();
		return plan.of(rules.topology(), new Try(from, target), () -> told(run(from, target, request, tool)));
	}

	// Who waits for its turn in a namespace must not keep a place from others meanwhile.
	private Probe run(Container from, Target target, ProbeRequest request, Tool tool) {
		Supplier<Probe> work = () -> this.places.within(() -> this.prober.probe(from, target, request, tool));
		return tool.isAlone() ? this.turns.alone(target.source(), work) : work.get();
	}

	private List<Try> tries(PairRules rules, Network network, ProbeRequest request) {
		List<Pair> pairs = ReachabilityService.pairsOn(rules.topology(), network);
		if (pairs.size() > MAX_PAIRS) {
			throw new MoorageException(FaultCode.TOO_MANY_PAIRS,
					"The members of the network are " + pairs.size() + " pairs, and " + MAX_PAIRS
							+ " are tried at most. Probe the pairs that matter with from and to.",
					Map.of("pairs", pairs.size(), "limit", MAX_PAIRS));
		}
		// One after the other from the same container would wait for each other.
		List<Try> tries = pairs.stream()
			.sorted(Comparator.comparing((pair) -> pair.to().id()))
			.map((pair) -> new Try(pair.from(),
					new Targets(rules, pair.from(), request.whichKind()).container(pair.to())))
			.toList();
		checkLength(tries, request);
		return tries;
	}

	private Probe.All all(List<Try> tries, ProbeRequest request, Tool tool) {
		long end = System.nanoTime() + MAX_LENGTH.toNanos();
		List<Supplier<Probe>> work = tries.stream()
			.<Supplier<Probe>>map((each) -> () -> pair(each.from(), each.target(), request, tool, end))
			.toList();
		List<Probe> items = this.places.all(work).stream().sorted(Probe.ORDER).toList();
		items.forEach(ProbeService::told);
		return new Probe.All(items, items.size());
	}

	// Answered in one piece, which nobody waits for any length of time for.
	private void checkLength(List<Try> tries, ProbeRequest request) {
		Duration each = request.longest();
		long places = tries.stream()
			.filter((one) -> one.from().state().isActive())
			.mapToLong((one) -> one.target().places().size())
			.sum();
		Duration all = each.multipliedBy(places).dividedBy(this.places.count());
		if (all.compareTo(MAX_TRIES) > 0) {
			throw MoorageException.invalid("/timeout", "makes this too long: " + places + " addresses of "
					+ tries.size() + " pairs may take " + Tool.text(each) + " each, and " + this.places.count()
					+ " are tried at once, so " + all.toSeconds() + " s in all. " + MAX_TRIES.toSeconds()
					+ " s are allowed: give a smaller timeout or count, or probe the pairs that matter with from and to.");
		}
	}

	// Of all pairs, those of containers that do not run are no mistake of the caller's.
	private Probe pair(Container from, Target target, ProbeRequest request, Tool tool, long end) {
		if (System.nanoTime() > end) {
			return Prober.notTried(from, target, request, "The pairs before it took too long.");
		}
		try {
			if (!from.state().isActive()) {
				throw notRunning(from);
			}
			return run(from, target, request, tool);
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_BUSY) {
				return Prober.notTried(from, target, request, ex.detail());
			}
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
