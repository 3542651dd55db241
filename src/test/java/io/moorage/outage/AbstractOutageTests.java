package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the service answers while its engine misbehaves, and that all is well afterwards.
 */
abstract class AbstractOutageTests extends AbstractFaultTests {

	/** One time-out of a call, and time for a slow machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(4);

	AbstractOutageTests(FaultProxy engine, Workspace mine) {
		super(engine, mine, "moorage.snapshot.resync=2s", "moorage.snapshot.max-stale=4s");
	}

	@Test
	void callWhenEngineIsMissingIsUnavailable() throws IOException {
		this.engine.vanish();
		awaitLoss();
		plainReads().forEach(AbstractFaultTests::isStale);
		readAndWrite().forEach(this::isUnavailable);
		await().untilAsserted(() -> plainReads().forEach(this::isUnavailable));
	}

	private void isUnavailable(Answer answer) {
		assertThat(answer).isProblem(503, "engine-unavailable");
		assertThat(answer.header("Retry-After")).matches("\\d+");
	}

	@Test
	void callWhenEngineHangsTimesOut() throws Exception {
		this.engine.misbehave(Fault.HANG);
		Instant start = Instant.now();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Answer> read = callers.submit(() -> fresh("/networks"));
			Future<Answer> written = callers.submit(this::write);
			assertThat(read.get()).isProblem(504, "engine-timeout");
			assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(500), PATIENCE);
			assertThat(written.get()).isProblem(504, "engine-timeout");
		}
	}

	@Test
	void callWhenEngineDribblesTimesOut() {
		this.engine.misbehave(Fault.DRIBBLE);
		Instant start = Instant.now();
		assertThat(fresh("/networks")).isProblem(504, "engine-timeout");
		assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE);
	}

	@Test
	void callsWhenEngineHangsAreAllAnswered() throws Exception {
		this.engine.misbehave(Fault.HANG);
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, 40)
				.mapToObj((i) -> callers.submit(() -> fresh("/containers")))
				.toList();
			List<Future<Answer>> reads = IntStream.range(0, 40)
				.mapToObj((i) -> callers.submit(() -> this.api.at("/containers").get()))
				.toList();
			for (Future<Answer> read : reads) {
				assertThat(read.get()).hasStatus(200);
			}
			for (Future<Answer> answer : answers) {
				// Those who came after the loss was noticed were sent away at once.
				assertThat(answer.get().text("/code")).isIn("engine-timeout", "engine-unavailable");
			}
		}
		await().until(() -> this.engine.connections("(?!GET /(events|_ping)).*"), (count) -> count == 0);
	}

	@Test
	void callWhenEngineAnswersNonsenseIsABadGateway() {
		List<Fault> nonsense = List.of(Fault.answering(200, "application/json", "[{\"Id\": "),
				Fault.answering(200, "application/json", ""), Fault.answering(200, "application/json", "{\"a\": 5}"),
				Fault.answering(200, "application/json", "[5, null]"),
				Fault.answering(200, "text/html", "<html>Welcome to nginx!</html>"),
				Fault.refusing(500, "something broke"), Fault.answering(502, "text/html", "<html>Bad Gateway</html>"));
		for (Fault fault : nonsense) {
			// Nonsense in place of the stream means that the engine is away, and calls
			// are 503 then.
			this.engine.misbehave("(?!.*/(_ping|version|events)).*", fault);
			for (Answer answer : readAndWrite()) {
				assertThat(answer).isProblem(502, "engine-error");
			}
		}
	}

	@Test
	void callWhenSomethingElseIsThereThatSpeaksNoHttpIsAProblem() {
		this.engine.misbehave(Fault.NO_HTTP);
		for (Answer answer : readAndWrite()) {
			assertThat(answer.status()).as("%s", answer).isIn(502, 503, 504);
			assertThat(answer).isProblem(answer.status(), answer.text("/code"));
		}
	}

	@Test
	void callWhenConnectionBreaksIsAProblem() {
		for (Fault fault : List.of(Fault.DROP, Fault.CUT)) {
			this.engine.misbehave(fault);
			for (Answer answer : readAndWrite()) {
				assertThat(answer.text("/code")).as("%s", answer).isIn("engine-error", "engine-unavailable");
				assertThat(answer).isProblem(answer.text("/code").equals("engine-error") ? 502 : 503,
						answer.text("/code"));
			}
		}
	}

	@Test
	void pullWhenEngineGoesAwayIsUnavailable() {
		for (Fault fault : List.of(Fault.DROP, Fault.CUT)) {
			this.engine.misbehave(".*/images/create.*", fault);
			Answer answer = this.api.at("/containers").post(Body.of("image", "registry.invalid/nobody/nothing:1"));
			assertThat(answer.text("/code")).as("%s", answer)
				.isIn("engine-unavailable", "engine-error", "image-pull-failed");
			assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		}
	}

	@Test
	void removeWhenSecondDisconnectIsRefusedPutsTheFirstBack() {
		String network = this.mine.name("put-back");
		this.api.create(this.mine.network(network));
		List<String> members = List.of(this.mine.name("put-back-a"), this.mine.name("put-back-b"));
		members.forEach((member) -> this.api.run(this.mine.container(member, network)));
		AtomicInteger calls = new AtomicInteger();
		Fault second = Fault.refusing(500, "something broke");
		this.engine.misbehave("POST .*/disconnect.*", (request, client,
				proxy) -> ((calls.incrementAndGet() == 2) ? second : Fault.PASS).answer(request, client, proxy));
		Answer refused = this.api.at("/networks/{}", network).query("disconnect", true).delete();
		assertThat(refused).isProblem(500, "change-undone").has("/cause", "engine-error");
		assertThat(refused.texts("/restored", "name")).containsExactly(members.getFirst());
		assertThat(refused.at("/notRestored")).isEmpty();
		assertThat(this.api.at("/networks/{}/containers", network).query("active", true).get().at("/items")).hasSize(2);

		this.engine.misbehave("DELETE .*/networks/.*", Fault.DROP);
		Answer lost = this.api.at("/networks/{}", network).query("disconnect", true).delete();
		assertThat(lost).isProblem(503, "engine-unavailable");
		assertThat(lost.texts("/restored", "name")).containsExactlyInAnyOrderElementsOf(members);
	}

	@Test
	void createWhenAnswerIsLostIsAskedOnceAndCanBeLookedUp() throws IOException {
		String name = this.mine.name("lost");
		this.engine.misbehave("POST /networks/create", Fault.LOSE_ANSWER);
		Answer answer = this.api.at("/networks").post(this.mine.network(name));
		assertThat(answer.status()).as("%s", answer).isIn(201, 502, 503);
		assertThat(this.engine.count("POST /networks/create")).isEqualTo(1);
		this.engine.behave();
		awaitRecovery();
		assertThat(this.api.at("/networks").query("name", name).get().at("/items")).hasSize(1);
	}

	@Test
	void createWhenEngineIsBusyIsAProblem() {
		this.engine.misbehave("POST /networks/create", Fault.refusing(503, "try again later"));
		Answer answer = write();
		assertThat(answer.status()).as("%s", answer).isIn(409, 502, 503);
		assertThat(answer).isProblem(answer.status(), answer.text("/code"));
	}

	@Test
	void removeWhenAnswerIsLostDoesNotSayNotFound() {
		String name = this.mine.name("lostremoval");
		this.api.create(this.mine.network(name));
		this.engine.misbehave("DELETE /networks/.*", Fault.LOSE_ANSWER);
		Answer answer = this.api.at("/networks/{}", name).delete();
		assertThat(answer.status()).as("%s", answer).isIn(204, 502, 503);
		assertThat(Engine.required().network(name)).isEmpty();
	}

	@Test
	void connectWhenEngineStopsMeanwhileLeavesContainerWhole() throws IOException {
		String network = this.mine.name("stopped");
		String container = this.mine.name("container");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container));
		this.engine.misbehave("POST /networks/[^/]*/connect", (request, client, proxy) -> proxy.vanish());
		Answer answer = this.mine
			.unchangedBy(() -> this.api.at("/networks/{}/containers", network).post(Body.of("container", container)));
		assertThat(answer.text("/code")).as("%s", answer).isIn("engine-error", "engine-unavailable");
		this.engine.behave();
		awaitRecovery();
		this.api.connect(network, container);
		assertThat(this.api.at("/containers/{}/stop", container).post()).hasStatus(200);
		// A slow machine may take longer to start it than this service's impatience
		// allows.
		await().untilAsserted(() -> assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200)
			.has("/state", "running"));
	}

	@Test
	void runWhenEngineTimesOutAtStartSaysSo() throws IOException {
		this.engine.misbehave("POST /containers/[^/]*/start.*", Fault.HANG);
		String name = this.mine.name("unstarted");
		assertThat(this.api.at("/containers").post(this.mine.container(name))).isProblem(504, "engine-timeout");
		this.engine.behave();
		assertThat(Engine.required().container(name)).isEmpty();
	}

	@Test
	void healthWhenEngineIsMissingOrHangsIsDownWithReasonAndLivenessUp() throws IOException {
		this.engine.misbehave(Fault.HANG);
		isDown();
		this.engine.vanish();
		isDown();
		this.engine.behave();
		awaitRecovery();
		assertThat(this.api.at("/actuator/health").get()).hasStatus(200)
			.has("/components/engine/details/apiVersion", Engine.required().apiVersion())
			.tells("/components/engine/details/version");
	}

	private void isDown() {
		Answer health = this.api.at("/actuator/health").get();
		assertThat(health).hasStatus(503)
			.has("/status", "DOWN")
			.has("/components/engine/status", "DOWN")
			.tells("/components/engine/details");
		assertThat(health.at("/components/engine/details").toString()).doesNotContain("\\tat ").hasSizeGreaterThan(10);
		assertThat(this.api.at("/actuator/health/liveness").get()).hasStatus(200).has("/status", "UP");
	}

	private List<Answer> plainReads() {
		return List.of(this.api.at("/networks").get(), this.api.at("/containers").get(),
				this.api.at("/networks/bridge").get(), this.api.at("/networks/bridge/containers").get());
	}

	/** Calls that ask the engine, whatever is known. */
	private List<Answer> readAndWrite() {
		return List.of(fresh("/networks"), fresh("/containers"), fresh("/networks/bridge/containers"), write());
	}

	private Answer write() {
		return this.mine.unchangedBy(
				() -> this.api.at("/networks").post(this.mine.network(this.mine.name("never")).with("internal", true)));
	}

}
