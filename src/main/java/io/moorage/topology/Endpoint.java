package io.moorage.topology;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Is a container's attachment to a network.
 *
 * @param container whose it is, or null when the container is gone
 * @param network where it is
 * @param endpointId Docker's id of it, or null while the container does not run
 * @param ipv4Address its IPv4 address without prefix, or null
 * @param ipv4PrefixLength the prefix length that goes with it, or null
 * @param ipv6Address its IPv6 address without prefix, or null
 * @param ipv6PrefixLength the prefix length that goes with it, or null
 * @param macAddress its MAC address, or null
 * @param gateway its IPv4 gateway, or null
 * @param ipv6Gateway its IPv6 gateway, or null
 * @param aliases names that were asked for
 * @param links legacy links that were asked for
 * @param dnsNames every name that Docker's DNS gives it on this network
 * @param gatewayPriority higher wins the default route, or null when the engine doesn't
 * tell
 * @param driverOptions its driver options
 * @param requested what was asked for; all else is given anew at each start
 * @param active whether the container runs or is paused, and so really is there
 * @param stale true when the container is gone and the endpoint was left behind, else
 * null
 */
public record Endpoint(@Nullable Member container, NetworkRef network, @Nullable String endpointId,
		@Nullable IpAddress ipv4Address, @Nullable Integer ipv4PrefixLength, @Nullable IpAddress ipv6Address,
		@Nullable Integer ipv6PrefixLength, @Nullable String macAddress, @Nullable IpAddress gateway,
		@Nullable IpAddress ipv6Gateway, List<String> aliases, List<String> links, List<String> dnsNames,
		@Nullable Integer gatewayPriority, Map<String, String> driverOptions, RequestedAddresses requested,
		boolean active, @Nullable Boolean stale) {

	/**
	 * Returns what stands for the endpoint in a path below its network.
	 * @return the container's id, or {@code ep-} and the endpoint's id when the container
	 * is gone
	 */
	public String pathSegment() {
		return (this.container != null) ? this.container.id().value() : "ep-" + this.endpointId;
	}

	/**
	 * Returns the addresses that it has and those that it asked for.
	 * @return each once, IPv4 and IPv6
	 */
	public Set<IpAddress> addresses() {
		Set<IpAddress> addresses = new LinkedHashSet<>();
		Stream.of(this.ipv4Address, this.ipv6Address, this.requested.ipv4Address(), this.requested.ipv6Address())
			.filter(Objects::nonNull)
			.forEach(addresses::add);
		return addresses;
	}

	/**
	 * Names the container of an endpoint.
	 *
	 * @param id its full id
	 * @param name its name
	 * @param image its image's name
	 * @param state where it is in its life
	 */
	public record Member(ContainerId id, String name, String image, ContainerState state) {

		/**
		 * Returns what identifies it to people and programs.
		 */
		public ContainerRef ref() {
			return new ContainerRef(this.id, this.name);
		}

	}

}
