package io.moorage.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is a request to the engine. Paths are made of fixed words and full ids only; whatever a
 * caller wrote goes into a query, encoded, or into the body.
 *
 * @param operation what it does, {@code network-create} for example: one of few words,
 * for metrics
 * @param method the HTTP method
 * @param path the path with its version and query
 * @param body what is sent as JSON, or null
 * @param grace how much longer than usual the engine may take
 */
record EngineRequest(String operation, String method, String path, @Nullable Object body, Duration grace) {

	static EngineRequest get(String operation, String path) {
		return new EngineRequest(operation, "GET", path, null, Duration.ZERO);
	}

	static EngineRequest post(String operation, String path, @Nullable Object body) {
		return new EngineRequest(operation, "POST", path, body, Duration.ZERO);
	}

	static EngineRequest delete(String operation, String path) {
		return new EngineRequest(operation, "DELETE", path, null, Duration.ZERO);
	}

	EngineRequest query(String name, String value) {
		char separator = (this.path.indexOf('?') < 0) ? '?' : '&';
		return new EngineRequest(this.operation, this.method,
				this.path + separator + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8), this.body,
				this.grace);
	}

	EngineRequest grace(Duration grace) {
		return new EngineRequest(this.operation, this.method, this.path, this.body, grace);
	}

	EngineRequest under(ApiVersion version) {
		return new EngineRequest(this.operation, this.method, "/v" + version + this.path, this.body, this.grace);
	}

}
