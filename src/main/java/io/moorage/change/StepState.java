package io.moorage.change;

import java.util.Locale;

/**
 * Says how a step gets on.
 */
public enum StepState {

	/** Its turn is yet to come. */
	PENDING,
	/** It is being done, or was when the service ended. */
	RUNNING,
	/** It is done. */
	DONE,
	/** It failed; those before it were undone. */
	FAILED;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
