package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Knows the driver options whose values the engine refuses late, with a 500, or not at
 * all.
 *
 * <p>
 * Source: Docker Engine 20.10 to 29, drivers bridge, macvlan and ipvlan.
 */
final class DriverOptionRules {

	private static final int MAX_INTERFACE_NAME = 15;

	private static final Set<String> BOOLEANS = Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE",
			"false", "False");

	private static final List<String> BOOLEAN_OPTIONS = List.of("com.docker.network.bridge.enable_icc",
			"com.docker.network.bridge.enable_ip_masquerade", "com.docker.network.bridge.inhibit_ipv4",
			"com.docker.network.bridge.default_bridge");

	private static final Map<String, Map<String, List<String>>> WORDS = Map.of("macvlan",
			Map.of("macvlan_mode", List.of("bridge", "vepa", "passthru", "private")), "ipvlan",
			Map.of("ipvlan_mode", List.of("l2", "l3", "l3s"), "ipvlan_flag", List.of("bridge", "private", "vepa")));

	private DriverOptionRules() {
	}

	static void check(String driver, Map<String, @Nullable String> options, Violations violations) {
		WORDS.getOrDefault(driver, Map.of()).forEach((key, words) -> {
			String value = options.get(key);
			if (value != null && !words.contains(value)) {
				violations.addKey("options", key, "must be one of " + String.join(", ", words) + ".");
			}
		});
		if (WORDS.containsKey(driver) && "lo".equals(options.get("parent"))) {
			violations.addKey("options", "parent", "must not be lo: name a network interface of the host.");
		}
		for (String family : List.of("ipv4", "ipv6")) {
			String key = "com.docker.network.enable_" + family;
			if (options.containsKey(key)) {
				violations.addKey("options", key, "would be ignored: use the field " + family + " instead.");
			}
		}
		if (driver.equals("bridge")) {
			checkBridge(options, violations);
		}
		String mtu = options.get("com.docker.network.driver.mtu");
		if (mtu != null && !mtu.matches("\\d{1,6}")) {
			violations.addKey("options", "com.docker.network.driver.mtu", "must be a whole number like 1500.");
		}
	}

	private static boolean isIpv4(String text) {
		try {
			return IpAddress.parse(text).bits() == Integer.SIZE;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static void checkBridge(Map<String, @Nullable String> options, Violations violations) {
		for (String key : BOOLEAN_OPTIONS) {
			String value = options.get(key);
			if (value != null && !BOOLEANS.contains(value)) {
				violations.addKey("options", key, "must be true or false.");
			}
		}
		if (Set.of("1", "t", "T", "TRUE", "true", "True")
			.contains(String.valueOf(options.get("com.docker.network.bridge.default_bridge")))) {
			violations.addKey("options", "com.docker.network.bridge.default_bridge",
					"is for the engine's own network bridge, whose interface the new network would take over. Leave it out.");
		}
		String binding = options.get("com.docker.network.bridge.host_binding_ipv4");
		if (binding != null && !isIpv4(binding)) {
			violations.addKey("options", "com.docker.network.bridge.host_binding_ipv4",
					"must be an IPv4 address of the host like 127.0.0.1.");
		}
		String name = options.get("com.docker.network.bridge.name");
		if (name != null && !isInterfaceName(name)) {
			violations.addKey("options", "com.docker.network.bridge.name",
					"must be an interface name: 1 to 15 characters without blanks, slashes and colons.");
		}
		// A number follows it.
		String prefix = options.get("com.docker.network.container_iface_prefix");
		if (prefix != null && !prefix.isEmpty() && !isInterfaceName(prefix + "0")) {
			violations.addKey("options", "com.docker.network.container_iface_prefix",
					"must begin an interface name: at most 14 characters without blanks, slashes and colons.");
		}
	}

	private static boolean isInterfaceName(String name) {
		return name.length() <= MAX_INTERFACE_NAME && name.matches("[^\\s/:]+") && !name.matches("\\.\\.?");
	}

}
