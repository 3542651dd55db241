package io.moorage.topology;

import java.util.regex.Pattern;

/**
 * Identifies a network for its whole life: 64 hexadecimal digits, or the shorter
 * lower-case word that Swarm gives.
 *
 * @param value the full id, never a prefix
 */
public record NetworkId(String value) implements Comparable<NetworkId> {

	private static final Pattern FORM = Pattern.compile("[0-9a-z]{12,64}");

	private static final Pattern FULL = Pattern.compile("[0-9a-f]{64}");

	/**
	 * Creates an id.
	 * @throws IllegalArgumentException when the value cannot be a network's id
	 */
	public NetworkId {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("not a network id: " + value);
		}
	}

	/**
	 * Tells whether a text has the form of an id.
	 * @param text any text
	 */
	public static boolean isId(String text) {
		return FORM.matcher(text).matches();
	}

	/**
	 * Tells whether a text has the form of a full id that an engine gives, which nobody
	 * means as a name.
	 * @param text any text
	 */
	public static boolean isFull(String text) {
		return FULL.matcher(text).matches();
	}

	@Override
	public int compareTo(NetworkId other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
