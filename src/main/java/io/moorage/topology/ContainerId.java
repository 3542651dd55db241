package io.moorage.topology;

import java.util.regex.Pattern;

/**
 * Identifies a container for its whole life: 64 hexadecimal digits.
 *
 * @param value the full id, never a prefix
 */
public record ContainerId(String value) implements Comparable<ContainerId> {

	private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

	/**
	 * Creates an id.
	 * @throws IllegalArgumentException when the value cannot be a container's id
	 */
	public ContainerId {
		if (!isId(value)) {
			throw new IllegalArgumentException("not a container id: " + value);
		}
	}

	/**
	 * Tells whether a text has the form of an id.
	 * @param text any text
	 */
	public static boolean isId(String text) {
		return FORM.matcher(text).matches();
	}

	@Override
	public int compareTo(ContainerId other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
