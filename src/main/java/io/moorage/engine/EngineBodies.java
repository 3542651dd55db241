package io.moorage.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.moorage.topology.ContainerId;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.PortMapping;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the engine is asked for, in its own words.
 *
 * <p>
 * Source: Docker Engine API 1.41 to 1.55.
 */
final class EngineBodies {

	private static final List<String> MODES_WITHOUT_SETTINGS = List.of("host", "none");

	private EngineBodies() {
	}

	static Map<String, Object> network(NetworkSpec spec) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("Name", spec.name());
		// Engines up to 24 make a second network of the same name unless told so.
		body.put("CheckDuplicate", true);
		body.put("Driver", spec.driver());
		put(body, "Scope", (spec.scope() != null) ? spec.scope().toString() : null);
		body.put("Internal", spec.internal());
		body.put("Attachable", spec.attachable());
		body.put("Ingress", spec.ingress());
		body.put("ConfigOnly", spec.configOnly());
		String configFrom = spec.configFrom();
		if (configFrom != null) {
			body.put("ConfigFrom", Map.of("Network", configFrom));
		}
		if (!spec.ipv4()) {
			body.put("EnableIPv4", false);
		}
		body.put("EnableIPv6", spec.ipv6());
		body.put("IPAM", Map.of("Driver", spec.ipam().driver(), "Options", spec.ipam().options(), "Config",
				spec.ipam().pools().stream().map(EngineBodies::pool).toList()));
		body.put("Options", spec.options());
		body.put("Labels", spec.labels());
		return body;
	}

	private static Map<String, Object> pool(IpamPool pool) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("Subnet", pool.subnet().toString());
		put(body, "IPRange", text(pool.ipRange()));
		put(body, "Gateway", text(pool.gateway()));
		Map<String, String> reserved = new LinkedHashMap<>();
		pool.reserved().forEach((name, address) -> reserved.put(name, address.toString()));
		body.put("AuxiliaryAddresses", reserved);
		return body;
	}

	static Map<String, Object> connect(ContainerId container, EndpointSpec spec) {
		return Map.of("Container", container.value(), "EndpointConfig", endpoint(spec));
	}

	static Map<String, Object> disconnect(String container, boolean force) {
		return Map.of("Container", container, "Force", force);
	}

	private static Map<String, Object> endpoint(EndpointSpec spec) {
		Map<String, Object> ipam = new LinkedHashMap<>();
		put(ipam, "IPv4Address", text(spec.ipv4Address()));
		put(ipam, "IPv6Address", text(spec.ipv6Address()));
		if (!spec.linkLocalAddresses().isEmpty()) {
			ipam.put("LinkLocalIPs", spec.linkLocalAddresses().stream().map(IpAddress::toString).toList());
		}
		Map<String, Object> body = new LinkedHashMap<>();
		if (!ipam.isEmpty()) {
			body.put("IPAMConfig", ipam);
		}
		if (!spec.aliases().isEmpty()) {
			body.put("Aliases", spec.aliases());
		}
		if (!spec.links().isEmpty()) {
			body.put("Links", spec.links());
		}
		if (!spec.driverOptions().isEmpty()) {
			body.put("DriverOpts", spec.driverOptions());
		}
		put(body, "MacAddress", spec.macAddress());
		put(body, "GwPriority", spec.gatewayPriority());
		return body;
	}

	static Map<String, Object> container(ContainerSpec spec, ApiVersion version) {
		Map<String, Object> host = new LinkedHashMap<>();
		String mode = spec.networks().getFirst().network();
		host.put("NetworkMode", mode);
		host.put("AutoRemove", spec.autoRemove());
		host.put("PortBindings", bindings(spec.ports()));
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("Image", spec.image());
		if (!spec.command().isEmpty()) {
			body.put("Cmd", spec.command());
		}
		body.put("Env",
				spec.environment().entrySet().stream().map((each) -> each.getKey() + "=" + each.getValue()).toList());
		body.put("Labels", spec.labels());
		body.put("Tty", spec.tty());
		body.put("OpenStdin", spec.tty());
		Map<String, Object> exposed = new LinkedHashMap<>();
		spec.ports().forEach((port) -> exposed.put(key(port), Map.of()));
		body.put("ExposedPorts", exposed);
		body.put("HostConfig", host);
		if (!MODES_WITHOUT_SETTINGS.contains(mode)) {
			body.put("NetworkingConfig", Map.of("EndpointsConfig", endpoints(spec, version)));
		}
		return body;
	}

	private static Map<String, Object> endpoints(ContainerSpec spec, ApiVersion version) {
		Map<String, Object> endpoints = new LinkedHashMap<>();
		long count = EngineFeature.ENDPOINTS_AT_CREATE.isIn(version) ? Long.MAX_VALUE : 1;
		spec.networks()
			.stream()
			.limit(count)
			.forEach((attachment) -> endpoints.put(attachment.network(), endpoint(attachment.endpoint())));
		return endpoints;
	}

	private static Map<String, List<Map<String, String>>> bindings(List<PortMapping> ports) {
		Map<String, List<Map<String, String>>> bindings = new LinkedHashMap<>();
		for (PortMapping port : ports) {
			Map<String, String> binding = new HashMap<>();
			binding.put("HostIp", (port.hostIp() != null) ? port.hostIp().toString() : "");
			binding.put("HostPort", (port.hostPort() != null) ? port.hostPort().toString() : "");
			bindings.computeIfAbsent(key(port), (key) -> new java.util.ArrayList<>()).add(binding);
		}
		return bindings;
	}

	private static String key(PortMapping port) {
		return port.containerPort() + "/" + port.protocol();
	}

	private static @Nullable String text(@Nullable Object value) {
		return (value != null) ? value.toString() : null;
	}

	private static void put(Map<String, Object> body, String name, @Nullable Object value) {
		if (value != null) {
			body.put(name, value);
		}
	}

}
