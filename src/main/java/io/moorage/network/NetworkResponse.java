package io.moorage.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.moorage.change.ManagedBy;
import io.moorage.change.ProtectionResponse;
import io.moorage.engine.SwarmDetails;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Ipam;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Scope;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is a network as callers see it.
 *
 * @param id the full id
 * @param name the name
 * @param engine which engine has it
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
 * @param builtIn whether it comes with the engine
 * @param protection whether it is protected
 * @param managedBy who declares it
 * @param usage who uses it
 * @param containers its members, or null in a list that is not asked for them
 * @param dependents who would notice its removal, or null in a list
 * @param services who is on it by Swarm service, or null when that was not asked for
 * @param peers the Swarm's nodes that have it, or null when that was not asked for
 */
@Schema(name = "Network")
public record NetworkResponse(
		@Schema(example = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a0") NetworkId id,
		@Schema(example = "bridge1") String name, @Schema(example = "default") String engine,
		@Schema(example = "bridge") String driver, Scope scope, Instant created, boolean ipv4, boolean ipv6,
		boolean internal, boolean attachable, boolean ingress, boolean configOnly, @Nullable String configFrom,
		Ipam ipam, Map<String, String> options, Map<String, String> labels, boolean builtIn,
		ProtectionResponse protection, ManagedBy managedBy, Usage usage, @Nullable List<Endpoint> containers,
		@Nullable List<Dependent> dependents, @Nullable List<SwarmDetails.Service> services,
		@Nullable List<SwarmDetails.Peer> peers) {

	static final String DEFAULT_ENGINE = "default";

	/**
	 * Shows a network as lists do.
	 * @param topology where it is
	 * @param network the network
	 * @return the network without its members
	 */
	public static NetworkResponse listed(Topology topology, Network network) {
		return of(topology, network, null, null);
	}

	static NetworkResponse withContainers(Topology topology, Network network) {
		return of(topology, network, topology.endpoints(network.id()), null);
	}

	static NetworkResponse one(Topology topology, Network network) {
		return of(topology, network, topology.endpoints(network.id()), Dependent.of(topology, network));
	}

	NetworkResponse with(SwarmDetails details) {
		return new NetworkResponse(this.id, this.name, this.engine, this.driver, this.scope, this.created, this.ipv4,
				this.ipv6, this.internal, this.attachable, this.ingress, this.configOnly, this.configFrom, this.ipam,
				this.options, this.labels, this.builtIn, this.protection, this.managedBy, this.usage, this.containers,
				this.dependents, details.services(), details.peers());
	}

	private static NetworkResponse of(Topology topology, Network network, @Nullable List<Endpoint> containers,
			@Nullable List<Dependent> dependents) {
		return new NetworkResponse(network.id(), network.name(), DEFAULT_ENGINE, network.driver(), network.scope(),
				network.created(), network.ipv4(), network.ipv6(), network.internal(), network.attachable(),
				network.ingress(), network.configOnly(), network.configFrom(), network.ipam(), network.options(),
				network.labels(), network.isBuiltIn(), ProtectionResponse.of(topology, network),
				ManagedBy.of(topology, network), Usage.of(topology, network), containers, dependents, null, null);
	}

}
