package io.moorage.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.moorage.snapshot.Revision;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventRing}.
 */
class EventRingTests {

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	@RepeatedTest(50)
	void afterWhenAnythingWasAddedGoesOnBehindIt() {
		int size = 1 + this.random.nextInt(20);
		EventRing ring = new EventRing(size);
		List<EventId> all = new ArrayList<>();
		int revision = 1;
		for (int i = this.random.nextInt(60); i > 0; i--) {
			boolean same = this.random.nextInt(3) > 0 && !all.isEmpty();
			revision += same ? 0 : 1 + this.random.nextInt(2);
			EventId id = new EventId(new Revision("run", revision), same ? all.getLast().place() + 1 : 0);
			all.add(id);
			ring.add(event(id));
		}
		int first = Math.max(0, all.size() - size);
		for (int i = 0; i < all.size(); i++) {
			long position = ring.after(all.get(i));
			if (i < first - 1) {
				assertThat(position).as("%d of %d, seed %d", i, all.size(), this.seed).isEqualTo(-1);
			}
			else {
				assertThat(ids(ring.from(position, 100))).as("%d of %d, seed %d", i, all.size(), this.seed)
					.isEqualTo(all.subList(i + 1, all.size()));
			}
		}
		for (int number = 0; number <= revision + 1; number++) {
			EventId whole = new EventId(new Revision("run", number), EventId.BARE);
			List<EventId> behind = all.stream().filter((each) -> each.compareTo(whole) > 0).toList();
			long position = ring.after(whole);
			assertThat((position < 0) ? null : ids(ring.from(position, 100)))
				.as("revision %d, seed %d", number, this.seed)
				.isEqualTo((behind.size() > all.size() - first) ? null : behind);
		}
	}

	@Test
	void hasWhenItWentRoundIsFalse() {
		EventRing ring = new EventRing(2);
		assertThat(ring.has(0)).isTrue();
		for (int i = 0; i < 3; i++) {
			assertThat(ring.next()).isEqualTo(i);
			ring.add(event(new EventId(new Revision("run", i), 0)));
		}
		assertThat(ring.has(0)).isFalse();
		assertThat(ring.has(1)).isTrue();
		assertThat(ring.has(3)).isTrue();
	}

	@Test
	void fromWhenThereAreMoreThanWantedGivesTheFirst() {
		EventRing ring = new EventRing(10);
		for (int i = 0; i < 5; i++) {
			ring.add(event(new EventId(new Revision("run", i), 0)));
		}
		assertThat(ids(ring.from(1, 2))).extracting((id) -> id.revision().number()).containsExactly(1L, 2L);
		assertThat(ring.from(5, 2)).isEmpty();
	}

	@Test
	void forgetWhenEventsWereThereHasMissedThemAll() {
		EventRing ring = new EventRing(3);
		ring.add(event(new EventId(new Revision("run", 1), 0)));
		long position = ring.next();
		EventId unknown = new EventId(new Revision("run", 2), 5);
		ring.forget(unknown);
		assertThat(ring.has(position)).isFalse();
		assertThat(ring.after(new EventId(new Revision("run", 1), 0))).isEqualTo(-1);
		assertThat(ring.after(unknown)).isEqualTo(ring.next());
		EventId next = new EventId(new Revision("run", 3), 0);
		ring.add(event(next));
		assertThat(ids(ring.from(ring.after(unknown), 10))).containsExactly(next);
	}

	private static List<EventId> ids(List<Event> events) {
		return events.stream().map(Event::id).toList();
	}

	private static Event event(EventId id) {
		return new Event(id, EventType.NETWORK_CHANGED,
				new EventData(id.toString(), "network.changed", Instant.EPOCH, "default", null, null, null, null),
				Set.of());
	}

}
