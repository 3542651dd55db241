package io.moorage.network;

import java.util.Map;
import java.util.Set;

import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;

/**
 * Knows which driver options are too new for some engines. Those take them without a word
 * and do nothing, so a caller would rely on what is not there.
 *
 * <p>
 * Source: the release notes of Docker Engine 27 and 28.
 */
final class DriverOptionAges {

	private static final String GATEWAY_MODE = "com.docker.network.bridge.gateway_mode_ipv";

	private static final Set<String> NEWER_GATEWAY_MODES = Set.of("nat-unprotected", "isolated");

	private static final Map<String, EngineFeature> KEYS = Map.of(GATEWAY_MODE + "4", EngineFeature.GATEWAY_MODE,
			GATEWAY_MODE + "6", EngineFeature.GATEWAY_MODE, "com.docker.network.bridge.trusted_host_interfaces",
			EngineFeature.TRUSTED_HOST_INTERFACES, "com.docker.network.endpoint.sysctls",
			EngineFeature.ENDPOINT_SYSCTLS, "com.docker.network.endpoint.ifname",
			EngineFeature.ENDPOINT_INTERFACE_NAME);

	private DriverOptionAges() {
	}

	/**
	 * Checks options against an engine's age.
	 * @param options the driver options of a network or an endpoint
	 * @param version the version of the engine's API
	 * @param pointer where the options stand in the body, a JSON pointer
	 * @throws io.moorage.fault.MoorageException {@code not-supported-by-engine}
	 */
	static void check(Map<String, String> options, ApiVersion version, String pointer) {
		options.forEach((key, value) -> {
			EngineFeature feature = KEYS.get(key);
			if (feature != null) {
				boolean newer = feature == EngineFeature.GATEWAY_MODE && NEWER_GATEWAY_MODES.contains(value);
				(newer ? EngineFeature.MORE_GATEWAY_MODES : feature).require(version, pointer + "/" + key);
			}
		});
	}

}
