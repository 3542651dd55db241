package io.moorage.topology;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Is a network as its engine tells of it.
 *
 * @param id the full id
 * @param name the name
 * @param driver who implements it
 * @param scope how far it reaches
 * @param created when it was made
 * @param ipv4 whether its endpoints get IPv4 addresses
 * @param ipv6 whether its endpoints get IPv6 addresses
 * @param internal whether it has no way out of the host
 * @param attachable whether plain containers can join it though it is of a Swarm
 * @param ingress whether it is the Swarm's routing mesh
 * @param configOnly whether it only holds settings for others
 * @param configFrom the name of the network that it has its settings from, or null
 * @param ipam its addresses
 * @param options the driver's options
 * @param labels its labels
 * @param attachments the engine's own list of its live endpoints on this host
 */
public record Network(NetworkId id, String name, String driver, Scope scope, Instant created, boolean ipv4,
		boolean ipv6, boolean internal, boolean attachable, boolean ingress, boolean configOnly,
		@Nullable String configFrom, Ipam ipam, Map<String, String> options, Map<String, String> labels,
		List<Attachment> attachments) {

	/**
	 * The names that every engine keeps for itself. {@code default} is never a network's
	 * name but the word for the engine's choice.
	 */
	public static final Set<String> BUILT_IN_NAMES = Set.of("bridge", "host", "none", "default");

	/**
	 * The driver option that names the bridge on the host.
	 */
	public static final String BRIDGE_NAME = "com.docker.network.bridge.name";

	private static final int BRIDGE_DIGITS = 12;

	private static final String SWARM_GATEWAY_BRIDGE = "docker_gwbridge";

	/**
	 * Copies what is given.
	 */
	public Network {
		options = Collections.unmodifiableMap(new TreeMap<>(options));
		labels = Collections.unmodifiableMap(new TreeMap<>(labels));
		attachments = List.copyOf(attachments);
	}

	/**
	 * Tells whether this is one of the engine's predefined networks.
	 * @return whether it is {@code bridge}, {@code host} or {@code none}
	 */
	public boolean isBuiltIn() {
		return BUILT_IN_NAMES.contains(this.name);
	}

	/**
	 * Tells whether the engine made the network for itself, a Swarm's networks included.
	 * @return whether people should leave it alone
	 */
	public boolean isSystem() {
		return isBuiltIn() || this.ingress || this.name.equals(SWARM_GATEWAY_BRIDGE);
	}

	/**
	 * Returns what identifies the network to people and programs.
	 * @return its id and name
	 */
	public NetworkRef ref() {
		return new NetworkRef(this.id, this.name);
	}

	/**
	 * Tells the name of the network's bridge on the host.
	 * @return the interface's name, or empty for a driver that makes none
	 */
	public Optional<String> bridge() {
		return this.driver.equals("bridge") && !this.configOnly
				? Optional
					.of(this.options.getOrDefault(BRIDGE_NAME, "br-" + this.id.value().substring(0, BRIDGE_DIGITS)))
				: Optional.empty();
	}

	/**
	 * Returns the name by which alone the engine finds an endpoint whose container is
	 * gone: that container's.
	 * @param endpoint the endpoint
	 */
	public String nameOf(Endpoint endpoint) {
		return this.attachments.stream()
			.filter((attachment) -> attachment.endpointId().equals(endpoint.endpointId()))
			.findFirst()
			.map(Attachment::name)
			.orElse(endpoint.pathSegment());
	}

	/**
	 * Returns the network as its settings alone make it.
	 * @return the same without the engine's list of live endpoints
	 */
	public Network withoutAttachments() {
		return withAttachments(List.of());
	}

	/**
	 * Returns the network with all that it has as its own, whatever came from another
	 * one's settings.
	 * @return the same but for {@code configFrom}
	 */
	public Network withoutTemplate() {
		return new Network(this.id, this.name, this.driver, this.scope, this.created, this.ipv4, this.ipv6,
				this.internal, this.attachable, this.ingress, this.configOnly, null, this.ipam, this.options,
				this.labels, this.attachments);
	}

	/**
	 * Returns the network with other live endpoints.
	 * @param others the endpoints
	 * @return the same but for those
	 */
	public Network withAttachments(List<Attachment> others) {
		return this.attachments.equals(others) ? this
				: new Network(this.id, this.name, this.driver, this.scope, this.created, this.ipv4, this.ipv6,
						this.internal, this.attachable, this.ingress, this.configOnly, this.configFrom, this.ipam,
						this.options, this.labels, others);
	}

}
