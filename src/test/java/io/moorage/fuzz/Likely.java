package io.moorage.fuzz;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.moorage.harness.Engine;
import tools.jackson.databind.JsonNode;

/**
 * Guesses values that a call may well accept, so that requests get past the first check:
 * by the name of the field or parameter. Much of it is what is there.
 *
 * @param odd decides
 * @param scene what is there
 */
record Likely(Oddities odd, Scene scene) {

	private static final Map<String, List<String>> TEXTS = Map.ofEntries(
			Map.entry("driver", List.of("bridge", "bridge", "bridge", "macvlan", "ipvlan", "overlay", "host", "null")),
			Map.entry("timeout", List.of("100ms", "1s")), Map.entry("until", List.of("1s", "24h")),
			Map.entry("pull", List.of("never", "missing")), Map.entry("protocol", List.of("tcp", "udp")),
			Map.entry("hostIp", List.of("127.0.0.1", "0.0.0.0", "::")), Map.entry("sort", List.of("name", "-created")),
			Map.entry("override", List.of("managed", "protected", "system")), Map.entry("engine", List.of("default")),
			Map.entry("format", List.of("json", "svg", "dot", "mermaid")),
			Map.entry("type", List.of("network.created", "engine.lost")), Map.entry("owner", List.of("o1", "o2")),
			Map.entry("macAddress", List.of("02:42:ac:11:00:02", "02-42-ac-11-00-03", "03:00:00:00:00:01")),
			Map.entry("code", List.of("network-in-use", "not-found")), Map.entry("reason", List.of("because")),
			Map.entry("labels", List.of("team=a", "team", "!team")), Map.entry("label", List.of("team=a", "!team")),
			Map.entry("command", List.of("sh", "-c", "true")), Map.entry("driver_opts", List.of("1500")),
			Map.entry("aliases", List.of("one", "two", "x_y")), Map.entry("enable_ipv6", List.of("true")));

	private static final List<String> KEYS = List.of("team", "com.docker.network.bridge.name", "parent", "macvlan_mode",
			"com.docker.network.driver.mtu", "com.docker.compose.project", "a b", "",
			"com.docker.network.bridge.host_binding_ipv4");

	String text(String name, JsonNode schema) {
		if (this.odd.happens(0.05)) {
			return this.odd.text();
		}
		String field = name.toLowerCase(Locale.ROOT);
		if (schema.path("default").asString("").equals("default")) {
			// The engine looks for others for 15 s.
			return "default";
		}
		if (TEXTS.containsKey(name)) {
			return this.odd.one(TEXTS.get(name));
		}
		if (name.equals("image")) {
			return this.odd.happens(0.8) ? Engine.IMAGE
					: this.odd.one(List.of("busybox", "no/such:1", "A", "x@sha256:0"));
		}
		if (field.equals("container") || name.equals("from") || name.equals("to")) {
			return this.odd.one(this.scene.containers());
		}
		if (field.startsWith("network") || name.equals("configFrom")) {
			return this.odd.one(this.scene.networks());
		}
		if (name.equals("operation")) {
			return this.odd.one(this.scene.operations());
		}
		if (name.equals("name")) {
			return this.odd.happens(0.3) ? this.odd.one(this.scene.networks())
					: "made-" + this.odd.random().nextInt(60);
		}
		String address = address(field);
		return (address != null) ? address : schema.path("example").asString("x" + this.odd.random().nextInt(9));
	}

	private String address(String field) {
		int third = this.odd.random().nextInt(5);
		if (field.contains("linklocal")) {
			return this.odd.one(List.of("169.254.7.1", "169.254.7.2", "fe80::7", "10.0.0.1"));
		}
		if (field.contains("ipv6") || this.odd.happens(0.1)) {
			return (field.contains("subnet") || field.contains("range")) ? "fd77:" + third + "::/64"
					: "fd77:" + third + "::" + this.odd.random().nextInt(1, 9);
		}
		return switch (field) {
			case "subnet", "iprange", "ip_range", "within" ->
				"10.77." + third + this.odd.one(List.of(".0/24", ".0/28", ".128/25"));
			case "ipv4address", "gateway", "address" -> "10.77." + third + "." + this.odd.random().nextInt(256);
			default -> null;
		};
	}

	long number(String name) {
		return switch (name) {
			case "containerPort" -> this.odd.one(List.of(80L, 443L, 0L));
			case "hostPort" -> this.odd.random().nextLong(20_000, 20_010);
			case "prefixLength" -> this.odd.random().nextLong(20, 66);
			case "count" -> this.odd.random().nextLong(0, 3);
			default -> this.odd.random().nextLong(-1, 90);
		};
	}

	int count(String name) {
		return name.equals("networks") ? this.odd.random().nextInt(1, 3) : this.odd.random().nextInt(4);
	}

	String key(int index) {
		return this.odd.happens(0.2) ? this.odd.text()
				: KEYS.get(this.odd.random().nextInt(KEYS.size())) + "x".repeat(index);
	}

	/** A container that goes by itself would look like a refused call that removed it. */
	boolean allows(String field) {
		return !field.equals("autoRemove");
	}

}
