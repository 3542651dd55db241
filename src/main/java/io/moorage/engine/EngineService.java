package io.moorage.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Service;

/**
 * Tells of the engine.
 */
@Service
@RequiredArgsConstructor
class EngineService {

	private final EngineGateway gateway;

	private final List<EngineReport> reports;

	EngineResponse inspect() {
		Map<String, Object> more = new TreeMap<>();
		this.reports.forEach((each) -> more.put(each.name(), each.report()));
		return new EngineResponse(this.gateway.info().forbidding(this.gateway.guarded()), more);
	}

}
