package io.moorage.snapshot;

/**
 * Says which of the engine's lists to ask for.
 */
enum Lists {

	/** None. */
	NONE,
	/** That of the networks. */
	NETWORKS,
	/** Those of the networks and of the containers. */
	ALL;

	Lists and(Lists other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
