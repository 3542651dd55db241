package io.moorage.change;

/**
 * Is a JSON merge patch (RFC 7396).
 *
 * @param <T> what it is a patch of
 */
@FunctionalInterface
public interface Patch<T> {

	/**
	 * Applies the patch.
	 * @param today what is there
	 * @return what shall be there; what the patch makes null is null
	 * @throws io.moorage.fault.MoorageException {@code invalid-request} when the result
	 * does not fit together, or the patch has unknown fields
	 */
	T over(T today);

}
