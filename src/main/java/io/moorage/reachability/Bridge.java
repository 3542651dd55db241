package io.moorage.reachability;

import java.util.Locale;
import java.util.Set;

import io.moorage.topology.IpamPool;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a network's driver and options say about who may talk to whom.
 */
final class Bridge {

	private static final String PREFIX = "com.docker.network.bridge.";

	// What Go's strconv.ParseBool takes for no.
	private static final Set<String> NO = Set.of("0", "f", "false");

	private static final Set<String> YES = Set.of("1", "t", "true");

	private Bridge() {
	}

	static boolean is(Network network) {
		return network.driver().equals("bridge");
	}

	static boolean isIccOff(Network network) {
		return is(network) && NO.contains(option(network, PREFIX + "enable_icc"));
	}

	static boolean isRouted(Network network, boolean ipv6) {
		return mode(network, ipv6).equals("routed");
	}

	static boolean isPrivate(Network network) {
		return Set.of("private", "vepa").contains(option(network, "macvlan_mode"))
				|| Set.of("private", "vepa").contains(option(network, "ipvlan_flag"));
	}

	/**
	 * Tells whether an address is on the same link as an endpoint of its network. The
	 * engine itself joins the subnets of a bridge, and nobody those of a macvlan.
	 * @param endpoint the endpoint, which has an address of the same family
	 */
	static boolean isOneLink(Network network, Namespace.@Nullable Member endpoint, IpAddress address) {
		boolean layer2 = network.driver().equals("macvlan")
				|| (network.driver().equals("ipvlan") && !option(network, "ipvlan_mode").startsWith("l3"));
		IpAddress own = (endpoint != null) ? endpoint.address(address.isIpv6()) : null;
		return !layer2 || own == null
				|| network.ipam()
					.pools()
					.stream()
					.noneMatch((pool) -> pool.subnet().contains(address) && !pool.subnet().contains(own));
	}

	static boolean hasHostAddress(Network network, boolean ipv6) {
		boolean inhibited = !ipv6 && YES.contains(option(network, PREFIX + "inhibit_ipv4"));
		return !inhibited && !mode(network, ipv6).equals("isolated");
	}

	static @Nullable IpAddress gateway(Network network, boolean ipv6) {
		return network.ipam()
			.pools()
			.stream()
			.filter((pool) -> pool.subnet().isIpv6() == ipv6 && pool.gateway() != null)
			.findFirst()
			.map(IpamPool::gateway)
			.orElse(null);
	}

	private static String mode(Network network, boolean ipv6) {
		return option(network, PREFIX + "gateway_mode_ipv" + (ipv6 ? "6" : "4"));
	}

	private static String option(Network network, String key) {
		return network.options().getOrDefault(key, "").toLowerCase(Locale.ROOT);
	}

}
