package io.moorage.snapshot;

import io.moorage.engine.EngineGateway;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Asks the engine at every read.
 */
@Component
@RequiredArgsConstructor
class FreshSnapshot implements Snapshot {

	private final EngineGateway gateway;

	@Override
	public Topology read() {
		return this.gateway.look();
	}

}
