package io.moorage.driver;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Is a generation of Docker Engine, for example 28.2.
 *
 * @param major what changes with incompatible changes
 * @param minor what changes with additions
 */
record Release(int major, int minor) implements Comparable<Release> {

	private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?!\\d).*");

	private static final Comparator<Release> ORDER = Comparator.comparingInt(Release::major)
		.thenComparingInt(Release::minor);

	/**
	 * Reads which generation a version is of.
	 * @param version what an engine calls its version, {@code 26.1.5+dfsg1} for example
	 * @return the generation, or nothing for a version of another form
	 */
	static Optional<Release> of(String version) {
		Matcher matcher = VERSION.matcher(version);
		return matcher.matches()
				? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
				: Optional.empty();
	}

	@JsonCreator
	static Release parse(String version) {
		return of(version)
			.orElseThrow(() -> new IllegalArgumentException(version + " must be a version like \"28.2\", quoted"));
	}

	@Override
	public int compareTo(Release other) {
		return ORDER.compare(this, other);
	}

	@Override
	@JsonValue
	public String toString() {
		return this.major + "." + this.minor;
	}

}
