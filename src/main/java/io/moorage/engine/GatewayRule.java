package io.moorage.engine;

import java.util.Set;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which gateway the engine takes when none was asked for. It does not tell of it in
 * a network whose subnet was asked for (tried on 26.1).
 */
public final class GatewayRule {

	private static final ApiVersion NO_GATEWAY_FOR_MACVLAN = new ApiVersion(1, 48);

	private static final Set<String> ALWAYS = Set.of("bridge", "overlay");

	private static final Set<String> ON_OLD_ENGINES = Set.of("macvlan", "ipvlan");

	private GatewayRule() {
	}

	/**
	 * Tells whether an engine takes a gateway where none is asked for.
	 * @param driver the network's driver
	 * @param version the version of the engine's API
	 * @return whether it does
	 */
	public static boolean isAssumed(String driver, ApiVersion version) {
		return ALWAYS.contains(driver)
				|| (ON_OLD_ENGINES.contains(driver) && !version.isAtLeast(NO_GATEWAY_FOR_MACVLAN));
	}

	/**
	 * Returns the first address that the engine gives: of the ip range if there is one,
	 * but never the subnet's own first address, which means the network itself.
	 * @param subnet the subnet
	 * @param range the part of it that the engine gives from, or null for all
	 * @return the address
	 */
	public static IpAddress first(Subnet subnet, @Nullable Subnet range) {
		IpAddress first = ((range != null) ? range : subnet).network();
		boolean usable = !first.equals(subnet.network()) || subnet.prefixLength() >= subnet.network().bits() - 1;
		return usable ? first : first.plus(1);
	}

}
