package io.moorage.change;

import java.util.Locale;

/**
 * Says in one word what a step does.
 */
public enum Action {

	/** It makes something. */
	CREATE,
	/** It removes something. */
	REMOVE,
	/** It removes a network and makes it anew. */
	REPLACE,
	/** It puts a container on a network. */
	CONNECT,
	/** It takes a container, or what is left of one, off a network. */
	DISCONNECT,
	/** It starts a container. */
	START,
	/** It stops a container. */
	STOP,
	/** It takes over a network that nobody owned. */
	ADOPT,
	/** It lets such a network be nobody's again. */
	RELEASE,
	/** It tries who reaches whom. */
	PROBE,
	/** It protects a network, or lifts its protection. */
	PROTECT,
	/** It lets what an owner had applied before count again. */
	RECALL;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
