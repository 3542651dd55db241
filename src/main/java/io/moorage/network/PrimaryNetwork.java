package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.KnownEngine;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Knows the network that a container was made on, its network mode. While it is gone most
 * engines connect the running container to no other, and start it only when it has no
 * other ({@link EngineFeature#FIRST_NETWORK_REQUIRED}); a network of that name mends it.
 */
@Component
@RequiredArgsConstructor
public class PrimaryNetwork {

	private static final Set<String> NO_NAMES = Set.of("", "default", "bridge", "nat", "host", "none");

	private final KnownEngine engine;

	/**
	 * Tells whether a container that is taken off a network could not start once that is
	 * gone: it was made there, by its name or its id, and has others.
	 */
	boolean strands(Topology topology, Network network, Endpoint.Member member) {
		return isRequired() && topology.endpoints(member.id()).size() > 1
				&& topology.container(member.id())
					.filter((each) -> each.networkMode().equals(network.name()) || each.isMadeById(network))
					.isPresent();
	}

	/**
	 * Tells whether a container suffers from the network being gone that it was made on.
	 * @param topology what is there
	 * @param container the container
	 * @return whether its network mode is a name or an id that nobody has, and the engine
	 * minds
	 */
	public boolean isMissed(Topology topology, Container container) {
		return isOwn(container) && topology.networks(container.networkMode()).isEmpty() && isRequired();
	}

	/**
	 * Tells whether a container was made on a network that somebody made, and not on one
	 * that every engine has, or in another container's.
	 */
	public static boolean isOwn(Container container) {
		return !NO_NAMES.contains(container.networkMode()) && container.sharedReference().isEmpty();
	}

	private boolean isRequired() {
		return EngineFeature.FIRST_NETWORK_REQUIRED.isIn(ApiVersion.parse(this.engine.get().apiVersion()));
	}

	/**
	 * Throws when the network that a running container was made on is gone; to a stopped
	 * one another can be added.
	 * @throws MoorageException {@code network-gone}
	 */
	void check(Topology topology, Container container) {
		if (container.state().isActive() && isMissed(topology, container)) {
			throw new MoorageException(FaultCode.NETWORK_GONE, gone(container) + " " + remedy(container),
					Map.of("container", container.ref()));
		}
	}

	/**
	 * Warns of a stopped container that cannot start.
	 * @return a sentence, or none
	 */
	List<String> warnings(Topology topology, Container container) {
		return isMissed(topology, container) ? List.of(gone(container) + " " + remedy(container)) : List.of();
	}

	/**
	 * Says what is wrong with a container whose network is gone.
	 */
	static String gone(Container container) {
		return "The container " + container.name() + " was made on the network " + container.networkMode()
				+ ", which is gone: without it the engine neither connects a running container to a network nor starts one that is on others.";
	}

	/**
	 * Says what mends it.
	 */
	static String remedy(Container container) {
		return NetworkId.isId(container.networkMode()) ? "Run the container anew, on a network's name."
				: "Make a network named " + container.networkMode()
						+ " again (POST /networks), or run the container anew.";
	}

}
