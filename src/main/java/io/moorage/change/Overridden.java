package io.moorage.change;

import java.util.Locale;

/**
 * Names what a caller goes on in spite of.
 */
public enum Overridden {

	/** That the engine made the network for itself. */
	SYSTEM,
	/** That somebody else declares the network. */
	MANAGED;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
