package io.moorage.snapshot;

import java.util.List;

/**
 * Is the answer to a question for several things.
 *
 * @param <T> what they are
 * @param items those that were found, in a stable order
 * @param total how many there are
 */
public record Listing<T>(List<T> items, int total) {

	/**
	 * Lists things.
	 * @param <T> what they are
	 * @param items all of them, in order
	 * @return a list of all
	 */
	public static <T> Listing<T> of(List<T> items) {
		return new Listing<>(List.copyOf(items), items.size());
	}

}
