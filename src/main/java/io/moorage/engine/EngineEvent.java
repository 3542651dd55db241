package io.moorage.engine;

import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Is the engine's word that something may have changed. What it is now only the engine
 * itself tells.
 *
 * @param action Docker's word for what happened
 * @param network the network that it is about, or null
 * @param container the container that it is about, or null
 */
public record EngineEvent(String action, @Nullable NetworkId network, @Nullable ContainerId container) {

}
