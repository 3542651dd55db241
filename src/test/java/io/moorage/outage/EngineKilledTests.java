package io.moorage.outage;

import java.io.IOException;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.EngineMirror;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine that nobody else uses, so that everything can be compared, and that is
 * killed.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class EngineKilledTests {

	private final Workspace mine;

	private OwnEngine own;

	private Engine engine;

	private Stranger stranger;

	EngineKilledTests(Workspace mine) {
		this.mine = mine;
	}

	@BeforeAll
	void start() throws IOException {
		Assumptions.assumeTrue(OwnEngine.isPossible(), "an engine of one's own takes root and dockerd");
		this.own = OwnEngine.started();
		this.engine = this.own.engine();
		this.stranger = new Stranger(this.engine, this.mine);
	}

	@AfterAll
	void stop() throws IOException {
		if (this.own != null) {
			this.own.close();
		}
	}

	@Test
	void readsWhenEngineIsKilledAndRestartedGoOnAndMissNothing() {
		try (RunningMoorage moorage = serviceWith("moorage.snapshot.max-stale=2s")) {
			Api api = moorage.api();
			EngineMirror mirror = new EngineMirror(api, this.engine);
			String network = this.mine.name("network");
			api.create(this.mine.network(network));
			String running = api.run(this.mine.container(this.mine.name("running"), network)).path("id").asString();
			String stopped = api.run(this.mine.container(this.mine.name("stopped"), network)).path("id").asString();
			assertThat(api.at("/containers/{}/stop", stopped).post()).hasStatus(200);
			mirror.showsEverything();
			try (EventFeed feed = EventFeed.of(api)) {
				this.own.kill();
				await().untilAsserted(() -> AbstractFaultTests.isStale(api.at("/networks/{}", network).get()));
				assertThat(api.at("/containers/{}", running).get()).hasStatus(200).has("/state", "running");
				assertThat(api.at("/networks").post(this.mine.network(this.mine.name("never")))).isProblem(503,
						"engine-unavailable");
				await().untilAsserted(() -> assertThat(api.at("/networks").get()).isProblem(503, "engine-unavailable"));

				this.own.start();
				await().untilAsserted(() -> assertThat(api.at("/networks").get()).hasStatus(200).has("/stale", false));
				mirror.showsEverything();
				assertThat(api.at("/containers/{}", running).get()).has("/state", "exited");
				assertThat(feed.told()).as("what happened, the engine's own new bridge included")
					.containsExactly("engine.lost", "engine.found", "container.stopped " + this.mine.name("running"),
							"network.removed bridge", "network.created bridge");
				assertThat(api.at("/containers/{}/start", running).post()).hasStatus(200).has("/state", "running");
				mirror.showsEverything();
			}
		}
	}

	@Test
	void revisionWhenNothingHappensStaysThoughEverythingIsLookedAt() {
		try (RunningMoorage moorage = serviceWith("moorage.snapshot.resync=100ms")) {
			Api api = moorage.api();
			String network = this.stranger.createNetwork(this.mine.name("quiet"));
			this.stranger.run(this.mine.name("quiet"), network);
			this.stranger.createContainer(this.mine.name("quiet-too"), network);
			EngineMirror mirror = new EngineMirror(api, this.engine);
			mirror.showsEverything();
			Answer before = api.at("/networks").get();
			double looks = resyncs(api);
			await().until(() -> resyncs(api), (count) -> count >= looks + 10);
			Answer after = api.at("/networks").query("fresh", true).get();
			assertThat(after.header("Moorage-Revision")).isEqualTo(before.header("Moorage-Revision"));
			assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));

			this.stranger.createNetwork(this.mine.name("loud"));
			await().untilAsserted(() -> assertThat(number(api.at("/networks").get())).isGreaterThan(number(before)));
			mirror.showsEverything();
		}
	}

	private RunningMoorage serviceWith(String setting) {
		return RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=20s", setting);
	}

	private static long number(Answer answer) {
		String revision = answer.header("Moorage-Revision");
		return Long.parseLong(revision.substring(revision.indexOf('-') + 1));
	}

	private static double resyncs(Api api) {
		return api.at("/actuator/prometheus")
			.get()
			.body()
			.lines()
			.filter((line) -> line.startsWith("moorage_snapshot_looks_seconds_count") && line.contains("resync"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

}
