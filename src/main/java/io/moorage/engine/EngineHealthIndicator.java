package io.moorage.engine;

import java.time.Duration;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells whether the engine answers, how fast, and if not, why.
 */
@Component
@RequiredArgsConstructor
class EngineHealthIndicator implements HealthIndicator {

	private final EngineGateway gateway;

	private final EngineProperties properties;

	@Override
	public Health health() {
		try {
			Duration latency = this.gateway.ping(this.properties.connectTimeout());
			Health.Builder up = Health.up()
				.withDetail("apiVersion", this.gateway.apiVersion().toString())
				.withDetail("latencyMs", latency.toNanos() / 1_000_000.0);
			return withVersion(up).build();
		}
		catch (MoorageException ex) {
			return Health.down().withDetail("code", ex.code().toString()).withDetail("reason", ex.detail()).build();
		}
	}

	// An engine that is not open for this is none the worse.
	private Health.Builder withVersion(Health.Builder up) {
		try {
			return up.withDetail("version", this.gateway.info().version());
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_FORBIDS) {
				return up;
			}
			throw ex;
		}
	}

}
