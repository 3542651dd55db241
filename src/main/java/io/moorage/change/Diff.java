package io.moorage.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Is one thing that is not as it was asked for.
 *
 * @param path where it stands in the body as it was sent, a JSON pointer
 * @param current what is there, null when nothing is
 * @param desired what was asked for, null when it shall be absent
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Diff(String path, @Nullable Object current, @Nullable Object desired) {

	/**
	 * Tells of a difference, with values as they stand in a body.
	 * @param path where
	 * @param current what is there, or null
	 * @param desired what was asked for, or null
	 */
	public static Diff of(String path, @Nullable Object current, @Nullable Object desired) {
		return new Diff(path, shown(current), shown(desired));
	}

	private static @Nullable Object shown(@Nullable Object value) {
		return (value == null || value instanceof Boolean || value instanceof Number) ? value : value.toString();
	}

}
