package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Shows networks as the {@code networks:} section of a Compose file. The engine's own
 * networks are external there, since no file can declare them.
 *
 * <p>
 * Source: the Compose Specification, networks.
 */
final class ComposeNetworks {

	private ComposeNetworks() {
	}

	static String show(List<NetworkResponse> networks) {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setSplitLines(false);
		// Else a name with a control character would be binary, which Compose reads as
		// none.
		options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
		Map<String, Object> section = new LinkedHashMap<>();
		// On old engines two networks may have one name.
		networks.forEach((network) -> section
			.put(section.containsKey(network.name()) ? network.id().value() : network.name(), declaration(network)));
		return new Yaml(options).dump(Map.of("networks", section));
	}

	private static Map<String, Object> declaration(NetworkResponse network) {
		Map<String, Object> declaration = new LinkedHashMap<>();
		declaration.put("name", network.name());
		if (network.usage().verdict() == Usage.Verdict.SYSTEM) {
			declaration.put("external", true);
			return declaration;
		}
		declaration.put("driver", network.driver());
		putIf(!network.options().isEmpty(), declaration, "driver_opts", network.options());
		putIf(!network.ipv4(), declaration, "enable_ipv4", false);
		putIf(network.ipv6(), declaration, "enable_ipv6", true);
		putIf(network.internal(), declaration, "internal", true);
		putIf(network.attachable(), declaration, "attachable", true);
		Map<String, Object> ipam = ipam(network);
		putIf(!ipam.isEmpty(), declaration, "ipam", ipam);
		Map<String, String> labels = OwnLabels.without(network.labels());
		putIf(!labels.isEmpty(), declaration, "labels", labels);
		return declaration;
	}

	private static Map<String, Object> ipam(NetworkResponse network) {
		Map<String, Object> ipam = new LinkedHashMap<>();
		putIf(!network.ipam().driver().equals("default"), ipam, "driver", network.ipam().driver());
		putIf(!network.ipam().options().isEmpty(), ipam, "options", network.ipam().options());
		List<Map<String, Object>> pools = network.ipam().pools().stream().map(ComposeNetworks::pool).toList();
		putIf(!pools.isEmpty(), ipam, "config", pools);
		return ipam;
	}

	private static Map<String, Object> pool(IpamPool pool) {
		Map<String, Object> config = new LinkedHashMap<>();
		config.put("subnet", pool.subnet().toString());
		putIf(pool.ipRange() != null, config, "ip_range", String.valueOf(pool.ipRange()));
		putIf(pool.gateway() != null && pool.gatewayAssumed() == null, config, "gateway",
				String.valueOf(pool.gateway()));
		Map<String, String> reserved = new LinkedHashMap<>();
		pool.reserved().forEach((String name, IpAddress address) -> reserved.put(name, address.toString()));
		putIf(!reserved.isEmpty(), config, "aux_addresses", reserved);
		return config;
	}

	private static void putIf(boolean given, Map<String, Object> map, String key, @Nullable Object value) {
		if (given && value != null) {
			map.put(key, (value instanceof Map<?, ?> some) ? new LinkedHashMap<>(some) : value);
		}
	}

}
