package io.moorage.driver;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Is the guide to the drivers, in all of its languages, which say the same.
 */
final class DriverGuide {

	private final Map<String, DriverFacts> facts;

	private final Map<Language, GuideText> texts;

	/**
	 * Puts the guide together.
	 * @param facts what holds in every language, by the drivers' names
	 * @param texts what is said in each of the languages
	 * @throws IllegalStateException with a sentence, when the languages do not say the
	 * same
	 */
	DriverGuide(Map<String, DriverFacts> facts, Map<Language, GuideText> texts) {
		this.facts = Collections.unmodifiableMap(facts);
		this.texts = new EnumMap<>(texts);
		for (Language language : Language.values()) {
			check(language);
		}
	}

	/**
	 * Returns the drivers that the guide knows.
	 * @return what holds in every language, by the drivers' names
	 */
	Map<String, DriverFacts> facts() {
		return this.facts;
	}

	/**
	 * Says in a language what there is to say.
	 * @param language which one
	 * @return what there is to say
	 */
	GuideText in(Language language) {
		return Objects.requireNonNull(this.texts.get(language));
	}

	/**
	 * Finds out which driver is meant by what is not its name.
	 * @param word what a caller wrote
	 * @return the driver's name
	 */
	Optional<String> alias(String word) {
		return this.facts.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().alsoCalled().contains(word))
			.map(Map.Entry::getKey)
			.findFirst();
	}

	private void check(Language language) {
		GuideText text = in(language);
		requireSame(language + ", drivers", text.drivers().keySet(), this.facts.keySet());
		this.facts.forEach((driver, known) -> {
			String where = language + ", drivers/" + driver;
			GuideText.DriverText said = Objects.requireNonNull(text.drivers().get(driver));
			requireSame(where + "/options", said.options().keySet(), known.options().keySet());
			GuideText.DriverText first = Objects.requireNonNull(in(Language.ENGLISH).drivers().get(driver));
			requireSame(where + "/guide/limits, how many", said.guide().limits().size(), first.guide().limits().size());
		});
	}

	private static void requireSame(String where, Object there, Object wanted) {
		if (!there.equals(wanted)) {
			throw new IllegalStateException(
					"The driver guide's files disagree (%s): %s is there, and should be %s. Give all of them the same keys."
						.formatted(where, there, wanted));
		}
	}

}
