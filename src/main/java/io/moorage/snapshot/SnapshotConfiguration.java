package io.moorage.snapshot;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.moorage.engine.EngineEvents;
import io.moorage.engine.EngineGateway;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the snapshot of one engine together.
 */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

	@Bean
	Pending pending() {
		return new Pending();
	}

	@Bean
	Waiters waiters() {
		return new Waiters();
	}

	@Bean
	LiveSnapshot snapshot(Pending pending, Waiters waiters, List<SnapshotListener> listeners,
			SnapshotProperties properties) {
		return new LiveSnapshot(pending, waiters, listeners, properties.maxStale());
	}

	@Bean
	SnapshotMetrics snapshotMetrics(MeterRegistry registry, LiveSnapshot snapshot) {
		return new SnapshotMetrics(registry, snapshot);
	}

	@Bean
	EngineWatcher engineWatcher(EngineGateway engine, EngineEvents events, NotesKeeper keeper, Pending pending,
			LiveSnapshot snapshot, SnapshotMetrics metrics, SnapshotProperties properties) {
		return new EngineWatcher(engine, events, keeper, pending, snapshot, metrics, properties.resync());
	}

	@Bean
	SnapshotHealthIndicator snapshotHealthIndicator(LiveSnapshot snapshot, EngineWatcher watcher,
			SnapshotProperties properties) {
		return new SnapshotHealthIndicator(snapshot, watcher, properties.maxStale());
	}

}
