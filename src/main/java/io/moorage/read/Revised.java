package io.moorage.read;

/**
 * Is an answer that tells which state of the snapshot it is of. Its entity tag is weak
 * and made of the content alone, so that what happened elsewhere does not change it.
 */
public interface Revised {

	/**
	 * Returns the rest of the answer.
	 * @return what is written as a JSON object, at least one member always
	 */
	Object content();

	/**
	 * Returns which state of the snapshot it is.
	 * @return the revision
	 */
	String revision();

	/**
	 * Tells whether the engine is away.
	 * @return whether nobody knows what happened since
	 */
	boolean stale();

}
