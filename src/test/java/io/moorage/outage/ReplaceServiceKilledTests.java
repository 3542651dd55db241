package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A network is replaced under its containers, and the service is killed at each of its
 * calls to the engine in turn.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReplaceServiceKilledTests {

	private static final DataDir FOLDER = DataDir.fresh();

	@TempDir
	private static Path trail;

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final Engine engine;

	private final Workspace mine;

	private final FaultProxy proxy;

	private MoorageProcess service;

	private int scenes;

	ReplaceServiceKilledTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.proxy = FaultProxy.onUnixSocket(engine.host());
	}

	@AfterAll
	void stop() throws IOException {
		if (this.service != null) {
			this.service.close();
		}
		this.callers.shutdownNow();
		this.proxy.close();
	}

	static Stream<Arguments> beforeTheFirstStepAndAfterEach() {
		return Stream.concat(Stream.of(Arguments.of(ReplaceStep.FIRST_DISCONNECT, false)),
				Stream.of(ReplaceStep.values()).map((step) -> Arguments.of(step, true)));
	}

	@ParameterizedTest
	@MethodSource("beforeTheFirstStepAndAfterEach")
	void replaceWhenServiceIsKilledIsUndoneAtItsNextStart(ReplaceStep step, boolean heard) throws IOException {
		ReplaceScene scene = fresh();
		Map<String, String> before = scene.picture();
		String id = scene.id();
		killIn(scene, step, heard);

		start();
		await().untilAsserted(() -> {
			assertThat(FOLDER.records()).isEmpty();
			assertThat(this.service.api().at("/engine").get().at("/recovery")).isEmpty();
		});
		assertThat(this.service.log()).contains("was interrupted, and is undone");
		assertThat(scene.picture()).isEqualTo(before);
		scene.stoppedCanStart();
		assertAudited(scene, step.isNetworkGone(heard));
		if (step.isNetworkGone(heard)) {
			assertThat(this.service.api().at("/networks/{}", id).get()).isProblem(410, "network-replaced");
		}
	}

	@Test
	void engineWhenRecordIsNotLookedAtYetShowsIt() throws IOException {
		ReplaceScene scene = fresh();
		Map<String, String> before = scene.picture();
		killIn(scene, ReplaceStep.CREATE, true);
		Gate gate = new Gate();
		AtomicInteger calls = new AtomicInteger();
		Fault held = Fault.holding(gate);
		this.proxy.misbehave("GET /info", (request, client,
				proxy) -> ((calls.incrementAndGet() == 1) ? held : Fault.PASS).answer(request, client, proxy));
		start();
		gate.awaitVisitor();
		Answer first = this.service.api().at("/engine").get();
		gate.open();
		await().until(() -> FOLDER.records().isEmpty());
		assertThat(scene.picture()).isEqualTo(before);
		assertThat(first).hasStatus(200).has("/recovery/0/network", scene.network).tells("/recovery/0/since");
	}

	@Test
	void recordWhenAnotherEngineIsThereIsLeftAlone() throws IOException {
		ReplaceScene scene = fresh();
		Map<String, String> before = scene.picture();
		killIn(scene, ReplaceStep.REMOVE, true);
		Map<String, String> torn = scene.picture();
		String id = this.engine.info().path("ID").asString();
		String another = id.substring(0, id.length() - 2) + (id.endsWith("00") ? "11" : "00");
		this.proxy.misbehave("GET /info", Fault.rewording((text) -> text.replace(id, another)));
		start();
		await().until(() -> this.proxy.count("GET /info"), (asked) -> asked > 0);
		await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(FOLDER.records()).hasSize(1));
		assertThat(this.service.api().at("/engine").get().at("/recovery")).isEmpty();
		assertThat(scene.picture()).isEqualTo(torn);

		this.service.close();
		this.proxy.behave();
		start();
		await().until(() -> FOLDER.records().isEmpty());
		assertThat(scene.picture()).isEqualTo(before);
	}

	@Test
	void recordWhenItsServiceLivesIsLeftAlone() throws Exception {
		ReplaceScene scene = fresh();
		if (this.service == null) {
			start();
		}
		Gate gate = new Gate();
		ReplaceStep.CREATE.misbehave(this.proxy, Fault.holding(gate));
		Future<Answer> answer = this.callers.submit(() -> scene.replace(this.service.api()));
		gate.awaitVisitor();
		try (MoorageProcess second = MoorageProcess.start(this.engine.host(), FOLDER)) {
			await().during(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(FOLDER.records()).hasSize(1));
			gate.open();
			assertThat(answer.get()).hasStatus(200).has("/outcome", "replaced");
			assertThat(FOLDER.records()).isEmpty();
			assertThat(second.log()).doesNotContain("was interrupted");
		}
		this.proxy.behave();
	}

	@Test
	void replaceWhenTheEngineIsLostForAMomentIsOneEntryOfTheAuditTrail() throws IOException {
		ReplaceScene scene = fresh();
		if (this.service == null) {
			start();
		}
		ReplaceStep.CREATE.misbehave(this.proxy, Fault.after(this::vanish, Fault.DROP));
		assertThat(scene.replace(this.service.api())).isProblem(503, "engine-unavailable");
		this.proxy.behave();
		await().until(() -> FOLDER.records().isEmpty());
		assertAudited(scene, true);
	}

	private void vanish() {
		try {
			this.proxy.vanish();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Who looks for what became of the network finds that the change failed. */
	private void assertAudited(ReplaceScene scene, boolean anew) {
		await().untilAsserted(() -> {
			Answer told = this.service.api().at("/audit").query("object", scene.network).get();
			assertThat(told.at("/items")).hasSize(1);
			assertThat(told).has("/items/0/outcome", "failed")
				.has("/items/0/code", "change-undone")
				.has("/items/0/method", "PUT")
				.tells("/items/0/ended");
			if (anew) {
				assertThat(told).has("/items/0/made/0", scene.id());
			}
		});
	}

	private ReplaceScene fresh() {
		return ReplaceScene.on(this.engine, this.mine, "service" + this.scenes++);
	}

	private void start() {
		this.service = MoorageProcess.start(this.proxy.uri(), FOLDER,
				"moorage.audit.file=" + trail.resolve("audit.jsonl"));
	}

	private void killIn(ReplaceScene scene, ReplaceStep step, boolean heard) throws IOException {
		if (this.service == null) {
			start();
		}
		Gate gate = new Gate();
		step.misbehave(this.proxy, heard ? Fault.holding(gate) : Fault.after(gate::pass, Fault.DROP));
		Future<Answer> answer = this.callers.submit(() -> scene.replace(this.service.api()));
		gate.awaitVisitor();
		this.service.close();
		gate.open();
		await().until(answer::isDone);
		assertThat(FOLDER.records()).hasSize(1);
		this.proxy.behave();
	}

}
