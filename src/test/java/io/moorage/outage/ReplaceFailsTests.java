package io.moorage.outage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A network is replaced under its containers, and the engine fails at each of its calls
 * in turn.
 */
class ReplaceFailsTests extends AbstractFaultTests {

	private static final DataDir FOLDER = DataDir.fresh();

	private static final Map<String, Fault> FAULTS = Map.of("refused", Fault.refusing(500, "something broke"),
			"dropped", Fault.DROP, "lost", Fault.LOSE_ANSWER);

	private ReplaceScene kept;

	private int scenes;

	ReplaceFailsTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, FOLDER.setting(), "moorage.engine.read-timeout=5s",
				"moorage.snapshot.max-stale=60s");
	}

	static Stream<Arguments> everyFaultAtEveryStep() {
		return Stream.of(ReplaceStep.values())
			.flatMap((step) -> FAULTS.keySet().stream().sorted().map((fault) -> Arguments.of(step, fault)));
	}

	@ParameterizedTest
	@MethodSource("everyFaultAtEveryStep")
	void replaceWhenStepFailsPutsEverythingBackAtOnce(ReplaceStep step, String fault) {
		ReplaceScene scene = take();
		boolean heard = fault.equals("lost");
		Map<String, String> before = scene.picture();
		String id = scene.id();
		step.misbehave(this.engine, FAULTS.get(fault));
		Answer answer = scene.replace(this.api);

		assertThat(FOLDER.records()).isEmpty();
		assertThat(scene.picture()).as("after %s", answer).isEqualTo(before);
		assertThat(scene.id().equals(id)).as("the same network after %s", answer).isEqualTo(!step.isNetworkGone(heard));
		boolean nothing = step.taken(heard) == 0;
		if (fault.equals("refused")) {
			assertThat(answer).isProblem(nothing ? 502 : 500, nothing ? "engine-error" : "change-undone");
		}
		else {
			assertThat(answer).isProblem(503, "engine-unavailable");
		}
		if (!nothing) {
			List<String> restored = answer.texts("/restored", "name");
			assertThat(restored).as("%s", answer)
				.hasSize(step.taken(heard) + (step.isNetworkGone(heard) ? 1 : 0))
				.isSubsetOf(Stream.concat(Stream.of(scene.network), scene.members().stream()).toList());
			assertThat(answer.at("/notRestored")).isEmpty();
		}
		scene.stoppedCanStart();
		giveBack(scene);
	}

	@ParameterizedTest
	@EnumSource(ReplaceStep.class)
	void replaceWhenEngineGoesAwayIsUndoneWhenItAnswersAgain(ReplaceStep step) throws IOException {
		ReplaceScene scene = take();
		Map<String, String> before = scene.picture();
		step.misbehave(this.engine, (request, client, proxy) -> proxy.vanish());
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(503, "engine-unavailable");
		assertThat(answer.text("/detail")).contains("GET /engine");
		assertThat(FOLDER.records()).hasSize(1);

		this.engine.behave();
		await().until(() -> FOLDER.records().isEmpty());
		assertThat(scene.picture()).as("after %s", answer).isEqualTo(before);
		scene.stoppedCanStart();
		giveBack(scene);
	}

	@Test
	void engineWhenChangeIsBeingUndoneShowsIt() throws IOException {
		ReplaceScene scene = take();
		Map<String, String> before = scene.picture();
		ReplaceStep.FIRST_CONNECT.misbehave(this.engine, (request, client, proxy) -> proxy.vanish());
		assertThat(scene.replace(this.api)).isProblem(503, "engine-unavailable");
		Gate gate = new Gate();
		this.engine.misbehave("POST /networks/create", Fault.holding(gate));
		this.engine.listenAgain();
		gate.awaitVisitor();
		Answer told = this.api.at("/engine").get();
		assertThat(told).hasStatus(200);
		assertThat(told.texts("/recovery", "network")).contains(scene.network);
		gate.open();
		await().untilAsserted(() -> assertThat(this.api.at("/engine").get().texts("/recovery", "network"))
			.doesNotContain(scene.network));
		assertThat(FOLDER.records()).isEmpty();
		assertThat(scene.picture()).isEqualTo(before);
		giveBack(scene);
	}

	@Test
	void replaceWhenPutBackUnderAnotherIdIsItsOwnersStill() {
		ReplaceScene scene = fresh();
		String owner = this.mine.name("owner");
		assertThat(this.api.at("/apply")
			.query("owner", owner)
			.query("adopt", true)
			.header("Content-Type", "application/json")
			.post(Body.of("networks", Body.of(scene.network, Map.of())))).has("/results/0/outcome", "adopted");
		String id = scene.id();
		ReplaceStep.FIRST_CONNECT.misbehave(this.engine, Fault.refusing(500, "something broke"));
		assertThat(scene.replace(this.api)).isProblem(409, "managed-elsewhere");
		assertThat(scene.replaceOverriding(this.api)).isProblem(500, "change-undone");
		assertThat(scene.id()).isNotEqualTo(id);
		assertThat(this.api.at("/networks/{}", scene.network).get()).has("/managedBy/project", owner);
		assertThat(this.api.at("/networks/{}", id).get()).isProblem(410, "network-replaced");
	}

	@Test
	void replaceWhenSubnetIsTakenMeanwhileTellsWhoIsNotRestored() {
		ReplaceScene scene = fresh();
		ReplaceStep.CREATE.misbehave(this.engine,
				Fault.after(() -> Engine.required()
					.post("/networks/create", ReplaceScene.network(this.mine, this.mine.name("taker"), scene.prefix)),
						Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "subnet-overlap");
		isLost(answer, scene);
	}

	@Test
	void replaceWhenNameIsTakenMeanwhilePutsContainersOnThatNetwork() {
		ReplaceScene scene = fresh();
		ReplaceStep.CREATE.misbehave(this.engine,
				Fault.after(() -> this.stranger.createNetwork(scene.network), Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "network-exists");
		assertThat(answer.at("/notRestored/0/name").asString()).isEqualTo(scene.network);
		assertThat(answer.at("/notRestored/0/detail").asString()).contains("Somebody else");
		assertThat(FOLDER.records()).isEmpty();
		String other = scene.id();
		assertThat(scene.members()).allSatisfy(
				(member) -> assertThat(this.api.at("/networks/{}/containers/{}", other, member).get()).hasStatus(200));
	}

	@Test
	void replaceWhenAnswerToCreateIsCutPutsEverythingBackAtOnce() {
		ReplaceScene scene = take();
		Map<String, String> before = scene.picture();
		ReplaceStep.CREATE.misbehave(this.engine, Fault.CUT);
		Answer answer = scene.replace(this.api);
		assertThat(answer.text("/code")).as("%s", answer).isIn("engine-unavailable", "change-undone");
		assertThat(scene.picture()).as("after %s", answer).isEqualTo(before);
		assertThat(FOLDER.records()).isEmpty();
		giveBack(scene);
	}

	private void isLost(Answer answer, ReplaceScene scene) {
		assertThat(answer.at("/restored")).isEmpty();
		List<String> lost = new ArrayList<>(List.of(scene.network));
		lost.addAll(scene.members());
		assertThat(answer.texts("/notRestored", "name")).containsExactlyInAnyOrderElementsOf(lost);
		assertThat(answer.text("/detail")).contains("notRestored");
		assertThat(FOLDER.records()).isEmpty();
	}

	private double incomplete() {
		return this.api.at("/actuator/prometheus")
			.get()
			.body()
			.lines()
			.filter((line) -> line.startsWith("moorage_restorations_incomplete_total"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void replaceWhenConnectsAreRefusedTellsWhoIsNotRestored() {
		ReplaceScene scene = fresh();
		double before = incomplete();
		this.engine.misbehave(ReplaceStep.CONNECT, Fault.refusing(500, "something broke"));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "engine-error");
		assertThat(answer.texts("/restored", "name")).containsExactly(scene.network);
		assertThat(answer.texts("/notRestored", "name")).containsExactlyInAnyOrderElementsOf(scene.members());
		assertThat(answer.texts("/notRestored", "detail"))
			.allSatisfy((detail) -> assertThat(detail).contains("something broke"));
		assertThat(FOLDER.records()).isEmpty();
		assertThat(incomplete()).isEqualTo(before + 1);
	}

	@Test
	void replaceWhenSomebodyConnectsBeforeTheRemovalLeavesThemThere() {
		ReplaceScene scene = fresh();
		String guest = this.stranger.run(this.mine.name("guest"), "bridge");
		Map<String, String> before = scene.picture();
		ReplaceStep.REMOVE.misbehave(this.engine,
				Fault.after(() -> scene.connectAs(guest, scene.prefix + ".77"), Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "network-in-use");
		assertThat(scene.picture()).isEqualTo(before);
		assertThat(this.api.at("/networks/{}/containers/{}", scene.network, guest).get()).hasStatus(200);
	}

	@Test
	void replaceWhenAddressCannotBePutBackTellsSo() {
		ReplaceScene scene = fresh();
		String guest = this.stranger.run(this.mine.name("guest-as"), "bridge");
		String before = scene.picture().get(scene.fixed);
		ReplaceStep.REMOVE.misbehave(this.engine,
				Fault.after(() -> scene.connectAs(guest, scene.prefix + ".50"), Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "network-in-use");
		String after = scene.picture().get(scene.fixed);
		assertThat(after).isNotEqualTo(before).contains("[database, db] as " + scene.prefix);
		assertThat(answer.text("/detail")).as("%s, though it is now: %s", answer, after)
			.doesNotContain("Everything is as it was before");
	}

	@Test
	void replaceWhenAddressIsTakenMeanwhileTellsOfWhoTookIt() {
		ReplaceScene scene = fresh();
		String guest = this.stranger.createContainer(this.mine.name("taker-of-address"), "bridge");
		this.stranger.start(guest);
		Map<String, String> before = scene.picture();
		ReplaceStep.FIRST_CONNECT.misbehave(this.engine,
				Fault.after(() -> scene.connectAs(guest, scene.prefix + ".50"), Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(500, "change-undone").has("/cause", "address-in-use");
		assertThat(scene.picture()).as("after %s", answer).isEqualTo(before);
		assertThat(FOLDER.records()).isEmpty();
		if (this.api.at("/networks/{}/containers/{}", scene.network, guest)
			.query("fresh", true)
			.get()
			.status() != 200) {
			assertThat(answer.texts("/notRestored", "name")).as("the guest was taken off, so %s tells", answer)
				.contains(this.mine.name("taker-of-address"));
		}
	}

	@Test
	void replaceWhenContainerIsRemovedMeanwhileGoesOnWithoutIt() {
		ReplaceScene scene = fresh();
		ReplaceStep.CREATE.misbehave(this.engine,
				Fault.after(() -> this.stranger.removeContainer(scene.stopped), Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer).hasStatus(200).has("/outcome", "replaced");
		assertThat(answer.at("/warnings").toString()).contains(scene.stopped);
		assertThat(FOLDER.records()).isEmpty();
		assertThat(this.api.at("/networks/{}/containers", scene.network).get().at("/items")).hasSize(2);
	}

	@Test
	void replaceWhenDisconnectIsDoneAfterItWasGivenUpLosesNobody() {
		ReplaceScene scene = fresh();
		Map<String, String> before = scene.picture();
		Gate gate = new Gate();
		ReplaceStep.FIRST_DISCONNECT.misbehave(this.engine, Fault.after(gate::pass, Fault.LOSE_ANSWER));
		Answer answer = scene.replace(this.api);
		assertThat(answer).isProblem(504, "engine-timeout");
		gate.open();
		await().untilAsserted(() -> {
			assertThat(this.engine.connections(ReplaceStep.DISCONNECT)).isZero();
			assertThat(scene.picture()).isEqualTo(before);
			assertThat(FOLDER.records()).isEmpty();
		});
	}

	private ReplaceScene take() {
		ReplaceScene scene = (this.kept != null) ? this.kept : fresh();
		this.kept = null;
		awaitSeen("/networks/{}", scene.network);
		return scene;
	}

	/** Only one that is as it was serves another test. */
	private void giveBack(ReplaceScene scene) {
		this.kept = scene;
	}

	private ReplaceScene fresh() {
		return ReplaceScene.on(Engine.required(), this.mine, "scene" + this.scenes++);
	}

}
