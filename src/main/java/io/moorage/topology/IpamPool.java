package io.moorage.topology;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Is a subnet of a network with what is set aside in it.
 *
 * @param subnet the block
 * @param gateway the gateway's address, or null when there is none
 * @param gatewayAssumed true when the engine takes the gateway and does not tell so, else
 * null
 * @param ipRange the part that the engine gives addresses from, or null for all of it
 * @param reserved addresses that the engine gives to nobody, by name
 */
public record IpamPool(Subnet subnet, @Nullable IpAddress gateway, @Nullable Boolean gatewayAssumed,
		@Nullable Subnet ipRange, Map<String, IpAddress> reserved) {

	/**
	 * Copies what is given.
	 */
	public IpamPool {
		reserved = Collections.unmodifiableMap(new TreeMap<>(reserved));
	}

	/**
	 * Returns the same, with a gateway that was assumed as if it had been given.
	 */
	public IpamPool withoutAssumption() {
		return new IpamPool(this.subnet, this.gateway, null, this.ipRange, this.reserved);
	}

}
