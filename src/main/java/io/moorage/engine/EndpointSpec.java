package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Says how a container shall be on a network.
 *
 * @param ipv4Address its IPv4 address, or null for any
 * @param ipv6Address its IPv6 address, or null for any
 * @param linkLocalAddresses further link-local addresses
 * @param aliases further names
 * @param macAddress its MAC address, or null for any
 * @param gatewayPriority higher wins the default route, or null for the engine's default
 * @param driverOptions the endpoint's driver options
 */
public record EndpointSpec(@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
		List<IpAddress> linkLocalAddresses, List<String> aliases, @Nullable String macAddress,
		@Nullable Integer gatewayPriority, Map<String, String> driverOptions) {

	/**
	 * Asks for nothing.
	 */
	public static final EndpointSpec ANY = new EndpointSpec(null, null, List.of(), List.of(), null, null, Map.of());

}
