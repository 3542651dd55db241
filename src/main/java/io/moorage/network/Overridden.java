package io.moorage.network;

import java.util.Locale;

/**
 * Names what a caller goes on in spite of.
 */
enum Overridden {

	/** That the engine made the network for itself. */
	SYSTEM;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
