package io.moorage.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.moorage.access.Caller.Credential;
import io.moorage.change.NetworkLocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers who change one network, or make many.
 */
class TurnsTests {

	private final NetworkLocks locks = new NetworkLocks();

	private final List<String> done = Collections.synchronizedList(new ArrayList<>());

	private final CountDownLatch begin = new CountDownLatch(1);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void changeWhenAnotherWantsManyComesInTurn(boolean making) throws InterruptedException {
		List<Thread> callers = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			callers.add(start("greedy", making ? "network" + i : "network", making));
		}
		callers.add(start("modest", making ? "another" : "network", making));
		this.begin.countDown();
		for (Thread caller : callers) {
			assertThat(caller.join(java.time.Duration.ofSeconds(30))).isTrue();
		}
		assertThat(this.done).hasSize(7);
		assertThat(this.done.indexOf("modest")).isLessThanOrEqualTo(2);
	}

	private Thread start(String name, String network, boolean making) {
		Thread thread = new Thread(() -> {
			SecurityContextHolder.getContext()
				.setAuthentication(
						new CallerAuthentication(new Caller(name, Role.ADMIN, Credential.TOKEN), () -> true));
			this.locks.holding(Set.of(network), making, () -> {
				awaitBegin();
				return this.done.add(name);
			});
		});
		thread.start();
		await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return thread;
	}

	private void awaitBegin() {
		try {
			assertThat(this.begin.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void changeWhenItHasALockTakesItAgain() {
		assertThat(this.locks.<String>holding(Set.of("one", "two"), true,
				() -> this.locks.holding(Set.of("two"), true, () -> this.locks.making(() -> "done"))))
			.isEqualTo("done");
	}

}
