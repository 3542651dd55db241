package io.moorage.topology;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Chooses by a label: {@code k} (it is there), {@code k=v} (it has this value), and
 * either with {@code !} before it (the opposite).
 *
 * @param key the label's key
 * @param value its value, or null for any
 * @param negated whether the opposite is meant
 */
public record LabelSelector(String key, @Nullable String value, boolean negated) {

	/**
	 * How a selector is written, as a regular expression.
	 */
	public static final String FORM = "!?[^=!][^=]*(?:=(?s:.*))?";

	private static final Pattern PATTERN = Pattern.compile(FORM);

	/**
	 * Reads a selector.
	 * @param text the selector
	 * @return the selector
	 * @throws IllegalArgumentException with a phrase, when the text is none
	 */
	public static LabelSelector parse(String text) {
		if (!PATTERN.matcher(text).matches()) {
			throw new IllegalArgumentException("must be k, k=v or !k");
		}
		boolean negated = text.startsWith("!");
		String label = negated ? text.substring(1) : text;
		int equals = label.indexOf('=');
		return (equals < 0) ? new LabelSelector(label, null, negated)
				: new LabelSelector(label.substring(0, equals), label.substring(equals + 1), negated);
	}

	/**
	 * Tells whether labels are such as are meant.
	 * @param labels the labels
	 * @return whether they fit
	 */
	public boolean fits(Map<String, String> labels) {
		boolean there = (this.value != null) ? this.value.equals(labels.get(this.key)) : labels.containsKey(this.key);
		return there != this.negated;
	}

}
