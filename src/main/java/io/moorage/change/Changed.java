package io.moorage.change;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Is the answer to a write: what is there now, and what was done.
 *
 * @param <T> what was written
 * @param value what is there now; its fields stand beside the others
 * @param outcome one word for what was done
 * @param warnings what the caller should know though it went well
 * @param previousId the id that it had before it was replaced, else null
 */
public record Changed<T>(@JsonUnwrapped T value, Outcome outcome, List<String> warnings, @Nullable String previousId) {

	/**
	 * Copies what is given.
	 */
	public Changed {
		warnings = List.copyOf(warnings);
	}

	/**
	 * Answers a write that replaced nothing.
	 */
	public Changed(T value, Outcome outcome, List<String> warnings) {
		this(value, outcome, warnings, null);
	}

}
