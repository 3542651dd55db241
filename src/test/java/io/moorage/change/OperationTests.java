package io.moorage.change;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Changes in the background, and their undoing.
 */
@EndToEnd
class OperationTests {

	private static final Body OTHER = Body.of("labels", Map.of("stage", "test"));

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	OperationTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	/** Begins a change in the background and waits for its end. */
	private Answer ended(String method, Call call, Object body) {
		Answer begun = Changer.send(method, call.header("Prefer", "respond-async"), body);
		assertThat(begun).hasStatus(202).tells("/id").tells("/state");
		assertThat(begun.header("Preference-Applied")).isEqualTo("respond-async");
		String path = URI.create(begun.header("Location")).getPath();
		assertThat(path).isEqualTo("/operations/" + begun.text("/id"));
		await().until(() -> !this.api.at(path).get().text("/state").equals("running"));
		Answer ended = this.api.at(path).get();
		assertThat(ended).hasStatus(200).has("/id", begun.text("/id")).tells("/created").tells("/ended");
		return ended;
	}

	private Answer done(String method, Call call, Object body) {
		Answer ended = ended(method, call, body);
		assertThat(ended).has("/state", "done");
		assertThat(ended.texts("/steps", "outcome")).isNotEmpty().containsOnly("done");
		return ended;
	}

	private Call network(String network, String... parameters) {
		return Changer.json(this.api.at("/networks/{}", network), parameters);
	}

	private Answer undo(Answer operation, String... parameters) {
		return Changer.with(this.api.at("/operations/{}/undo", operation.text("/id")), parameters).post();
	}

	@Test
	void replaceWhenInBackgroundTellsStepsAndResult() {
		Changer.Made made = this.changer.network("replaced");
		String member = this.changer.run("replaced-user", made.name(), "ipv4Address", made.prefix() + ".20");
		Answer operation = done("PUT", network(made.name(), "replace=true"), OTHER);
		assertThat(operation.texts("/steps", "action")).containsExactly("disconnect", "replace", "connect");
		assertThat(operation.texts("/steps", "name")).containsExactly(member, made.name(), member);
		assertThat(operation).has("/result/outcome", "replaced").has("/result/previousId", made.id());
		assertThat(operation.text("/result/id")).isEqualTo(this.changer.inspected(made.name()).path("Id").asString());
		assertThat(this.api.at("/operations").get().texts("/items", "id")).contains(operation.text("/id"));
	}

	@Test
	void undoWhenAllIsAsLeftPutsBackWhatWasThere() {
		Changer.Made made = this.changer.network("undone", "team", "platform");
		String running = this.changer.run("undone-runs", made.name(), "ipv4Address", made.prefix() + ".30", "aliases",
				List.of("db"));
		String stopped = this.changer.run("undone-stopped", made.name(), "ipv4Address", made.prefix() + ".31");
		this.changer.stop(stopped);
		String other = this.mine.subnets().free();
		Answer operation = done("PUT", network(made.name(), "replace=true"),
				Body.of("labels", Body.of("team", null).with("stage", "test")).pool("subnet", other + ".0/24"));
		assertThat(this.changer.address(running, made.name())).startsWith(other + ".");
		Answer plan = this.mine.unchangedBy(() -> undo(operation, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/replace", 1);
		Answer undone = undo(operation, "plan=" + plan.text("/digest"));
		assertThat(undone).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/IPAM/Config/0/Subnet").asString())
			.isEqualTo(made.prefix() + ".0/24");
		assertThat(this.changer.inspected(made.name()).path("Labels").propertyNames())
			.containsExactlyInAnyOrder(Workspace.LABEL, "team");
		assertThat(this.api.at("/operations/{}", operation.text("/id")).get()).has("/state", "undone");
		assertThat(this.changer.start(stopped)).hasStatus(200);
		this.changer.reaches(stopped, "db");
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".30");
		assertThat(this.changer.address(stopped, made.name())).isEqualTo(made.prefix() + ".31");
		assertThat(this.mine.unchangedBy(() -> undo(operation))).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenOnlyLabelsWereChangedPutsThemBack() {
		Changer.Made made = this.changer.network("labels", "team", "platform");
		String running = this.changer.run("labels-user", made.name());
		String address = this.changer.address(running, made.name());
		Answer operation = done("PATCH", network(made.name(), "replace=true"),
				Body.of("labels", Body.of("team", null)));
		assertThat(undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.address(running, made.name())).isEqualTo(address);
	}

	@Test
	void undoWhenChangedAgainSinceIsStale() {
		Changer.Made made = this.changer.network("changed");
		Answer replaced = done("PUT", network(made.name(), "replace=true"), OTHER);
		String late = this.changer.run("changed-late", made.name());
		Answer refused = this.mine.unchangedBy(() -> undo(replaced));
		assertThat(refused).isProblem(409, "undo-stale");
		assertThat(this.api.at("/networks/{}/containers/{}", made.name(), late).delete()).hasStatus(204);
		assertThat(this.changer.put(made.name(), Body.of("internal", true), "replace=true")).hasStatus(200);
		assertThat(this.mine.unchangedBy(() -> undo(replaced, "dryRun=true"))).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenSomebodyConnectedBehindOurBackIsStale() {
		Changer.Made made = this.changer.network("behind");
		Stranger stranger = new Stranger(this.engine, this.mine);
		String id = stranger.createContainer(this.mine.name("behind-user"), "none");
		stranger.disconnect("none", id);
		Answer replaced = done("PUT", network(made.name(), "replace=true"), OTHER);
		stranger.connect(made.name(), id);
		assertThat(this.mine.unchangedBy(() -> undo(replaced))).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenProtectedSinceIsRefused() {
		Changer.Made made = this.changer.network("protected");
		Answer replaced = done("PUT", network(made.name(), "replace=true"), OTHER);
		Call protection = Changer.json(this.api.at("/networks/{}/protection", made.name()));
		assertThat(Changer.send("PUT", protection, Body.of("reason", "a test"))).hasStatus(200);
		assertThat(this.mine.unchangedBy(() -> undo(replaced))).isProblem(409, "protected-network");
		assertThat(this.api.at("/networks/{}/protection", made.name()).delete()).hasStatus(204);
		assertThat(undo(replaced)).hasStatus(200).has("/state", "undone");
	}

	@Test
	void undoWhenNetworkWasRemovedMakesItAgain() {
		Changer.Made made = this.changer.network("removed", "team", "platform");
		String running = this.changer.run("removed-runs", made.name(), "ipv4Address", made.prefix() + ".40", "aliases",
				List.of("db"));
		String stopped = this.changer.run("removed-stopped", made.name(), "ipv4Address", made.prefix() + ".41");
		this.changer.stop(stopped);
		Answer operation = done("DELETE", network(made.name(), "disconnect=true"), "");
		assertThat(this.engine.network(made.name())).isEmpty();
		assertThat(undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.start(stopped)).hasStatus(200);
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".40");
		assertThat(this.changer.address(stopped, made.name())).isEqualTo(made.prefix() + ".41");
		this.changer.reaches(stopped, "db");
	}

	@Test
	void undoWhenSomethingWasMadeTakesItAway() {
		String name = this.mine.name("made");
		Answer created = done("POST", Changer.json(this.api.at("/networks")),
				this.mine.network(name).pool("subnet", this.mine.subnets().free() + ".0/24"));
		assertThat(created).has("/result/name", name);
		assertThat(undo(created)).hasStatus(200).has("/state", "undone");
		assertThat(this.engine.network(name)).isEmpty();
	}

	@Test
	void undoWhenContainerWasConnectedTakesItOff() {
		Changer.Made made = this.changer.network("connected");
		String container = this.changer.run("connected-user", "bridge");
		Answer connected = done("POST", Changer.json(this.api.at("/networks/{}/containers", made.name())),
				Body.of("container", container));
		assertThat(undo(connected)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).path("Containers")).isEmpty();
	}

	@Test
	void undoWhenContainerWasDisconnectedPutsItBack() {
		Changer.Made made = this.changer.network("taken");
		String container = this.changer.run("taken-user", made.name(), "ipv4Address", made.prefix() + ".50", "aliases",
				List.of("db"));
		Answer operation = done("DELETE",
				Changer.json(this.api.at("/networks/{}/containers/{}", made.name(), container)), "");
		assertThat(this.changer.inspected(made.name()).path("Containers")).isEmpty();
		assertThat(undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.address(container, made.name())).isEqualTo(made.prefix() + ".50");
		assertThat(this.changer.endpoint(container, made.name()).path("Aliases").toString()).contains("\"db\"");
	}

	@Test
	void applyWhenInBackgroundTellsTheStepsOfAllAndIsUndone() {
		String owner = this.mine.name("owner-background");
		String name = this.mine.name("apply-old");
		String prefix = this.mine.subnets().free();
		Changer.Made old = new Changer.Made(name,
				new Stranger(this.engine, this.mine).createNetwork(name, prefix + ".0/24", "io.moorage.owner", owner),
				prefix);
		String one = this.mine.name("apply-one");
		String two = this.mine.name("apply-two");
		Body labelled = Body.of("labels", this.mine.labels());
		Answer operation = done("POST", Changer.json(this.api.at("/apply"), "owner=" + owner, "prune=true"),
				Body.of("networks", Body.of(one, labelled).with(two, labelled)));
		assertThat(operation.texts("/steps", "action")).containsExactly("remove", "create", "create");
		assertThat(operation.texts("/result/results", "network")).containsExactly(old.name(), one, two);
		assertThat(this.engine.network(old.id())).isEmpty();
		Answer plan = this.mine.unchangedBy(() -> undo(operation, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/create", 1).has("/summary/remove", 2);
		assertThat(undo(operation, "plan=" + plan.text("/digest"))).hasStatus(200).has("/state", "undone");
		assertThat(this.engine.network(one)).isEmpty();
		assertThat(this.engine.network(two)).isEmpty();
		assertThat(this.changer.inspected(old.name()).at("/IPAM/Config/0/Subnet").asString())
			.isEqualTo(old.prefix() + ".0/24");
		assertThat(undo(operation)).isProblem(409, "undo-stale");
	}

	@Test
	void removeWhenPartlyDoneInBackgroundFailsAndTheRestIsUndone() {
		Changer.Made first = this.changer.network("remove-first");
		Changer.Made second = this.changer.network("remove-second");
		Changer.Made third = this.changer.network("remove-third");
		Body all = Body.of("networks", List.of(first.name(), second.name(), third.name()));
		this.changer.run("remove-user", second.name());
		Body none = Body.of("networks", List.of(second.name()));
		assertThat(this.mine.unchangedBy(() -> async("POST", Changer.json(this.api.at("/networks/remove")), none)))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "network-in-use");
		Answer operation = ended("POST", Changer.json(this.api.at("/networks/remove")), all);
		assertThat(operation).has("/state", "failed").has("/problem/code", "partly-done");
		assertThat(operation.texts("/problem/results", "outcome")).containsExactly("removed", "refused", "removed");
		assertThat(this.engine.network(first.id())).isEmpty();
		assertThat(this.engine.network(third.id())).isEmpty();
		String other = this.mine.name("remove-other");
		this.api.create(this.mine.network(other).pool("subnet", first.prefix() + ".0/24"));
		Answer partly = undo(operation);
		assertThat(partly).isProblem(409, "partly-done").has("/results/0/outcome", "undone");
		assertThat(partly.texts("/results", "network")).containsExactly(third.name(), first.name());
		assertThat(this.engine.network(third.name())).isPresent();
		assertThat(undo(operation)).isProblem(409, "subnet-overlap");
		assertThat(this.api.at("/networks/{}", other).delete()).hasStatus(204);
		assertThat(undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.engine.network(first.name())).isPresent();
	}

	@Test
	void pruneWhenInBackgroundAnswersItsListsAndIsUndone() {
		Changer.Made unused = this.changer.network("prune-unused", "prune", this.mine.id());
		Call prune = Changer.json(this.api.at("/networks/prune"));
		Body mine = Body.of("labels", List.of("prune=" + this.mine.id()));
		Answer operation = done("POST", prune, mine);
		assertThat(operation.texts("/result/removed", "name")).containsExactly(unused.name());
		assertThat(operation.texts("/result/kept", "name")).contains("bridge", "host", "none");
		assertThat(undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(unused.name()).at("/Labels/prune").asString()).isEqualTo(this.mine.id());
	}

	@Test
	void writeWhenRefusedInBackgroundIsRefusedAtOnce() {
		Changer.Made made = this.changer.network("refused");
		this.changer.run("refused-user", made.name());
		this.mine.unchangedBy(() -> {
			assertThat(async("PUT", network(made.name()), OTHER)).isProblem(409, "network-drift");
			assertThat(async("PUT", network(made.name(), "replace=true", "plan=" + "0".repeat(64)), OTHER))
				.isProblem(409, "plan-stale");
			assertThat(async("PUT", network(made.name()), Body.of("nonsense", 1))).isProblem(400, "invalid-request");
			assertThat(async("DELETE", network(made.name()), "")).isProblem(409, "network-in-use");
			assertThat(async("DELETE", network(this.mine.name("nobody")), "")).isProblem(404, "network-not-found");
			return async("DELETE", network("bridge"), "");
		});
		Answer shown = this.mine
			.unchangedBy(() -> async("PUT", network(made.name(), "replace=true", "dryRun=true"), OTHER));
		assertThat(shown).hasStatus(200).tells("/digest");
	}

	private Answer async(String method, Call call, Object body) {
		return Changer.send(method, call.header("Prefer", "wait=5, Respond-Async"), body);
	}

	@Test
	void operationWhenUnknownIsNotFound() {
		assertThat(this.api.at("/operations/nobody").get()).isProblem(404, "operation-not-found");
		assertThat(this.api.at("/operations/nobody/undo").post()).isProblem(404, "operation-not-found");
	}

	@Test
	void unchangedWhenInBackgroundIsDoneWithoutSteps() {
		Changer.Made made = this.changer.network("same");
		Answer operation = ended("PUT", network(made.name()), "{}");
		assertThat(operation).has("/state", "done").has("/result/outcome", "unchanged");
		assertThat(operation.at("/steps")).isEmpty();
	}

}
