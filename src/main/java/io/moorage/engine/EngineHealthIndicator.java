package io.moorage.engine;

import java.time.Duration;

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
			EngineInfo info = this.gateway.info();
			return Health.up()
				.withDetail("version", info.version())
				.withDetail("apiVersion", info.apiVersion())
				.withDetail("latencyMs", latency.toNanos() / 1_000_000.0)
				.build();
		}
		catch (MoorageException ex) {
			return Health.down().withDetail("code", ex.code().toString()).withDetail("reason", ex.detail()).build();
		}
	}

}
