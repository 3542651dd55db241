package io.moorage.reachability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moorage.fault.MoorageException;
import io.moorage.probe.Helpers;
import io.moorage.reachability.Tool.Attempt;
import io.moorage.topology.Container;
import io.moorage.topology.IpAddress;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tries one target with helpers. Counts and times it as {@code moorage.probes}, by kind
 * and outcome.
 */
@Component
@RequiredArgsConstructor
class Prober {

	// No further try is begun after that.
	private static final Duration MAX_LENGTH = Duration.ofMinutes(1);

	private final Helpers helpers;

	private final MeterRegistry registry;

	/**
	 * Tries one target, at each of its places until one works.
	 */
	Probe probe(Container from, Target target, ProbeRequest request, Tool tool) {
		long begin = System.nanoTime();
		String outcome = "failed";
		try {
			Probe probe = run(from, target, request, tool, begin + MAX_LENGTH.toNanos());
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

	private Probe run(Container from, Target target, ProbeRequest request, Tool tool, long end) {
		List<String> failures = new ArrayList<>();
		boolean refused = false;
		String last = null;
		for (String place : target.places()) {
			last = place;
			Attempt attempt = null;
			for (int i = 0; i < tool.tries()
					&& (attempt == null || (attempt.again() && System.nanoTime() < end)); i++) {
				attempt = tool.read(place, this.helpers.runPlanned(from, tool.task(place)));
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

	/**
	 * Answers for a probe that nobody came to.
	 * @param why a sentence
	 */
	static Probe notTried(Container from, Target target, ProbeRequest request, String why) {
		return new Probe(from.ref(), target.to(), request.whichKind(), request.port(), false, null, null,
				"This was not tried. " + why);
	}

	/**
	 * Compares what came of it with what the configuration says.
	 */
	static Probe answer(Container from, Target target, ProbeRequest request, @Nullable String place, Attempt attempt) {
		Boolean agrees = (target.expected() != null) ? target.expected() == attempt.reachable() : null;
		String detail = attempt.detail()
				+ (Boolean.FALSE.equals(agrees) ? Disagreement.causes(request.whichKind(), target, attempt) : "");
		Probe.To to = target.to();
		IpAddress address = (place != null) ? Targets.address(place) : to.address();
		return new Probe(from.ref(), new Probe.To(to.id(), to.name(), address), request.whichKind(), request.port(),
				attempt.reachable(), agrees, attempt.latencyMs(), detail.strip());
	}

}
