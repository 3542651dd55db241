package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Instead of a stream of events there is something else, or nothing. Readers are never
 * told that what they see is sure when it is not.
 */
@TestMethodOrder(OrderAnnotation.class)
class GarbageStreamTests extends AbstractFaultTests {

	private static final String STREAM = "GET /events.*";

	private int count;

	GarbageStreamTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=10m",
				"moorage.snapshot.max-stale=10m", "moorage.engine.read-timeout=20s");
	}

	@Test
	void changesWhenStreamIsGarbageAreSeenOrReadersAreTold() throws IOException {
		List<Fault> garbage = List.of(Fault.answering(200, "application/json", "{\"Type\": \"netw"), Fault.NO_HTTP,
				Fault.refusing(500, "something broke"), Fault.streaming("{] is no event"),
				Fault.streaming("{\"Type\":\"network\"}\n"));
		for (Fault fault : garbage) {
			this.engine.misbehave(STREAM, fault);
			this.engine.cut(STREAM);
			awaitAttempt();
			String network = this.stranger.createNetwork(this.mine.name("garbage" + this.count++));
			await().untilAsserted(() -> {
				Answer read = this.api.at("/networks/{}", network).get();
				assertThat(read.status() == 200 || isToldStale())
					.as("the network is there, or reads are stale: %s", read)
					.isTrue();
			});
			this.engine.behave();
			awaitSeen("/networks/{}", network);
			showsWhatIsThere();
		}
	}

	private boolean isToldStale() {
		return this.api.at("/networks").get().header("Moorage-Stale").equals("true");
	}

	@Test
	@Order(1)
	void streamWhenItIsGarbageForLongIsReopenedMoreAndMoreSeldom() throws IOException {
		this.engine.misbehave(STREAM, Fault.answering(200, "application/json", "[["));
		this.engine.cut(STREAM);
		Instant begin = Instant.now();
		await().until(() -> this.engine.count(STREAM), (attempts) -> attempts >= 5);
		assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(700));
		assertThat(this.engine.count("GET /networks")).isLessThanOrEqualTo(this.engine.count(STREAM));
	}

	@Test
	void streamWhenItDoesNotBeginIsALoss() throws IOException {
		this.engine.misbehave(STREAM, Fault.HANG);
		this.engine.cut(STREAM);
		awaitAttempt();
		String unseen = this.stranger.createNetwork(this.mine.name("unseen"));
		awaitLoss();
		this.engine.behave();
		awaitSeen("/networks/{}", unseen);
	}

	private void awaitAttempt() {
		await().until(() -> this.engine.count(STREAM), (attempts) -> attempts > 0);
	}

}
