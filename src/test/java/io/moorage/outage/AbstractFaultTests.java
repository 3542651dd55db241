package io.moorage.outage;

import java.io.IOException;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.EngineMirror;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service with a {@link FaultProxy} between it and the real engine. After each test all
 * is well again with nothing to do, and the service shows what the engine has.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractFaultTests {

	final FaultProxy engine;

	final Workspace mine;

	/** Changes the engine behind the service's back, and never through the proxy. */
	final Stranger stranger;

	Api api;

	private final String[] settings;

	private RunningMoorage moorage;

	private int changes;

	/**
	 * Prepares a service.
	 * @param engine what the service takes for its engine
	 * @param mine what the tests make
	 * @param settings properties of the service
	 */
	AbstractFaultTests(FaultProxy engine, Workspace mine, String... settings) {
		this.engine = engine;
		this.mine = mine;
		this.settings = settings;
		this.stranger = new Stranger(Engine.required(), mine);
	}

	@BeforeAll
	void start() {
		this.moorage = RunningMoorage.inFrontOf(this.engine.uri(), this.settings);
		this.api = this.moorage.api();
	}

	@AfterAll
	void stop() throws IOException {
		this.moorage.close();
		this.engine.close();
	}

	@AfterEach
	void everythingWorksAgain() throws IOException {
		this.engine.behave();
		awaitRecovery();
		assertThat(this.api.at("/actuator/health").get()).hasStatus(200)
			.has("/components/engine/status", "UP")
			.has("/components/snapshot/status", "UP");
		await().untilAsserted(() -> {
			assertThat(this.engine.connections("(?!GET /(events|_ping)).*")).as("calls that go on").isZero();
			assertThat(this.engine.connections("GET /events.*")).as("streams of events").isEqualTo(1);
			assertThat(this.engine.connections("GET /_ping")).as("pings").isLessThanOrEqualTo(1);
		});
		showsWhatIsThere();
	}

	/**
	 * Waits until the service is sure again of its engine, which has behaved since: one
	 * that asked before may yet find that it was not answered.
	 */
	void awaitRecovery() {
		await().untilAsserted(() -> {
			assertThat(this.engine.count("GET /_ping")).as("pings since").isPositive();
			assertThat(fresh("/networks")).hasStatus(200).has("/stale", false);
		});
	}

	/** Waits until the service knows that its engine is away. */
	void awaitLoss() {
		await().untilAsserted(() -> isStale(this.api.at("/networks").get()));
	}

	/** Waits until something is there for those who ask the service only. */
	void awaitSeen(String path, Object... variables) {
		await().untilAsserted(() -> assertThat(this.api.at(path, variables).get()).hasStatus(200));
	}

	/**
	 * Returns all that a feed has told up to now of this workspace and of whether the
	 * engine is there: a last change is made and waited for.
	 */
	List<String> told(EventFeed feed) {
		String last = this.mine.name("last" + this.changes++);
		this.stranger.createConfiguration(last);
		await().until(feed::told, (told) -> told.contains("network.created " + last));
		return feed.told(this::isMine).stream().filter((line) -> !line.endsWith(last)).toList();
	}

	private boolean isMine(JsonNode event) {
		String ending = this.mine.name("");
		return event.path("type").asString().startsWith("engine.")
				|| event.at("/network/name").asString("").endsWith(ending)
				|| event.at("/container/name").asString("").endsWith(ending);
	}

	void showsWhatIsThere() {
		new EngineMirror(this.api, Engine.required()).shows(this.mine);
	}

	/** Reads after the engine was asked. */
	Answer fresh(String path, Object... variables) {
		return this.api.at(path, variables).query("fresh", true).get();
	}

	static void isStale(Answer answer) {
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Moorage-Stale")).as("Moorage-Stale of %s", answer).isEqualTo("true");
		if (answer.json().has("items")) {
			assertThat(answer).has("/stale", true);
		}
	}

}
