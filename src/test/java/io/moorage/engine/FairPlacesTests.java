package io.moorage.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Places that callers take turns for.
 */
class FairPlacesTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static boolean take(FairPlaces places, String caller) {
		try {
			return places.take(caller, Duration.ZERO);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void takeWhenOneCallerHasAllItMayLeavesRoomForAnother() {
		FairPlaces places = new FairPlaces(4, 10);
		assertThat(List.of(take(places, "greedy"), take(places, "greedy"), take(places, "greedy"))).containsOnly(true);
		assertThat(take(places, "greedy")).isFalse();
		assertThat(take(places, "modest")).isTrue();
		assertThat(take(places, "third")).isFalse();
		places.giveBack("greedy");
		assertThat(take(places, "third")).isTrue();
	}

	@Test
	void takeWhenServiceItselfAsksGivesAllPlaces() {
		FairPlaces places = new FairPlaces(4, 10);
		for (int i = 0; i < 4; i++) {
			assertThat(take(places, FairPlaces.ITSELF)).isTrue();
		}
		assertThat(take(places, FairPlaces.ITSELF)).isFalse();
	}

	@Test
	void takeWhenManyOfOneCallerWaitGivesTheNextPlaceToAnother() throws InterruptedException {
		FairPlaces places = new FairPlaces(1, 100);
		assertThat(take(places, "greedy")).isTrue();
		List<String> order = Collections.synchronizedList(new ArrayList<>());
		List<Thread> threads = new ArrayList<>();
		for (String caller : List.of("greedy", "greedy", "greedy", "modest", "greedy", "third", "modest")) {
			CountDownLatch begun = new CountDownLatch(1);
			Thread thread = Thread.ofVirtual().start(() -> wait(places, caller, order, begun));
			threads.add(thread);
			begun.await();
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		}
		places.giveBack("greedy");
		for (Thread thread : threads) {
			assertThat(thread.join(LONG)).isTrue();
		}
		assertThat(order).containsExactly("greedy", "modest", "third", "greedy", "modest", "greedy", "greedy");
	}

	private static void wait(FairPlaces places, String caller, List<String> order, CountDownLatch begun) {
		try {
			begun.countDown();
			assertThat(places.take(caller, LONG)).isTrue();
			order.add(caller);
			places.giveBack(caller);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void takeWhenTooManyWaitIsRefusedAtOnce() throws InterruptedException {
		FairPlaces places = new FairPlaces(1, 4);
		assertThat(take(places, "greedy")).isTrue();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			Thread thread = Thread.ofVirtual()
				.start(() -> wait(places, "greedy", new ArrayList<>(), new CountDownLatch(1)));
			threads.add(thread);
			await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		}
		assertThat(places.take("greedy", LONG)).isFalse();
		threads.forEach(Thread::interrupt);
		for (Thread thread : threads) {
			assertThat(thread.join(LONG)).isTrue();
		}
		places.giveBack("greedy");
		assertThat(take(places, "modest")).isTrue();
	}

}
