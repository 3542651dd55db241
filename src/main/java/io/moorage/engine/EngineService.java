package io.moorage.engine;

import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Service;

/**
 * Tells of the engine.
 */
@Service
@RequiredArgsConstructor
class EngineService {

	private final EngineGateway gateway;

	EngineInfo inspect() {
		return this.gateway.info();
	}

}
