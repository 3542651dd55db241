package io.moorage.snapshot;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Shows the snapshot as {@code moorage.snapshot.*}: its revision, age and size, whether
 * it is stale, and how often and how long the engine was looked at.
 */
class SnapshotMetrics {

	private final MeterRegistry registry;

	SnapshotMetrics(MeterRegistry registry, LiveSnapshot snapshot) {
		this.registry = registry;
		gauge("revision", "Number of the present revision", snapshot, (it) -> it.state().revision().number());
		gauge("age", "Seconds since the engine last confirmed the snapshot", snapshot,
				(it) -> it.age().toNanos() / 1e9);
		gauge("stale", "1 while the engine is away, else 0", snapshot, (it) -> (it.state().lost() != null) ? 1 : 0);
		gauge("networks", "Networks in the snapshot", snapshot, (it) -> it.state().topology().networks().size());
		gauge("containers", "Containers in the snapshot, in every state", snapshot,
				(it) -> it.state().topology().containers().size());
	}

	private void gauge(String name, String description, LiveSnapshot snapshot, ToDoubleFunction<LiveSnapshot> value) {
		Gauge.builder("moorage.snapshot." + name, snapshot, value).description(description).register(this.registry);
	}

	void looked(String cause, long nanos) {
		Timer.builder("moorage.snapshot.looks")
			.description("Looks at the engine, each for all that was pending")
			.tag("cause", cause)
			.register(this.registry)
			.record(nanos, TimeUnit.NANOSECONDS);
	}

}
