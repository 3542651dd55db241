package io.moorage.map;

import java.util.List;
import java.util.Locale;

import io.moorage.network.Usage;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.ContainerState;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is a thing on the map. What does not belong to its kind is null.
 *
 * @param id what edges call it: the full id, or {@code ep-} and the endpoint's id for one
 * whose container is gone
 * @param kind what it is
 * @param name its name
 * @param driver a network's driver
 * @param scope how far a network reaches
 * @param internal whether a network has no way out of the host
 * @param builtIn whether a network comes with the engine
 * @param usage who uses a network, in one word
 * @param subnets a network's subnets
 * @param image the name of a container's image
 * @param state where a container is in its life
 * @param networkMode Docker's word for the network a container was made on
 * @param sharedWith whose network a container uses, or null when its own
 */
@Schema(name = "TopologyNode")
record Node(String id, Kind kind, @Schema(example = "bridge1") String name,
		@Schema(example = "bridge") @Nullable String driver, @Nullable Scope scope, @Nullable Boolean internal,
		@Nullable Boolean builtIn, Usage.@Nullable Verdict usage, @Nullable List<Subnet> subnets,
		@Schema(example = "alpine:3.20") @Nullable String image, @Nullable ContainerState state,
		@Schema(example = "bridge1") @Nullable String networkMode, @Nullable ContainerRef sharedWith) {

	static Node of(Topology topology, Network network) {
		return new Node(network.id().value(), Kind.NETWORK, network.name(), network.driver(), network.scope(),
				network.internal(), network.isBuiltIn(), Usage.of(topology, network).verdict(),
				network.ipam().pools().stream().map((pool) -> pool.subnet()).toList(), null, null, null, null);
	}

	static Node of(Topology topology, Container container) {
		return new Node(container.id().value(), Kind.CONTAINER, container.name(), null, null, null, null, null, null,
				container.image(), container.state(), container.networkMode(),
				topology.sharedWith(container).map(Container::ref).orElse(null));
	}

	static Node leftBehind(Endpoint endpoint) {
		return new Node(endpoint.pathSegment(), Kind.ENDPOINT, endpoint.pathSegment(), null, null, null, null, null,
				null, null, null, null, null);
	}

	/**
	 * Tells whether nothing runs there.
	 * @return false for networks
	 */
	boolean isIdle() {
		return this.kind == Kind.ENDPOINT || (this.state != null && !this.state.isActive());
	}

	/**
	 * Says what a node is.
	 */
	enum Kind {

		/** A network. */
		NETWORK,
		/** A container. */
		CONTAINER,
		/** An endpoint whose container is gone. */
		ENDPOINT;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
