package io.moorage.access;

import java.util.Locale;

/**
 * Says what a caller may do. Each may do what those before it may.
 */
public enum Role {

	/**
	 * Only what is open to everybody: health, the API's description, the problem codes.
	 */
	NONE,
	/** Read. */
	VIEWER,
	/** Change networks and who is on them, without breaking anything or the host. */
	OPERATOR,
	/** Everything. */
	ADMIN;

	/**
	 * Tells whether this role may do what another may.
	 * @param other what it takes
	 * @return whether it is at least that
	 */
	public boolean includes(Role other) {
		return compareTo(other) >= 0;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
