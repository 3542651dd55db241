package io.moorage.event;

import java.util.List;

import io.moorage.snapshot.Revision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventId}.
 */
class EventIdTests {

	@Test
	void parseWhenWrittenIsTheSame() {
		for (EventId id : List.of(id(1, 0), id(42, 7), id(9, 999_999_999), id(3, EventId.BARE))) {
			assertThat(EventId.parse(id.toString())).contains(id);
		}
		assertThat(id(3, 4)).hasToString("run-3.4");
		assertThat(id(3, EventId.BARE)).hasToString("run-3");
	}

	@Test
	void compareToWhenRevisionAloneIsBehindWhatLedToItAndBeforeWhatCameSince() {
		List<EventId> ordered = List.of(id(1, 0), id(1, 1), id(1, 10), EventId.parse("run-1").orElseThrow(),
				id(1, EventId.BARE + 1), id(2, 0), id(10, 0));
		assertThat(ordered.reversed().stream().sorted()).containsExactlyElementsOf(ordered);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "run", "run-1.", "run-1.-1", "run-1.1.1", "run-1.x", "run-1.1000000000", ".1",
			"run-.1", "run-1. 1", "run-1.0\n", "null" })
	void parseWhenMalformedIsEmpty(String text) {
		assertThat(EventId.parse(text)).isEmpty();
	}

	@Test
	void isOfSameRunWhenEpochIsTheSame() {
		assertThat(id(1, 0).isOfSameRun(id(99, 3))).isTrue();
		assertThat(id(1, 0).isOfSameRun(new EventId(new Revision("other", 1), 0))).isFalse();
	}

	private static EventId id(long number, int place) {
		return new EventId(new Revision("run", number), place);
	}

}
