package io.moorage.topology;

import org.jspecify.annotations.Nullable;

/**
 * Is an entry of a network's own list of live endpoints.
 *
 * @param key the container's full id; {@code ep-} and the endpoint's id when no container
 * has it any more; a word of Swarm's for its own sandboxes
 * @param name the container's or the endpoint's name
 * @param endpointId the endpoint's id
 * @param macAddress its MAC address, or null
 * @param ipv4 its IPv4 address, or null
 * @param ipv4PrefixLength the prefix length that goes with it, or null
 * @param ipv6 its IPv6 address, or null
 * @param ipv6PrefixLength the prefix length that goes with it, or null
 */
public record Attachment(String key, String name, String endpointId, @Nullable String macAddress,
		@Nullable IpAddress ipv4, @Nullable Integer ipv4PrefixLength, @Nullable IpAddress ipv6,
		@Nullable Integer ipv6PrefixLength) {

	private static final String STALE_PREFIX = "ep-";

	/**
	 * Tells whether the endpoint's container is gone.
	 * @return whether the endpoint was left behind
	 */
	public boolean isStale() {
		return this.key.startsWith(STALE_PREFIX);
	}

}
