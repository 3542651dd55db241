package io.moorage.topology;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Is an entry of a container's network settings: what was asked for, and, while the
 * container runs, what it got.
 *
 * @param key the network's name, or whatever was typed when the container was made
 * @param networkId the network's id, or null before the container's first start
 * @param endpointId the endpoint's id, or null while there is none
 * @param ipv4Address the IPv4 address, or null
 * @param ipv4PrefixLength the prefix length that goes with it, or null
 * @param ipv6Address the IPv6 address, or null
 * @param ipv6PrefixLength the prefix length that goes with it, or null
 * @param macAddress the MAC address, or null
 * @param gateway the IPv4 gateway, or null
 * @param ipv6Gateway the IPv6 gateway, or null
 * @param aliases the names asked for
 * @param links legacy links asked for
 * @param dnsNames the names that Docker's DNS knows, or null when the engine doesn't tell
 * @param gatewayPriority higher wins the default route, or null when the engine doesn't
 * tell
 * @param driverOptions the endpoint's driver options
 * @param requested the addresses asked for
 */
public record EndpointSettings(String key, @Nullable NetworkId networkId, @Nullable String endpointId,
		@Nullable IpAddress ipv4Address, @Nullable Integer ipv4PrefixLength, @Nullable IpAddress ipv6Address,
		@Nullable Integer ipv6PrefixLength, @Nullable String macAddress, @Nullable IpAddress gateway,
		@Nullable IpAddress ipv6Gateway, List<String> aliases, List<String> links, @Nullable List<String> dnsNames,
		@Nullable Integer gatewayPriority, Map<String, String> driverOptions, RequestedAddresses requested) {

	/**
	 * Copies what is given.
	 */
	public EndpointSettings {
		aliases = List.copyOf(aliases);
		links = List.copyOf(links);
		dnsNames = (dnsNames != null) ? List.copyOf(dnsNames) : null;
		driverOptions = Collections.unmodifiableMap(new TreeMap<>(driverOptions));
	}

}
