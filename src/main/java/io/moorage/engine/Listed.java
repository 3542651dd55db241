package io.moorage.engine;

import java.util.Map;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;

/**
 * Is what the engine's lists tell, asked for at the same time.
 *
 * @param networks all of them, as far as the list tells: without attachments
 * @param containers those in every state, as far as the list tells: without aliases, exit
 * code, start, and the ports of one that does not run
 */
public record Listed(Map<NetworkId, Network> networks, Map<ContainerId, Container> containers) {

}
