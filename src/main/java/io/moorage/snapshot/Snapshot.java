package io.moorage.snapshot;

import io.moorage.topology.Topology;

/**
 * Gives every reader the same view of what the engine has. Safe for use by many threads.
 */
public interface Snapshot {

	/**
	 * Returns what is there.
	 * @return a view that never changes and holds every write whose answer has been given
	 * @throws io.moorage.fault.MoorageException when the engine cannot be asked, as in
	 * {@link io.moorage.engine.EngineGateway}
	 */
	Topology read();

}
