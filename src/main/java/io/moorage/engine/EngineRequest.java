package io.moorage.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Is a request to the engine. Paths are made of fixed words and full ids only, and of the
 * image's name that the settings give for helpers; whatever a caller wrote goes into a
 * query, encoded, or into the body.
 *
 * @param operation what it does
 * @param path the path with its version and query
 * @param body what is sent as JSON, or null
 * @param grace how much longer than usual the engine may take
 */
record EngineRequest(EngineOperation operation, String path, @Nullable Object body, Duration grace) {

	static EngineRequest of(EngineOperation operation) {
		return of(operation, "");
	}

	static EngineRequest of(EngineOperation operation, NetworkId network) {
		return of(operation, network.value());
	}

	static EngineRequest of(EngineOperation operation, ContainerId container) {
		return of(operation, container.value());
	}

	/**
	 * Asks about an image.
	 * @param image its name, from the settings and of {@link ImageName#FORM}
	 */
	static EngineRequest ofImage(EngineOperation operation, String image) {
		return of(operation, URLEncoder.encode(image, StandardCharsets.UTF_8).replace("%2F", "/"));
	}

	private static EngineRequest of(EngineOperation operation, String id) {
		return new EngineRequest(operation, operation.path(id), null, Duration.ZERO);
	}

	EngineRequest body(Object body) {
		return new EngineRequest(this.operation, this.path, body, this.grace);
	}

	EngineRequest query(String name, String value) {
		char separator = (this.path.indexOf('?') < 0) ? '?' : '&';
		return new EngineRequest(this.operation,
				this.path + separator + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8), this.body,
				this.grace);
	}

	EngineRequest grace(Duration grace) {
		return new EngineRequest(this.operation, this.path, this.body, grace);
	}

	EngineRequest under(ApiVersion version) {
		return new EngineRequest(this.operation, "/v" + version + this.path, this.body, this.grace);
	}

}
