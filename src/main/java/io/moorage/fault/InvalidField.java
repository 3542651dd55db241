package io.moorage.fault;

/**
 * Names one thing in a request that is wrong.
 *
 * @param pointer where it is: a JSON pointer (RFC 6901) into the body, or {@code ?name}
 * for a query parameter
 * @param detail a sentence that says what is wrong and what would be right
 */
public record InvalidField(String pointer, String detail) {

	/**
	 * Writes a name as a step of a JSON pointer (RFC 6901, section 3).
	 * @param name any text
	 * @return the same, escaped
	 */
	public static String step(String name) {
		return name.replace("~", "~0").replace("/", "~1");
	}

}
