package io.moorage.read;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Revision;
import io.moorage.topology.Topology;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Page}, against a list that is sorted and cut by hand.
 */
class PageTests {

	private static final Reading READING = new Reading(Topology.EMPTY, new Revision("run", 7), Duration.ZERO, false);

	private static final List<String> NAMES = List.of("", "a", "A", "aa", "b", "é", "🚢", "a\0b", "x\ny",
			"z".repeat(255));

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	@RepeatedTest(50)
	void ofWhenWalkedGivesEverythingOnceInOrder() {
		List<Page.Key> all = keys(this.random.nextInt(40));
		Page.Sort sort = any(List.of(Page.Sort.values()));
		int limit = 1 + this.random.nextInt(12);
		List<Page.Key> walked = new ArrayList<>();
		String after = null;
		do {
			Listing<Page.Key> page = page(limit, after, sort, all);
			assertThat(page.total()).isEqualTo(all.size());
			assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
			assertThat(page.next() == null || page.items().size() == limit).isTrue();
			walked.addAll(page.items());
			after = page.next();
		}
		while (after != null);
		assertThat(walked).as("seed %d", this.seed).isEqualTo(sorted(all, sort));
	}

	@RepeatedTest(50)
	void ofWhenThingsComeAndGoGivesThoseThatStayOnce() {
		List<Page.Key> all = keys(5 + this.random.nextInt(30));
		Set<Page.Key> stayed = new HashSet<>(all);
		Page.Sort sort = any(List.of(Page.Sort.values()));
		List<Page.Key> walked = new ArrayList<>();
		String after = null;
		do {
			Listing<Page.Key> page = page(1 + this.random.nextInt(5), after, sort, all);
			walked.addAll(page.items());
			after = page.next();
			List<Page.Key> now = new ArrayList<>(all);
			now.removeIf((each) -> this.random.nextInt(6) == 0);
			stayed.retainAll(now);
			now.addAll(keys(this.random.nextInt(4)));
			all = now;
		}
		while (after != null);
		assertThat(walked).as("seed %d", this.seed).doesNotHaveDuplicates().containsAll(stayed);
		assertThat(walked).isEqualTo(sorted(walked, sort));
	}

	private Listing<Page.Key> page(@Nullable Integer limit, @Nullable String after, Page.@Nullable Sort sort,
			List<Page.Key> all) {
		return new Page(limit, after, sort).of(READING, sorted(all, Page.Sort.NAME), Function.identity(),
				Function.identity());
	}

	private List<Page.Key> keys(int count) {
		Set<Page.Key> keys = new HashSet<>();
		Stream.generate(this::key).limit(count).forEach(keys::add);
		return new ArrayList<>(keys);
	}

	private Page.Key key() {
		Instant created = Instant.ofEpochSecond(this.random.nextInt(3) - 1, this.random.nextInt(3));
		return new Page.Key(any(NAMES), created, Integer.toHexString(this.random.nextInt()));
	}

	private <T> T any(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

	private static List<Page.Key> sorted(List<Page.Key> all, Page.Sort sort) {
		Comparator<Page.Key> order = switch (sort) {
			case NAME -> (one, other) -> one.name().compareTo(other.name());
			case NAME_DOWN -> (one, other) -> other.name().compareTo(one.name());
			case CREATED -> (one, other) -> one.created().compareTo(other.created());
			case CREATED_DOWN -> (one, other) -> other.created().compareTo(one.created());
		};
		List<Page.Key> sorted = new ArrayList<>(all);
		Collections.shuffle(sorted);
		sorted.sort(Comparator.comparing(Page.Key::id));
		sorted.sort(order);
		return sorted;
	}

	@Test
	void ofWhenNoLimitIsGivenIsEverything() {
		List<Page.Key> all = keys(2000);
		Listing<Page.Key> page = page(null, null, null, all);
		assertThat(page.items()).isEqualTo(sorted(all, Page.Sort.NAME));
		assertThat(page.next()).isNull();
		assertThat(page.revision()).isEqualTo("run-7");
		assertThat(page(null, null, null, List.of()).items()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Page.Sort.class)
	void ofWhenAfterIsOfAnotherOrderIsInvalid(Page.Sort sort) {
		List<Page.Key> all = List.of(new Page.Key("a", Instant.EPOCH, "1"), new Page.Key("b", Instant.EPOCH, "2"));
		String next = page(1, null, sort, all).next();
		assertThat(page(1, next, sort, all).items()).hasSize(1);
		for (Page.Sort other : Page.Sort.values()) {
			if (other != sort) {
				assertInvalid(next, other);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "garbage", "####", "name", "name\0\0\0", "name\0never\0id\0x",
			"name\0" + "1970-01-01T00:00:00Z", "name\0" + "1970-01-01T00:00:00Z\0id",
			"NAME\0" + "1970-01-01T00:00:00Z\0id\0x" })
	void ofWhenAfterIsNoneIsInvalid(String text) {
		assertInvalid(Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), Page.Sort.NAME);
		assertInvalid(text, null);
	}

	private void assertInvalid(@Nullable String after, Page.@Nullable Sort sort) {
		assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> page(5, after, sort, List.of()))
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(FaultCode.INVALID_REQUEST);
				assertThat(ex.facts()).extractingByKey("errors")
					.asInstanceOf(InstanceOfAssertFactories.list(InvalidField.class))
					.extracting(InvalidField::pointer)
					.containsExactly("?after");
			});
	}

}
