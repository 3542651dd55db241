package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.moorage.engine.EndpointSpec;
import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Is the part of a body that says how a container shall be on a network. What is left out
 * is up to the engine.
 */
public interface EndpointRequest {

	/**
	 * Returns the IPv4 address asked for.
	 * @return the address, or null for any
	 */
	@Nullable IpAddress ipv4Address();

	/**
	 * Returns the IPv6 address asked for.
	 * @return the address, or null for any
	 */
	@Nullable IpAddress ipv6Address();

	/**
	 * Returns further link-local addresses.
	 * @return addresses, or null for none
	 */
	@Nullable List<@Nullable IpAddress> linkLocalAddresses();

	/**
	 * Returns further names.
	 * @return names, or null for none
	 */
	@Nullable List<@Nullable String> aliases();

	/**
	 * Returns the MAC address asked for.
	 * @return the address, or null for any
	 */
	@Nullable String macAddress();

	/**
	 * Returns the rank for the default route.
	 * @return the rank, or null for the engine's default
	 */
	@Nullable Integer gatewayPriority();

	/**
	 * Returns the endpoint's driver options.
	 * @return options, or null for none; a null value leaves its option out
	 */
	@Nullable Map<String, @Nullable String> driverOptions();

	/**
	 * Returns what to ask the engine for.
	 * @return the same, without nulls inside
	 */
	default EndpointSpec toSpec() {
		Map<String, String> options = new TreeMap<>();
		Map<String, @Nullable String> given = driverOptions();
		if (given != null) {
			given.forEach((key, value) -> {
				if (value != null) {
					options.put(key, value);
				}
			});
		}
		return new EndpointSpec(ipv4Address(), ipv6Address(), present(linkLocalAddresses()), present(aliases()),
				List.of(), macAddress(), gatewayPriority(), options);
	}

	private static <T> List<T> present(@Nullable List<@Nullable T> list) {
		return (list != null) ? list.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList()
				: List.of();
	}

}
