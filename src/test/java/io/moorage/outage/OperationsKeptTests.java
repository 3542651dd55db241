package io.moorage.outage;

import java.io.IOException;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Operations are known, and can be undone, after the service was killed.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperationsKeptTests {

	private static final DataDir FOLDER = DataDir.fresh();

	private final Engine engine;

	private final Workspace mine;

	private final FaultProxy proxy;

	private MoorageProcess service;

	OperationsKeptTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.proxy = FaultProxy.onUnixSocket(engine.host());
		this.service = MoorageProcess.start(this.proxy.uri(), FOLDER);
	}

	@AfterAll
	void stop() throws IOException {
		this.service.close();
		this.proxy.close();
	}

	@Test
	void operationWhenServiceIsKilledAfterItIsUndoneByTheNext() throws IOException {
		ReplaceScene scene = ReplaceScene.on(this.engine, this.mine, "kept");
		String before = picture(scene);
		Answer done = ended(begin(scene));
		assertThat(done).has("/state", "done").has("/result/outcome", "replaced");
		assertThat(picture(scene)).isNotEqualTo(before);
		restart();
		Answer known = operation(done);
		assertThat(known).hasStatus(200);
		assertThat(known.json()).isEqualTo(done.json());
		assertThat(this.service.api().at("/operations/{}/undo", done.text("/id")).post()).hasStatus(200)
			.has("/state", "undone");
		assertThat(picture(scene)).isEqualTo(before);
		restart();
		assertThat(operation(done)).has("/state", "undone");
		assertThat(this.service.api().at("/operations/{}/undo", done.text("/id")).post()).isProblem(409, "undo-stale");
	}

	@Test
	void operationWhenServiceIsKilledInItHasFailed() throws IOException {
		ReplaceScene scene = ReplaceScene.on(this.engine, this.mine, "cut-off");
		String before = picture(scene);
		Gate gate = new Gate();
		ReplaceStep.CREATE.misbehave(this.proxy, Fault.holding(gate));
		Answer begun = begin(scene);
		killAt(gate);
		Answer known = operation(begun);
		assertThat(known).has("/state", "failed").has("/problem/code", "change-undone").tells("/ended");
		assertThat(known.texts("/steps", "outcome")).contains("done", "running", "pending");
		await().until(() -> FOLDER.records().isEmpty());
		await().untilAsserted(() -> assertThat(picture(scene)).isEqualTo(before));
		assertThat(this.service.api().at("/operations/{}/undo", begun.text("/id")).post()).isProblem(409, "undo-stale");
	}

	@Test
	void operationWhenServiceIsKilledInItsOnlyStepTellsThatNobodyKnowsWhetherItWasDone() throws IOException {
		ReplaceScene scene = ReplaceScene.on(this.engine, this.mine, "unknown");
		Gate gate = new Gate();
		ReplaceStep.FIRST_DISCONNECT.misbehave(this.proxy, Fault.holding(gate));
		Answer begun = this.service.api()
			.at("/networks/{}/containers/{}", scene.network, scene.any)
			.header("Prefer", "respond-async")
			.delete();
		assertThat(begun).hasStatus(202);
		killAt(gate);
		Answer known = operation(begun);
		assertThat(known).has("/state", "failed").has("/problem/code", "change-interrupted").tells("/ended");
		assertThat(known.texts("/steps", "outcome")).containsExactly("running");
		assertThat(known.text("/problem/detail")).contains("Nobody knows", known.text("/steps/0/detail"));
		assertThat(this.service.api().at("/networks/{}/containers/{}", scene.network, scene.any).get()).isProblem(404,
				"not-connected");
	}

	@Test
	void operationWhenServiceIsKilledInItsSecondChangeCanUndoTheFirst() throws IOException {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String first = this.mine.name("several-first");
		String second = this.mine.name("several-second");
		stranger.createNetwork(first);
		String id = stranger.createNetwork(second);
		Gate gate = new Gate();
		this.proxy.misbehave("DELETE /networks/" + id, Fault.after(gate::pass, Fault.DROP));
		Answer begun = this.service.api()
			.at("/networks/remove")
			.header("Prefer", "respond-async")
			.post(Body.of("networks", List.of(first, second)));
		assertThat(begun).hasStatus(202);
		killAt(gate);
		assertThat(this.engine.network(first)).isEmpty();
		Answer known = operation(begun);
		assertThat(known).has("/state", "failed");
		assertThat(known.text("/problem/detail")).contains("/operations/" + known.text("/id") + "/undo");
		assertThat(this.service.api().at("/operations/{}/undo", begun.text("/id")).post()).hasStatus(200)
			.has("/state", "undone")
			.has("/undone/0/network", first);
		assertThat(this.engine.network(first)).isPresent();
		assertThat(this.engine.network(second)).isPresent();
	}

	private static String picture(ReplaceScene scene) {
		return scene.picture().toString();
	}

	/** Kills the service while the engine is asked, and starts it again. */
	private void killAt(Gate gate) throws IOException {
		gate.awaitVisitor();
		this.service.kill();
		gate.open();
		this.proxy.behave();
		restart();
	}

	private void restart() throws IOException {
		this.service.close();
		this.service = MoorageProcess.start(this.proxy.uri(), FOLDER);
	}

	private Answer begin(ReplaceScene scene) {
		Answer begun = scene.replaceInBackground(this.service.api());
		assertThat(begun).hasStatus(202);
		return begun;
	}

	private Answer ended(Answer begun) {
		await().until(() -> !operation(begun).text("/state").equals("running"));
		return operation(begun);
	}

	private Answer operation(Answer begun) {
		return this.service.api().at("/operations/{}", begun.text("/id")).get();
	}

}
