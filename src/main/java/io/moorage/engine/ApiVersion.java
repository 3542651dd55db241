package io.moorage.engine;

import java.util.Comparator;

/**
 * Is a version of the Docker Engine's API, for example 1.45.
 *
 * @param major always 1 so far
 * @param minor grows with what the engine can do
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

	private static final Comparator<ApiVersion> ORDER = Comparator.comparingInt(ApiVersion::major)
		.thenComparingInt(ApiVersion::minor);

	/**
	 * Reads a version.
	 * @param text two numbers joined by a dot
	 * @return the version
	 * @throws IllegalArgumentException when the text is something else
	 */
	public static ApiVersion parse(String text) {
		String[] parts = text.split("\\.", -1);
		if (parts.length != 2) {
			throw new IllegalArgumentException("not an API version: " + text);
		}
		return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
	}

	/**
	 * Tells whether this version can what another one brought.
	 * @param other the version that brought it
	 * @return whether this one is the same or newer
	 */
	public boolean isAtLeast(ApiVersion other) {
		return compareTo(other) >= 0;
	}

	@Override
	public int compareTo(ApiVersion other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return this.major + "." + this.minor;
	}

}
