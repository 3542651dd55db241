package io.moorage.engine;

/**
 * Tells something of the engine that another room knows, for {@code GET /engine}.
 */
public interface EngineReport {

	/**
	 * Returns what it is called.
	 * @return the name of a field
	 */
	String name();

	/**
	 * Tells it.
	 * @return the present value of the field
	 */
	Object report();

}
