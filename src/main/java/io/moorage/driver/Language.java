package io.moorage.driver;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Is a language that the guide is written in.
 */
enum Language {

	/** The one for everybody who asks for none of these. */
	ENGLISH("en"),
	/** French, of whatever country. */
	FRENCH("fr");

	private final String tag;

	Language(String tag) {
		this.tag = tag;
	}

	/**
	 * Chooses the language that a caller likes best (RFC 9110, 12.5.4).
	 * @param acceptLanguage the header's value, empty when it was not sent
	 * @return English when nothing fits, or nobody understands the header
	 */
	static Language accepted(String acceptLanguage) {
		try {
			List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(acceptLanguage);
			return ranges.stream()
				.filter((range) -> range.getWeight() > 0)
				.flatMap((range) -> Stream.of(values()).filter((each) -> each.fits(range, ranges)).limit(1))
				.findFirst()
				.orElse(ENGLISH);
		}
		catch (IllegalArgumentException ex) {
			return ENGLISH;
		}
	}

	private boolean fits(Locale.LanguageRange range, List<Locale.LanguageRange> all) {
		return isMeantBy(range) || (range.getRange().equals("*") && all.stream().noneMatch(this::isMeantBy));
	}

	private boolean isMeantBy(Locale.LanguageRange range) {
		return range.getRange().equals(this.tag) || range.getRange().startsWith(this.tag + "-");
	}

	@Override
	public String toString() {
		return this.tag;
	}

}
