package io.moorage.engine;

import java.util.Locale;

/**
 * Says whether an image is pulled.
 */
public enum PullPolicy {

	/** When the engine does not have it. */
	MISSING,
	/** Not at all. */
	NEVER;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
