package io.moorage.access;

/**
 * Makes texts of strangers fit for a line of a log.
 */
final class LogText {

	private static final int MAX_LENGTH = 128;

	private LogText() {
	}

	/**
	 * Replaces what is no plain character, and cuts what is long.
	 */
	static String of(String text) {
		String plain = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?");
		return (plain.length() > MAX_LENGTH) ? plain.substring(0, MAX_LENGTH) : plain;
	}

}
