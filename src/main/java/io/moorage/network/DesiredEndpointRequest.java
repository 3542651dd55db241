package io.moorage.network;

import java.util.List;
import java.util.Map;

import io.moorage.topology.IpAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Says how a container shall be on a network, whether it is there or not. Only what is
 * given counts.
 *
 * @param ipv4Address its IPv4 address
 * @param ipv6Address its IPv6 address
 * @param linkLocalAddresses link-local addresses that it has at least
 * @param aliases names that it has at least
 * @param macAddress its MAC address; needs engine 29.3
 * @param gatewayPriority the highest of a container's networks has the default route;
 * needs engine 28
 * @param driverOptions the endpoint's driver options; null as a value asks for absence
 */
@ConsistentEndpoint
@Schema(name = "DesiredEndpoint")
record DesiredEndpointRequest(@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
		@Nullable List<@Nullable IpAddress> linkLocalAddresses, @Nullable List<@Nullable String> aliases,
		@Nullable String macAddress, @Nullable Integer gatewayPriority,
		@Nullable Map<String, @Nullable String> driverOptions) implements EndpointRequest {

	/** What a body without anything in it asks for. */
	static final DesiredEndpointRequest ANY = new DesiredEndpointRequest(null, null, null, null, null, null, null);

}
