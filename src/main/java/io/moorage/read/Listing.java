package io.moorage.read;

import java.util.List;

import io.moorage.snapshot.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Is the answer to a question for several things.
 *
 * @param <T> what they are
 * @param items those that were found, in a stable order; one page of them when a limit
 * was given
 * @param revision which state of the snapshot it is
 * @param stale whether the engine is away
 * @param total how many there are on all pages
 * @param next what to send as {@code after} for the next page, or null on the last one
 */
public record Listing<T>(List<T> items, String revision, boolean stale, int total,
		@Nullable String next) implements Revised {

	/**
	 * Copies what is given.
	 */
	public Listing {
		items = List.copyOf(items);
	}

	/**
	 * Shows all that was found on one page.
	 * @param <T> what they are
	 * @param reading where it was found
	 * @param items all of it, in a stable order
	 */
	public static <T> Listing<T> of(Reading reading, List<T> items) {
		return new Listing<>(items, reading.revision().toString(), reading.stale(), items.size(), null);
	}

	@Override
	public Object content() {
		return new Content(this.items, this.total, this.next);
	}

	private record Content(List<?> items, int total, @Nullable String next) {

	}

}
