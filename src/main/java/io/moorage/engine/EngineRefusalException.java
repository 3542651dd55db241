package io.moorage.engine;

/**
 * Tells that the engine answered with an error, in its own words. It stays inside this
 * package; {@link Refusals} gives it a meaning.
 */
class EngineRefusalException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	EngineRefusalException(int status, String message) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

	String engineMessage() {
		return String.valueOf(getMessage());
	}

}
