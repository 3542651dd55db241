package io.moorage.read;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Reading;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Says which part of a list is wanted, and in which order.
 *
 * @param limit how many at most, 1 to 1000; all when null
 * @param after where to go on, as the page before said in {@code next}; from the
 * beginning when null
 * @param sort the order; by name when null. What is alike is ordered by id
 */
public record Page(@Parameter(description = "How many at most; all when left out", example = "100") @Min(value = 1,
		message = "must be 1 to 1000") @Max(value = 1000, message = "must be 1 to 1000") @Nullable Integer limit,
		@Parameter(description = "Where to go on: next of the page before") @Nullable String after,
		@Parameter(description = "The order; - is the other way round") @Nullable Sort sort) {

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private static final char SEPARATOR = '\0';

	/**
	 * Cuts this page out of all that was found.
	 * @param <S> what it was found as
	 * @param <T> what it is shown as
	 * @param reading where it was found
	 * @param found all of it, ordered by name, then id
	 * @param key what orders it
	 * @param shown how it is shown
	 * @return the page
	 * @throws MoorageException {@code invalid-request} when {@code after} is of no page
	 * in this order
	 */
	public <S, T> Listing<T> of(Reading reading, List<S> found, Function<S, Key> key, Function<S, T> shown) {
		Stream<S> page = found.stream();
		if (this.sort != null && this.sort != Sort.NAME) {
			page = page.sorted(Comparator.comparing(key, order().comparator));
		}
		if (this.after != null) {
			Key last = decode(this.after);
			page = page.filter((each) -> order().comparator.compare(key.apply(each), last) > 0);
		}
		List<S> rest = (this.limit != null) ? page.limit(this.limit + 1L).toList() : page.toList();
		boolean more = this.limit != null && rest.size() > this.limit;
		List<S> items = more ? rest.subList(0, rest.size() - 1) : rest;
		return new Listing<>(items.stream().map(shown).toList(), reading.revision().toString(), reading.stale(),
				found.size(), more ? encode(key.apply(items.getLast())) : null);
	}

	private Sort order() {
		return (this.sort != null) ? this.sort : Sort.NAME;
	}

	private String encode(Key key) {
		String text = order().toString() + SEPARATOR + key.created() + SEPARATOR + key.id() + SEPARATOR + key.name();
		return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private Key decode(String cursor) {
		try {
			String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			String[] parts = text.split(String.valueOf(SEPARATOR), 4);
			if (parts.length == 4 && parts[0].equals(order().toString())) {
				return new Key(parts[3], Instant.parse(parts[1]), parts[2]);
			}
		}
		catch (IllegalArgumentException | java.time.DateTimeException ex) {
			// Told below.
		}
		throw MoorageException.invalid("?after",
				"must be next of the page before, in the same order. Leave it out to begin anew.");
	}

	/**
	 * Is what a thing is ordered by.
	 *
	 * @param name its name
	 * @param created when it was made
	 * @param id its full id, which makes the order total
	 */
	public record Key(String name, Instant created, String id) implements Comparable<Key> {

		/**
		 * Compares by name, then id, as lists are ordered by themselves.
		 */
		@Override
		public int compareTo(Key other) {
			return Sort.NAME.comparator.compare(this, other);
		}

	}

	/**
	 * Says how a list is ordered.
	 */
	public enum Sort {

		/** By name. */
		NAME("name", Comparator.comparing(Key::name)),
		/** By name, the other way round. */
		NAME_DOWN("-name", Comparator.comparing(Key::name).reversed()),
		/** The oldest first. */
		CREATED("created", Comparator.comparing(Key::created)),
		/** The newest first. */
		CREATED_DOWN("-created", Comparator.comparing(Key::created).reversed());

		private final String word;

		private final Comparator<Key> comparator;

		Sort(String word, Comparator<Key> comparator) {
			this.word = word;
			this.comparator = comparator.thenComparing(Key::id);
		}

		@Override
		public String toString() {
			return this.word;
		}

	}

}
