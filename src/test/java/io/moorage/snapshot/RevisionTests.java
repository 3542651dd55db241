package io.moorage.snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Revision}.
 */
class RevisionTests {

	@Test
	void parseWhenWrittenIsTheSame() {
		for (long number : new long[] { 0, 1, 42, 999_999_999_999_999_999L }) {
			Revision revision = new Revision("k3x9f2ab", number);
			assertThat(Revision.parse(revision.toString())).contains(revision);
		}
		assertThat(Revision.parse("k3x9f2ab-42")).contains(new Revision("k3x9f2ab", 42));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "a", "a-", "-1", "a-01", "a--1", "a-1.0", "A-1", "a-1 ", " a-1",
			"a-1000000000000000000", "a-b-1", "a-١", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1", "a-1\n" })
	void parseWhenMalformedIsEmpty(String text) {
		assertThat(Revision.parse(text)).isEmpty();
	}

	@Test
	void nextIsOneMoreInTheSameEpoch() {
		assertThat(new Revision("a", 9).next()).isEqualTo(new Revision("a", 10));
	}

}
