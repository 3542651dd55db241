package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine that goes away, is changed meanwhile, and comes back.
 */
class EngineLostTests extends AbstractFaultTests {

	/** A lost engine is noticed within 2 s; the rest is for a slow machine. */
	private static final Duration NOTICED = Duration.ofMillis(3500);

	/** What is answered without asking anybody. */
	private static final Duration AT_ONCE = Duration.ofSeconds(1);

	EngineLostTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.max-stale=4s");
	}

	@Test
	void readsWhenEngineIsAwayGoOnStaleThenFailThenMissNothing() throws IOException {
		String kept = this.mine.name("kept");
		String going = this.mine.name("going");
		String coming = this.mine.name("coming");
		String keptId = this.api.create(this.mine.network(kept).with("internal", true)).path("id").asString();
		String goingId = this.api.create(this.mine.network(going).with("internal", true)).path("id").asString();
		String moving = this.api.run(this.mine.container(this.mine.name("moving"), going)).path("id").asString();
		String stopping = this.api.run(this.mine.container(this.mine.name("stopping"), kept)).path("id").asString();
		String leaving = this.api.run(this.mine.container(this.mine.name("leaving"), kept)).path("id").asString();
		String tag = this.api.at("/networks/{}", keptId).get().header("ETag");
		try (EventFeed feed = EventFeed.of(this.api)) {
			this.engine.vanish();
			awaitLoss();
			Answer read = this.api.at("/networks/{}", keptId).get();
			isStale(read);
			assertThat(read.header("ETag")).isEqualTo(tag);
			assertThat(this.api.at("/networks").post(this.mine.network(coming))).isProblem(503, "engine-unavailable");

			String comingId = this.stranger.createNetwork(coming);
			this.stranger.connect(comingId, moving);
			this.stranger.disconnect(goingId, moving);
			this.stranger.removeNetwork(goingId);
			this.stranger.stop(stopping);
			this.stranger.rename(moving, this.mine.name("moved"));
			this.stranger.removeContainer(leaving);
			this.stranger.run(this.mine.name("arrived"), kept);
			await().untilAsserted(
					() -> assertThat(this.api.at("/networks/{}", keptId).get()).isProblem(503, "engine-unavailable"));

			this.engine.behave();
			await().untilAsserted(() -> assertThat(this.api.at("/networks").get()).hasStatus(200).has("/stale", false));
			showsWhatIsThere();
			assertThat(this.api.at("/networks/{}", goingId).get()).isProblem(404, "network-not-found");
			List<String> told = told(feed);
			assertThat(told).startsWith("engine.lost", "engine.found").doesNotHaveDuplicates();
			assertThat(told.subList(2, told.size())).containsExactlyInAnyOrder(
					"container.stopped " + this.mine.name("stopping"), "container.stopped " + this.mine.name("leaving"),
					"endpoint.disconnected " + this.mine.name("moving") + " " + going,
					"endpoint.disconnected " + this.mine.name("leaving") + " " + kept,
					"container.removed " + this.mine.name("leaving"), "network.removed " + going,
					"network.created " + coming, "container.created " + this.mine.name("arrived"),
					"container.changed " + this.mine.name("moved"),
					"endpoint.connected " + this.mine.name("moved") + " " + coming,
					"endpoint.connected " + this.mine.name("arrived") + " " + kept,
					"container.started " + this.mine.name("arrived"));
		}
	}

	@Test
	void readsWhenEngineHangsGoOnAndTheLossIsNoticed() throws IOException {
		try (EventFeed feed = EventFeed.of(this.api)) {
			this.engine.misbehave(Fault.HANG);
			Instant begin = Instant.now();
			await().pollInterval(Duration.ofMillis(50))
				.until(this::readAtOnce, (read) -> read.json().path("stale").asBoolean());
			isStale(this.api.at("/networks").get());
			await().until(() -> !feed.events().isEmpty());
			Instant noticed = Instant.parse(feed.events().getFirst().path("time").asString());
			assertThat(Duration.between(begin, noticed)).isLessThan(NOTICED);

			Instant refused = Instant.now();
			assertThat(this.mine
				.unchangedBy(() -> this.api.at("/networks").post(this.mine.network(this.mine.name("never")))))
				.isProblem(503, "engine-unavailable");
			assertThat(fresh("/networks")).isProblem(503, "engine-unavailable");
			assertThat(Duration.between(refused, Instant.now())).isLessThan(AT_ONCE);

			String unseen = this.stranger.createNetwork(this.mine.name("unseen"));
			assertThat(this.api.at("/networks/{}", unseen).get()).isProblem(404, "network-not-found");
			this.engine.behave();
			await().untilAsserted(() -> assertThat(this.api.at("/networks/{}", unseen).get()).hasStatus(200));
			assertThat(told(feed)).containsExactly("engine.lost", "engine.found",
					"network.created " + this.mine.name("unseen"));
		}
	}

	private Answer readAtOnce() {
		Instant asked = Instant.now();
		Answer read = this.api.at("/networks").get();
		assertThat(read).hasStatus(200);
		assertThat(Duration.between(asked, Instant.now())).isLessThan(AT_ONCE);
		return read;
	}

	@Test
	void readsWhenEngineIsSlowForAMomentAreNotStale() {
		try (EventFeed feed = EventFeed.of(this.api)) {
			Gate gate = new Gate();
			this.engine.misbehave("GET /_ping", Fault.holding(gate));
			gate.awaitVisitor();
			gate.open();
			this.engine.countAnew();
			await().until(() -> this.engine.count("GET /_ping"), (pings) -> pings > 1);
			assertThat(told(feed)).isEmpty();
		}
	}

	@Test
	void readsWhenEngineComesAndGoesRecoverEachTime() throws IOException {
		try (EventFeed feed = EventFeed.of(this.api)) {
			for (int i = 0; i < 3; i++) {
				this.engine.vanish();
				awaitLoss();
				String network = this.stranger.createNetwork(this.mine.name("meanwhile" + i));
				this.engine.behave();
				await().untilAsserted(() -> assertThat(this.api.at("/networks/{}", network).get()).hasStatus(200));
			}
			assertThat(told(feed)).containsExactly("engine.lost", "engine.found",
					"network.created " + this.mine.name("meanwhile0"), "engine.lost", "engine.found",
					"network.created " + this.mine.name("meanwhile1"), "engine.lost", "engine.found",
					"network.created " + this.mine.name("meanwhile2"));
		}
	}

}
