package io.moorage.network;

import java.util.Locale;

/**
 * Names what a list of networks can show besides.
 */
enum Expand {

	/** The members. */
	CONTAINERS;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
