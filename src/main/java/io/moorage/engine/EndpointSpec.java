package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.RequestedAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Says how a container shall be on a network.
 *
 * @param ipv4Address its IPv4 address, or null for any
 * @param ipv6Address its IPv6 address, or null for any
 * @param linkLocalAddresses further link-local addresses
 * @param aliases further names
 * @param links legacy links, each {@code container:alias}
 * @param macAddress its MAC address, or null for any
 * @param gatewayPriority higher wins the default route, or null for the engine's default
 * @param driverOptions the endpoint's driver options
 */
public record EndpointSpec(@Nullable IpAddress ipv4Address, @Nullable IpAddress ipv6Address,
		List<IpAddress> linkLocalAddresses, List<String> aliases, List<String> links, @Nullable String macAddress,
		@Nullable Integer gatewayPriority, Map<String, String> driverOptions) {

	/**
	 * Asks for nothing.
	 */
	public static final EndpointSpec ANY = new EndpointSpec(null, null, List.of(), List.of(), List.of(), null, null,
			Map.of());

	/**
	 * Tells what puts an endpoint back as it is: with the addresses that a running
	 * container has, chosen or not, and those that another asked for.
	 * @param endpoint the endpoint
	 * @param version the version of the engine's API
	 * @return what to ask for; what the engine is too old for is left out
	 */
	public static EndpointSpec keeping(Endpoint endpoint, ApiVersion version) {
		RequestedAddresses requested = endpoint.requested();
		IpAddress ipv4 = (endpoint.ipv4Address() != null) ? endpoint.ipv4Address() : requested.ipv4Address();
		IpAddress ipv6 = (endpoint.ipv6Address() != null) ? endpoint.ipv6Address() : requested.ipv6Address();
		String mac = (endpoint.macAddress() != null) ? endpoint.macAddress() : requested.macAddress();
		Integer priority = endpoint.gatewayPriority();
		return new EndpointSpec(ipv4, ipv6, requested.linkLocalAddresses(), endpoint.aliases(), endpoint.links(),
				EngineFeature.MAC_ADDRESS_AT_CONNECT.isIn(version) ? mac : null,
				(priority != null && priority != 0) ? priority : null, endpoint.driverOptions());
	}

	/**
	 * Tells what puts an endpoint back with those addresses alone that somebody asked
	 * for.
	 * @param endpoint the endpoint
	 * @param version the version of the engine's API
	 * @return what to ask for; what the engine is too old for is left out
	 */
	public static EndpointSpec asked(Endpoint endpoint, ApiVersion version) {
		return keeping(endpoint, version).withAddresses(endpoint.requested().ipv4Address(),
				endpoint.requested().ipv6Address());
	}

	/**
	 * Asks for the same with any address.
	 */
	public EndpointSpec withoutAddresses() {
		return withAddresses(null, null);
	}

	/**
	 * Asks for the same with other link-local addresses.
	 */
	public EndpointSpec withLinkLocalAddresses(List<IpAddress> addresses) {
		return new EndpointSpec(this.ipv4Address, this.ipv6Address, addresses, this.aliases, this.links,
				this.macAddress, this.gatewayPriority, this.driverOptions);
	}

	/**
	 * Asks for the same with other addresses.
	 * @param ipv4 the IPv4 address, or null for any
	 * @param ipv6 the IPv6 address, or null for any
	 */
	public EndpointSpec withAddresses(@Nullable IpAddress ipv4, @Nullable IpAddress ipv6) {
		return new EndpointSpec(ipv4, ipv6, this.linkLocalAddresses, this.aliases, this.links, this.macAddress,
				this.gatewayPriority, this.driverOptions);
	}

}
