package io.moorage.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

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
		EngineInfo info = info();
		if (info == null) {
			more.put("name", EngineInfo.DEFAULT_NAME);
			more.put("apiVersion", this.gateway.apiVersion().toString());
		}
		return new EngineResponse(info, this.gateway.forbids(), more);
	}

	// What it is open for is asked for all the more where it does not tell what it is.
	private @Nullable EngineInfo info() {
		try {
			return this.gateway.info();
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ENGINE_FORBIDS) {
				return null;
			}
			throw ex;
		}
	}

}
