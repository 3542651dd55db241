package io.moorage.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells at start what is wrong with the engine's settings, instead of a stack trace.
 */
class EngineSettingsFailureAnalyzer extends AbstractFailureAnalyzer<EngineSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EngineSettingsException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct moorage.engine.host and moorage.engine.tls.*, or DOCKER_HOST, DOCKER_TLS_VERIFY, "
						+ "DOCKER_CERT_PATH and the Docker context in use, which count where those are not set.",
				cause);
	}

}
