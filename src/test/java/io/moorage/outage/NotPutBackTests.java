package io.moorage.outage;

import java.io.IOException;
import java.util.List;

import io.moorage.finding.Findings;
import io.moorage.harness.Answer;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service is killed while it replaces a network, and before it is there again
 * somebody else takes what the network needs.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class NotPutBackTests {

	private static final DataDir FOLDER = DataDir.fresh();

	private final Engine engine;

	private final Workspace mine;

	private final Stranger stranger;

	private final FaultProxy proxy;

	private MoorageProcess service;

	NotPutBackTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.stranger = new Stranger(engine, mine);
		this.proxy = FaultProxy.onUnixSocket(engine.host());
		start();
	}

	@AfterAll
	void stop() throws IOException {
		this.service.close();
		this.proxy.close();
	}

	@Test
	void replaceWhenItsNameIsTakenMeanwhilePutsContainersOnThatNetwork() throws IOException {
		ReplaceScene scene = ReplaceScene.on(this.engine, this.mine, "namesake");
		String id = scene.id();
		String operation = killOnceRemoved(scene);
		String other = this.mine.subnets().free();
		this.engine.post("/networks/create", ReplaceScene.network(this.mine, scene.network, other));
		String namesake = scene.id();
		start();
		await().until(() -> FOLDER.records().isEmpty());
		assertThat(scene.id()).isEqualTo(namesake);
		assertThat(scene.members()).allSatisfy((member) -> assertThat(networks(member)).contains(scene.network));
		assertThat(networks(scene.fixed)).hasSize(2);
		assertThat(aliases(scene.fixed, scene.network)).contains("database", "db");
		scene.stoppedCanStart(other);
		assertThat(recovery(scene)).isEmpty();
		Answer told = this.service.api().at("/operations/{}", operation).get();
		assertThat(told).has("/problem/code", "change-undone");
		assertThat(told.texts("/problem/notRestored", "name")).contains(scene.network, scene.fixed);
		assertThat(told.text("/problem/notRestored/0/detail")).contains("Somebody else");
		assertThat(this.service.api().at("/networks/{}", id).get()).isProblem(404, "network-not-found");
	}

	@Test
	void replaceWhenItsSubnetIsTakenMeanwhileIsFoundUntilItIsMended() throws IOException {
		ReplaceScene scene = ReplaceScene.on(this.engine, this.mine, "taken");
		String operation = killOnceRemoved(scene);
		String taker = this.mine.name("taker");
		this.engine.post("/networks/create", ReplaceScene.network(this.mine, taker, scene.prefix));
		start();
		await().until(() -> FOLDER.records().isEmpty());
		List<JsonNode> left = recovery(scene);
		assertThat(left).hasSize(1);
		assertThat(left.getFirst().path("notRestored").findValuesAsString("name")).contains(scene.network, scene.any,
				scene.fixed, scene.stopped);
		assertThat(this.service.api().at("/operations/{}", operation).get().texts("/problem/notRestored", "name"))
			.contains(scene.network, scene.any);

		this.service.close();
		start();
		assertThat(recovery(scene)).hasSize(1);
		Findings findings = new Findings(this.service.api());
		JsonNode finding = findings.find("not-put-back", scene.network).orElseThrow();
		assertThat(finding.path("objects").findValuesAsString("name")).contains(scene.network, scene.any, scene.fixed,
				scene.stopped);
		assertThat(finding.path("detail").asString()).contains("another subnet");
		assertThat(findings.mend(finding)).hasStatus(201);
		for (String member : scene.members()) {
			findings.assertMends("not-put-back", member);
			assertThat(networks(member)).contains(scene.network);
		}
		assertThat(findings.find("not-put-back", scene.network)).isEmpty();
		assertThat(aliases(scene.fixed, scene.network)).contains("database", "db");
		assertThat(recovery(scene)).isEmpty();
		await().until(() -> FOLDER.files("unrestored").isEmpty());
		this.stranger.disconnect(scene.network, scene.any);
		assertThat(findings.find("not-put-back", scene.any)).as("who was taken off on purpose").isEmpty();
	}

	private void start() {
		this.service = MoorageProcess.start(this.proxy.uri(), FOLDER);
	}

	/** Leaves the containers where a network was, and nobody who sees to that. */
	private String killOnceRemoved(ReplaceScene scene) throws IOException {
		Gate gate = new Gate();
		ReplaceStep.CREATE.misbehave(this.proxy, Fault.after(gate::pass, Fault.DROP));
		Answer begun = scene.replaceInBackground(this.service.api());
		assertThat(begun).hasStatus(202);
		gate.awaitVisitor();
		this.service.close();
		gate.open();
		this.proxy.behave();
		assertThat(FOLDER.records()).hasSize(1);
		assertThat(this.engine.network(scene.network)).isEmpty();
		return begun.text("/id");
	}

	private List<JsonNode> recovery(ReplaceScene scene) {
		Answer engine = await().until(() -> this.service.api().at("/engine").get(), (answer) -> answer.status() == 200);
		return engine.at("/recovery")
			.valueStream()
			.filter((each) -> each.path("network").asString().equals(scene.network))
			.toList();
	}

	private List<String> networks(String container) {
		return List.copyOf(settings(container).propertyNames());
	}

	private List<String> aliases(String container, String network) {
		return settings(container).path(network).path("Aliases").valueStream().map(JsonNode::asString).toList();
	}

	private JsonNode settings(String container) {
		return this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks");
	}

}
