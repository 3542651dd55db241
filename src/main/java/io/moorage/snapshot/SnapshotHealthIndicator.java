package io.moorage.snapshot;

import java.time.Duration;
import java.time.Instant;

import io.moorage.engine.EngineReport;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells whether readers are answered, and from how sure a snapshot: out of service before
 * the first list, and after the engine has been away for too long.
 */
@RequiredArgsConstructor
class SnapshotHealthIndicator implements HealthIndicator, EngineReport {

	private final LiveSnapshot snapshot;

	private final EngineWatcher watcher;

	private final Duration maxStale;

	@Override
	public Health health() {
		LiveSnapshot.State state = this.snapshot.state();
		MoorageException lost = state.lost();
		Duration age = this.snapshot.age();
		boolean served = state.revision().number() > 0 && (lost == null || age.compareTo(this.maxStale) <= 0);
		Health.Builder health = served ? Health.up() : Health.outOfService();
		health.withDetail("revision", state.revision().toString())
			.withDetail("ageSeconds", age.toMillis() / 1000.0)
			.withDetail("stale", lost != null)
			.withDetail("networks", state.topology().networks().size())
			.withDetail("containers", state.topology().containers().size());
		Instant since = connectedSince();
		if (since != null) {
			health.withDetail("connectedSince", since);
		}
		if (lost != null) {
			health.withDetail("reason", lost.detail());
		}
		return health.build();
	}

	@Override
	public String name() {
		return "snapshot";
	}

	@Override
	public Object report() {
		return health().getDetails();
	}

	private @Nullable Instant connectedSince() {
		EngineSession session = this.watcher.session();
		return (session != null) ? session.since() : null;
	}

}
