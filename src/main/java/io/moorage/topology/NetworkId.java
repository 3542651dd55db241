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

	/**
	 * Creates an id.
	 * @throws IllegalArgumentException when the value cannot be a network's id
	 */
	public NetworkId {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("not a network id: " + value);
		}
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
