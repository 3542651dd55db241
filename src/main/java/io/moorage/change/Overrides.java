package io.moorage.change;

import java.util.Optional;

import io.moorage.engine.NetworkSpec;
import io.moorage.topology.NetworkId;

/**
 * Knows the networks that were changed here though somebody else declares them.
 */
public interface Overrides {

	/**
	 * Finds out what a network was before it was changed.
	 * @param network its id now
	 * @return what its manager left, or empty when nobody changed it here since
	 */
	Optional<NetworkSpec> before(NetworkId network);

}
