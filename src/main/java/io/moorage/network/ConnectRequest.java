package io.moorage.network;

import java.util.List;
import java.util.Map;

import io.moorage.topology.IpAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/**
 * Says which container shall be on a network, and how.
 *
 * @param container its full id, its name or the unique beginning of its id
 * @param ipv4Address its IPv4 address, any when left out
 * @param ipv6Address its IPv6 address, any when left out
 * @param linkLocalAddresses further link-local addresses
 * @param aliases further names on this network
 * @param macAddress its MAC address, any when left out; needs engine 29.3
 * @param gatewayPriority the highest of a container's networks has the default route, 0
 * when left out; needs engine 28
 * @param driverOptions the endpoint's driver options
 */
@ConsistentEndpoint
@Schema(name = "ConnectSpec")
record ConnectRequest(
		@NotBlank(message = "is required: a container's id or name") @Schema(example = "alpine1",
				requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String container,
		@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
		@Nullable List<@Nullable IpAddress> linkLocalAddresses, @Nullable List<@Nullable String> aliases,
		@Nullable String macAddress, @Nullable Integer gatewayPriority,
		@Nullable Map<String, @Nullable String> driverOptions) implements EndpointRequest {

}
