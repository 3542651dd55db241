package io.moorage.finding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.moorage.engine.EndpointSpec;
import io.moorage.engine.NetworkSpec;
import io.moorage.network.OwnLabels;
import io.moorage.topology.Container;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import org.jspecify.annotations.Nullable;

/**
 * Shows networks and endpoints as the bodies of requests that make such.
 */
final class Bodies {

	private Bodies() {
	}

	/**
	 * Shows what makes a network, but for the labels that this service writes itself.
	 */
	static Map<String, Object> network(NetworkSpec spec) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("name", spec.name());
		if (spec.scope() != null) {
			body.put("scope", spec.scope().toString());
		}
		if (spec.ingress()) {
			body.put("ingress", true);
		}
		body.putAll(settings(spec));
		body.put("options", spec.options());
		body.put("labels", OwnLabels.without(spec.labels()));
		if (spec.configFrom() != null) {
			body.keySet().removeAll(Set.of("ipv6", "ipam", "options", "labels"));
			body.put("configFrom", spec.configFrom());
		}
		if (spec.configOnly()) {
			body.keySet().removeAll(Set.of("driver", "scope"));
			body.put("configOnly", true);
		}
		return body;
	}

	/**
	 * Shows the settings of a network that are single values, and its pools.
	 */
	static Map<String, Object> settings(NetworkSpec spec) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("driver", spec.driver());
		body.put("ipv4", spec.ipv4());
		body.put("ipv6", spec.ipv6());
		body.put("internal", spec.internal());
		body.put("attachable", spec.attachable());
		body.put("ipam", Map.of("driver", spec.ipam().driver(), "options", spec.ipam().options(), "pools",
				spec.ipam().pools().stream().map(Bodies::pool).toList()));
		return body;
	}

	/**
	 * Shows a pool with all that somebody gave it, as a list of pools in a merge patch
	 * takes it.
	 */
	static Map<String, Object> pool(IpamPool pool) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("subnet", pool.subnet().toString());
		if (pool.gateway() != null && pool.gatewayAssumed() == null) {
			shown.put("gateway", pool.gateway().toString());
		}
		if (pool.ipRange() != null) {
			shown.put("ipRange", pool.ipRange().toString());
		}
		if (!pool.reserved().isEmpty()) {
			Map<String, String> reserved = new LinkedHashMap<>();
			pool.reserved().forEach((name, address) -> reserved.put(name, address.toString()));
			shown.put("reserved", reserved);
		}
		return shown;
	}

	/**
	 * Shows what connects a container, but for legacy links, which no request takes, and
	 * for the MAC address, which the engine mostly made up for an address of then.
	 */
	static Map<String, Object> endpoint(Container container, EndpointSpec spec) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("container", container.id().value());
		putIfAny(body, "ipv4Address", (spec.ipv4Address() != null) ? spec.ipv4Address().toString() : null);
		putIfAny(body, "ipv6Address", (spec.ipv6Address() != null) ? spec.ipv6Address().toString() : null);
		putIfAny(body, "linkLocalAddresses", spec.linkLocalAddresses().stream().map(IpAddress::toString).toList());
		putIfAny(body, "aliases", spec.aliases());
		putIfAny(body, "gatewayPriority", spec.gatewayPriority());
		putIfAny(body, "driverOptions", spec.driverOptions());
		return body;
	}

	private static void putIfAny(Map<String, Object> body, String field, @Nullable Object value) {
		if (value != null && !value.equals(List.of()) && !value.equals(Map.of())) {
			body.put(field, value);
		}
	}

}
