package io.moorage.topology;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Holds the addresses that somebody asked for on an endpoint; all else is given anew at
 * each start.
 *
 * @param ipv4Address the IPv4 address, or null for any
 * @param ipv6Address the IPv6 address, or null for any
 * @param linkLocalAddresses further link-local addresses
 * @param macAddress the MAC address, or null for any, or when the engine does not tell
 */
public record RequestedAddresses(@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
		List<IpAddress> linkLocalAddresses, @Nullable String macAddress) {

	/**
	 * No request at all.
	 */
	public static final RequestedAddresses NONE = new RequestedAddresses(null, null, List.of(), null);

	/**
	 * Copies what is given.
	 */
	public RequestedAddresses {
		linkLocalAddresses = List.copyOf(linkLocalAddresses);
	}

}
