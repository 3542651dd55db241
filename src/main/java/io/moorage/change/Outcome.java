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
	/** It made something anew. */
	REPLACED,
	/** It connected a container anew. */
	RECONNECTED,
	/** It started something. */
	STARTED,
	/** It stopped something. */
	STOPPED,
	/** It protected something. */
	PROTECTED,
	/** All was as asked already. */
	UNCHANGED;

	/**
	 * Tells whether something is there that was not before.
	 * @return whether it can be found at a path of its own
	 */
	public boolean isMade() {
		return this == CREATED || this == CONNECTED;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
