package io.moorage.reachability;

import java.util.Locale;

/**
 * Names what a probe tries.
 */
enum ProbeKind {

	/** An ICMP echo. */
	PING,
	/** A connection that is closed at once. */
	TCP,
	/** A look-up of the name. */
	DNS;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
