package io.moorage.network;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Knows which names a new network may have.
 */
final class NetworkNameRule {

	private static final int MAX_LENGTH = 255;

	private NetworkNameRule() {
	}

	/**
	 * Tells what is wrong with a name.
	 * @param name the name; null is not this rule's matter
	 * @return a sentence, or empty when nothing is wrong
	 */
	static Optional<String> mistake(@Nullable String name) {
		if (name == null) {
			return Optional.empty();
		}
		if (name.isBlank()) {
			return Optional.of("must not be blank: give the network a name of 1 to 255 characters.");
		}
		if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
			return Optional.of("must have 255 characters at most.");
		}
		if (isBlank(name.codePointAt(0)) || isBlank(name.codePointBefore(name.length()))) {
			return Optional.of("must not begin or end with a blank.");
		}
		if (name.codePoints().anyMatch(Character::isISOControl)) {
			return Optional.of("must not have control characters in it.");
		}
		if (name.codePoints().anyMatch((each) -> Character.getType(each) == Character.SURROGATE)) {
			return Optional.of("must be Unicode text; half of a surrogate pair is none.");
		}
		if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
			return Optional.of("must not have / or \\ in it, since a name stands in URLs.");
		}
		if (name.equals(".") || name.equals("..")) {
			return Optional.of("must not be . or .., since a name stands in URLs.");
		}
		if (name.startsWith("container:")) {
			return Optional
				.of("must not begin with container:, since Docker takes that for another container's network.");
		}
		return Optional.empty();
	}

	private static boolean isBlank(int codePoint) {
		return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
	}

}
