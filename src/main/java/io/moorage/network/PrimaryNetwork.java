package io.moorage.network;

import java.util.Map;
import java.util.Set;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;

/**
 * Knows the network that a container was made on, its network mode. While it is gone the
 * engine connects the running container to no other, and starts it only when it has no
 * other (tried on 26.1 and 28.5); a network of that name mends it.
 */
public final class PrimaryNetwork {

	private static final Set<String> NO_NAMES = Set.of("", "default", "bridge", "nat", "host", "none");

	private PrimaryNetwork() {
	}

	/**
	 * Tells whether a container was made on a network, by its name or its id.
	 */
	static boolean is(Container container, Network network) {
		return container.networkMode().equals(network.name()) || container.isMadeById(network);
	}

	/**
	 * Tells whether the network that a container was made on is gone.
	 * @param topology what is there
	 * @param container the container
	 * @return whether its network mode is a name or an id that nobody has
	 */
	public static boolean isGone(Topology topology, Container container) {
		String mode = container.networkMode();
		return !NO_NAMES.contains(mode) && container.sharedReference().isEmpty() && topology.networks(mode).isEmpty();
	}

	/**
	 * Throws when the network that a container was made on is gone.
	 * @throws MoorageException {@code network-gone}
	 */
	static void check(Topology topology, Container container) {
		if (isGone(topology, container)) {
			throw new MoorageException(FaultCode.NETWORK_GONE, gone(container) + " " + remedy(container),
					Map.of("container", container.ref()));
		}
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
