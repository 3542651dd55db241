package io.moorage.reachability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.probe.HelperOutput;
import io.moorage.probe.HelperPlaces;
import io.moorage.probe.Helpers;
import io.moorage.reachability.ReachabilityService.Pair;
import io.moorage.reachability.Tool.Attempt;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Container;
import io.moorage.topology.IpAddress;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Tries who reaches whom, with helpers, and compares it with what the configuration says.
 * Counts and times it as {@code moorage.probes}, by kind and outcome.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class ProbeService {

	private static final int MAX_PAIRS = 100;

	// No further try is begun after that.
	private static final Duration MAX_LENGTH = Duration.ofMinutes(1);

	private final ReachabilityService reachability;

	private final Snapshot snapshot;

	private final Helpers helpers;

	private final HelperPlaces places;

	private final NamespaceTurns turns;

	private final MeterRegistry registry;

	/**
	 * Tries what is asked for.
	 * @return a {@link Probe} for one pair, {@link Probe.All} for a network
	 * @throws MoorageException {@code invalid-request}, {@code container-not-found},
	 * {@code network-not-found}, {@code ambiguous-reference},
	 * {@code container-not-running}, {@code too-many-pairs}, {@code probe-image-missing},
	 * {@code engine-busy}
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
		return told(this.places.within(() -> timed(from, target, request, tool)));
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
			return timed(from, target, request, tool);
		}
		catch (MoorageException ex) {
			if (ex.code() != FaultCode.CONTAINER_NOT_RUNNING && ex.code() != FaultCode.CONTAINER_NOT_FOUND) {
				throw ex;
			}
			return answer(from, target, request, null, Attempt.failure(false, ex.detail()));
		}
	}

	private static MoorageException notRunning(Container from) {
		return new MoorageException(FaultCode.CONTAINER_NOT_RUNNING, "The container " + from.name() + " is "
				+ from.state()
				+ ", so it has no network to probe from. Start it first with POST /containers/{container}/start.",
				Map.of("container", from.ref()));
	}

	// The one place that knows before it happens whether a probe leaves the networks of
	// the one who asks: who may do that is decided here. Nobody is refused yet.
	private static void permit(Container from, Target target) {
		if (target.elsewhere()) {
			log.info("A probe from {} goes to {}, which is on none of its networks", from.name(), target.places());
		}
	}

	private Probe timed(Container from, Target target, ProbeRequest request, Tool tool) {
		long begin = System.nanoTime();
		String outcome = "failed";
		try {
			Probe probe = probe(from, target, request, tool, begin + MAX_LENGTH.toNanos());
			outcome = probe.reachable() ? "reachable" : "unreachable";
			return probe;
		}
		catch (MoorageException ex) {
			outcome = ex.code().toString();
			throw ex;
		}
		finally {
			Timer.builder("moorage.probes")
				.description("Probes with all of their helpers, the wait for a place aside")
				.tag("kind", request.whichKind().toString())
				.tag("outcome", outcome)
				.register(this.registry)
				.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
		}
	}

	private Probe probe(Container from, Target target, ProbeRequest request, Tool tool, long end) {
		List<String> failures = new ArrayList<>();
		boolean refused = false;
		String last = null;
		for (String place : target.places()) {
			last = place;
			Attempt attempt = null;
			for (int i = 0; i < tool.tries()
					&& (attempt == null || (attempt.again() && System.nanoTime() < end)); i++) {
				attempt = tool.read(place, run(from, target, tool, place));
				if (attempt.reachable()) {
					return answer(from, target, request, place, attempt);
				}
			}
			refused |= attempt != null && attempt.refused();
			failures.add((attempt != null) ? attempt.detail() : "");
			if (System.nanoTime() >= end) {
				break;
			}
		}
		String detail = failures.isEmpty() ? "There is no address to try. " + target.because()
				: String.join(" ", failures);
		return answer(from, target, request, last, Attempt.failure(refused, detail));
	}

	private HelperOutput run(Container from, Target target, Tool tool, String place) {
		Supplier<HelperOutput> work = () -> this.helpers.run(from, tool.task(place));
		return tool.isAlone() ? this.turns.alone(target.source(), work) : work.get();
	}

	private static Probe answer(Container from, Target target, ProbeRequest request, @Nullable String place,
			Attempt attempt) {
		Boolean agrees = (target.expected() != null) ? target.expected() == attempt.reachable() : null;
		String detail = attempt.detail()
				+ (Boolean.FALSE.equals(agrees) ? Disagreement.causes(request.whichKind(), target, attempt) : "");
		Probe.To to = target.to();
		IpAddress address = (place != null) ? Targets.address(place) : to.address();
		return new Probe(from.ref(), new Probe.To(to.id(), to.name(), address), request.whichKind(), request.port(),
				attempt.reachable(), agrees, attempt.latencyMs(), detail.strip());
	}

	private static Probe told(Probe probe) {
		Probe.To to = probe.to();
		log.info("Probed {} from {} to {}: {}", probe.kind(), probe.from().name(),
				(to.name() != null) ? to.name() : to.address(), probe.detail());
		return probe;
	}

}
