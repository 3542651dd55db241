package io.moorage.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what the engine is asked for to make a helper, in its own words.
 *
 * <p>
 * Source: Docker Engine API 1.41 to 1.55.
 */
final class HelperBody {

	private static final long MEMORY = 32L * 1024 * 1024;

	private static final int MAX_PROCESSES = 16;

	private static final String ROOT = "0:0";

	private static final String NOBODY = "65534:65534";

	private HelperBody() {
	}

	static Map<String, Object> of(HelperSpec spec) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("Image", spec.image());
		body.put("Entrypoint", spec.command());
		body.put("Cmd", List.of());
		body.put("User", spec.capabilities().isEmpty() ? NOBODY : ROOT);
		body.put("Labels", spec.labels());
		body.put("Healthcheck", Map.of("Test", List.of("NONE")));
		body.put("HostConfig", host(spec));
		return body;
	}

	private static Map<String, Object> host(HelperSpec spec) {
		String joined = "container:" + spec.container();
		Map<String, Object> host = new LinkedHashMap<>();
		host.put("NetworkMode", joined);
		host.put("PidMode", spec.processes() ? joined : "");
		host.put("CapDrop", List.of("ALL"));
		host.put("CapAdd", spec.capabilities());
		host.put("SecurityOpt", List.of("no-new-privileges"));
		host.put("ReadonlyRootfs", true);
		host.put("Memory", MEMORY);
		host.put("MemorySwap", MEMORY);
		host.put("PidsLimit", MAX_PROCESSES);
		host.put("RestartPolicy", Map.of("Name", "no"));
		// Its output is read back, which the engine's default driver may not allow.
		host.put("LogConfig", Map.of("Type", "json-file", "Config", Map.of("max-size", "1m", "max-file", "1")));
		return host;
	}

}
