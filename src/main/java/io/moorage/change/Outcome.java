package io.moorage.change;

import java.util.Locale;

/**
 * Says in one word what a write did.
 */
public enum Outcome {

	/** It made something. */
	CREATED,
	/** It connected a container. */
	CONNECTED,
	/** It started something. */
	STARTED,
	/** It stopped something. */
	STOPPED,
	/** All was as asked already. */
	UNCHANGED;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
