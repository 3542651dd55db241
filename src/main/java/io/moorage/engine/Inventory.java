package io.moorage.engine;

import java.util.Map;

import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;

/**
 * Is what an engine's two lists tell: what there is, and enough of each thing to see
 * whether it may have changed since the last list. Only an inspect tells all.
 *
 * @param networks what the list tells of each network, to be compared by {@code equals}
 * and for nothing else
 * @param containers what the list tells of each container in every state, likewise; what
 * only passes with time ("Up 5 minutes") is left out
 */
public record Inventory(Map<NetworkId, Object> networks, Map<ContainerId, Object> containers) {

	/**
	 * Copies what is given.
	 */
	public Inventory {
		networks = Map.copyOf(networks);
		containers = Map.copyOf(containers);
	}

}
