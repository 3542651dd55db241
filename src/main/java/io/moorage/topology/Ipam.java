package io.moorage.topology;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Is a network's address management.
 *
 * @param driver who hands addresses out, mostly {@code default}
 * @param options the IPAM driver's own options
 * @param pools the subnets, IPv4 first
 */
public record Ipam(String driver, Map<String, String> options, List<IpamPool> pools) {

	/**
	 * Copies what is given.
	 */
	public Ipam {
		options = Collections.unmodifiableMap(new TreeMap<>(options));
		pools = List.copyOf(pools);
	}

}
