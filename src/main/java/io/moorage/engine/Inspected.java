package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.fault.MoorageException;

/**
 * Is what came of inspecting several things. What was asked for and is in neither is
 * gone.
 *
 * @param <I> the kind of id
 * @param <T> what they are
 * @param found what is there
 * @param failed what the engine could not, or would not, tell of, and why: one broken
 * object must not hide all others
 */
public record Inspected<I, T>(List<T> found, Map<I, MoorageException> failed) {

	/**
	 * Copies what is given.
	 */
	public Inspected {
		found = List.copyOf(found);
		failed = Map.copyOf(failed);
	}

}
