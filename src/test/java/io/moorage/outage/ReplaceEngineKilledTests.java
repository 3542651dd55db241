package io.moorage.outage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A network is replaced under its containers, and the engine is killed at each of its
 * calls in turn.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReplaceEngineKilledTests {

	private static final DataDir FOLDER = DataDir.fresh();

	private final Workspace mine;

	private OwnEngine own;

	private FaultProxy proxy;

	private RunningMoorage moorage;

	private ReplaceScene kept;

	private int scenes;

	ReplaceEngineKilledTests(Workspace mine) {
		this.mine = mine;
	}

	@BeforeAll
	void start() throws IOException {
		Assumptions.assumeTrue(OwnEngine.isPossible(), "an engine of one's own takes root and dockerd");
		this.own = OwnEngine.started();
		this.proxy = FaultProxy.onUnixSocket(this.own.engine().host());
		this.moorage = RunningMoorage.inFrontOf(this.proxy.uri(), FOLDER.setting(), "moorage.engine.read-timeout=20s");
	}

	@AfterAll
	void stop() throws IOException {
		if (this.moorage != null) {
			this.moorage.close();
		}
		if (this.proxy != null) {
			this.proxy.close();
		}
		if (this.own != null) {
			this.own.close();
		}
	}

	static Stream<Arguments> beforeTheFirstStepAndAfterEach() {
		return Stream.concat(Stream.of(Arguments.of(ReplaceStep.FIRST_DISCONNECT, false)),
				Stream.of(ReplaceStep.values()).map((step) -> Arguments.of(step, true)));
	}

	@ParameterizedTest
	@MethodSource("beforeTheFirstStepAndAfterEach")
	void replaceWhenEngineIsKilledIsUndoneWhenItIsBack(ReplaceStep step, boolean heard) throws IOException {
		ReplaceScene scene = (this.kept != null) ? this.kept
				: ReplaceScene.on(this.own.engine(), this.mine, "killed" + this.scenes++);
		this.kept = null;
		Map<String, String> before = scene.picture();
		await().untilAsserted(() -> assertThat(this.moorage.api()
			.at("/networks/{}/containers", scene.network)
			.query("active", true)
			.get()
			.at("/items")).hasSize(2));
		step.misbehave(this.proxy, heard ? Fault.heardBefore(this.own::kill) : Fault.after(this.own::kill, Fault.DROP));
		Answer answer = scene.replace(this.moorage.api());
		List<Path> records = FOLDER.records();
		this.proxy.behave();
		this.own.start();
		assertThat(answer).isProblem(503, "engine-unavailable");
		assertThat(records).hasSize(1);

		await().until(() -> FOLDER.records().isEmpty());
		await().untilAsserted(() -> assertThat(this.moorage.api().at("/engine").get()).hasStatus(200));
		assertThat(this.moorage.api().at("/engine").get().at("/recovery")).isEmpty();
		scene.startThoseThatRan();
		assertThat(scene.picture()).as("after %s", answer).isEqualTo(before);
		scene.stoppedCanStart();
		this.kept = scene;
	}

}
