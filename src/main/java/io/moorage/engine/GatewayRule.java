package io.moorage.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which gateway the engine takes when none was asked for. It does not tell of it in
 * a network whose subnet was asked for (tried on 26.1 and 28.5; of 29 by moby's notes).
 *
 * @param driver the network's driver
 * @param internal whether it has no way out
 * @param options its driver's options
 * @param version the version of the engine's API
 */
public record GatewayRule(String driver, boolean internal, Map<String, ? extends @Nullable String> options,
		ApiVersion version) {

	// Engines 28 and 29.
	private static final ApiVersion ONLY_WHERE_USED = new ApiVersion(1, 48);

	private static final ApiVersion NONE_FOR_MACVLAN = new ApiVersion(1, 52);

	// What Go's strconv.ParseBool takes for yes.
	private static final Set<String> YES = Set.of("1", "t", "true");

	private static final String BRIDGE = "com.docker.network.bridge.";

	/**
	 * Tells whether the engine takes a gateway where none is asked for.
	 * @param ipv6 for which family
	 * @return whether it does
	 */
	public boolean isAssumed(boolean ipv6) {
		boolean old = !this.version.isAtLeast(ONLY_WHERE_USED);
		return switch (this.driver) {
			case "overlay" -> true;
			case "bridge" -> old || !isWithoutHost(ipv6);
			case "macvlan" -> old || isOutside();
			case "ipvlan" -> old || (isOutside() && !option("ipvlan_mode").startsWith("l3"));
			default -> false;
		};
	}

	// The host has no address there, and nobody a way out for which one were needed.
	private boolean isWithoutHost(boolean ipv6) {
		return option(BRIDGE + "gateway_mode_ipv" + (ipv6 ? "6" : "4")).equals("isolated")
				|| (!ipv6 && this.internal && YES.contains(option(BRIDGE + "inhibit_ipv4")));
	}

	private boolean isOutside() {
		return !this.internal && !this.version.isAtLeast(NONE_FOR_MACVLAN);
	}

	private String option(String key) {
		return Objects.requireNonNullElse(this.options.get(key), "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the first address that the engine gives: of the ip range if there is one,
	 * but never the subnet's own first address, which means the network itself; of two
	 * IPv4 addresses or one it gives all (RFC 3021), of IPv6 never the first (26.1,
	 * 28.5).
	 * @param subnet the subnet
	 * @param range the part of it that the engine gives from, or null for all
	 * @return the address
	 */
	public static IpAddress first(Subnet subnet, @Nullable Subnet range) {
		IpAddress first = ((range != null) ? range : subnet).network();
		boolean usable = !first.equals(subnet.network()) || subnet.isPointToPoint();
		return usable ? first : first.plus(1);
	}

}
