package io.moorage.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

import io.moorage.fault.MoorageException;

import org.springframework.boot.convert.DurationStyle;

/**
 * Reads moments that are given as an instant or as a distance from the present.
 */
final class Moments {

	/**
	 * What a distance looks like, the sum of its parts.
	 */
	static final String AGE = "(?:\\d{1,9}(?:ms|s|m|h|d)){1,5}";

	/**
	 * What an instant looks like (RFC 3339).
	 */
	static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})";

	private static final Pattern PART = Pattern.compile("\\d+[a-z]+");

	private Moments() {
	}

	static Instant before(Instant now, String text, String pointer) {
		return text.matches(AGE) ? now.minus(distance(text)) : instant(text, pointer);
	}

	static Instant after(Instant now, String text, String pointer) {
		return text.matches(AGE) ? now.plus(distance(text)) : instant(text, pointer);
	}

	// Docker takes 1h30m, too.
	private static Duration distance(String text) {
		return PART.matcher(text)
			.results()
			.map((part) -> DurationStyle.SIMPLE.parse(part.group()))
			.reduce(Duration.ZERO, Duration::plus);
	}

	private static Instant instant(String text, String pointer) {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			throw MoorageException.invalid(pointer, "There is no such date. Check its month and day.");
		}
	}

}
