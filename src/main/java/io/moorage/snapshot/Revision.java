package io.moorage.snapshot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a state of the snapshot. It grows by one whenever something changed, and begins
 * anew, under another epoch, with each start of the service. To callers it is opaque.
 *
 * @param epoch a word for one run of the service
 * @param number counts from 1; 0 is before the first list
 */
public record Revision(String epoch, long number) {

	private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,32})-(0|[1-9][0-9]{0,17})");

	/**
	 * Reads a revision.
	 * @param text what {@link #toString()} gave
	 * @return the revision, or empty when the text is none
	 */
	public static Optional<Revision> parse(String text) {
		Matcher matcher = FORM.matcher(text);
		return matcher.matches() ? Optional.of(new Revision(matcher.group(1), Long.parseLong(matcher.group(2))))
				: Optional.empty();
	}

	Revision next() {
		return new Revision(this.epoch, this.number + 1);
	}

	@Override
	public String toString() {
		return this.epoch + "-" + this.number;
	}

}
