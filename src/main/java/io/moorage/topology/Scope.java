package io.moorage.topology;

import java.util.Locale;

/**
 * Tells how far a network reaches.
 */
public enum Scope {

	/** One engine. */
	LOCAL,
	/** Every node of a Swarm. */
	SWARM,
	/** Every engine that shares the driver's store. */
	GLOBAL;

	/**
	 * Reads Docker's word.
	 * @param word the word, in any case
	 * @return the scope; {@link #LOCAL} for a word that is not known
	 */
	public static Scope of(String word) {
		for (Scope scope : values()) {
			if (scope.toString().equalsIgnoreCase(word)) {
				return scope;
			}
		}
		return LOCAL;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
