package io.moorage.network;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.moorage.fault.MoorageException;

import org.springframework.boot.convert.DurationStyle;

/**
 * Reads moments that are given as an instant or as a distance from the present.
 */
final class Moments {

	/**
	 * What a distance looks like.
	 */
	static final String AGE = "\\d{1,9}(?:ms|s|m|h|d)";

	/**
	 * What an instant looks like (RFC 3339).
	 */
	static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})";

	private Moments() {
	}

	static Instant before(Instant now, String text, String pointer) {
		return text.matches(AGE) ? now.minus(DurationStyle.SIMPLE.parse(text)) : instant(text, pointer);
	}

	static Instant after(Instant now, String text, String pointer) {
		return text.matches(AGE) ? now.plus(DurationStyle.SIMPLE.parse(text)) : instant(text, pointer);
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
