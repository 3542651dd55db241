package io.moorage.driver;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which language a caller gets.
 */
class LanguageTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                    | en
			fr                    | fr
			FR-ca                 | fr
			fr, en                | fr
			fr;q=0.5, en          | en
			en;q=0.1, fr;q=0.2    | fr
			de, fr;q=0.3          | fr
			de                    | en
			*                     | en
			en;q=0, *             | fr
			fr;q=0, *             | en
			fr;q=many             | en
			fro                   | en
			""")
	void acceptedWhenAskedForIsTheBestThatIsThere(String header, String language) {
		assertThat(Language.accepted(header)).hasToString(language);
	}

}
