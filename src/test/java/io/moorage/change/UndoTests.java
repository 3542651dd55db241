package io.moorage.change;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes in the background, undone on demand.
 */
@EndToEnd
class UndoTests {

	private static final Body OTHER = Body.of("labels", Map.of("stage", "test"));

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	private final Background background;

	UndoTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.background = new Background(api);
	}

	@Test
	void undoWhenAllIsAsLeftPutsBackWhatWasThere() {
		Changer.Made made = this.changer.network("undone", "team", "platform");
		String running = this.changer.run("undone-runs", made.name(), "ipv4Address", made.prefix() + ".30", "aliases",
				List.of("db"));
		String stopped = this.changer.run("undone-stopped", made.name(), "ipv4Address", made.prefix() + ".31");
		this.changer.stop(stopped);
		String other = this.mine.subnets().free();
		Answer operation = this.background.done("PUT", this.background.network(made.name(), "replace=true"),
				Body.of("labels", Body.of("team", null).with("stage", "test")).pool("subnet", other + ".0/24"));
		assertThat(this.changer.address(running, made.name())).startsWith(other + ".");
		Answer plan = this.mine.unchangedBy(() -> this.background.undo(operation, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/replace", 1);
		assertThat(plan.at("/steps")
			.valueStream()
			.flatMap((step) -> step.path("diff").valueStream())
			.map((diff) -> diff.path("path").asString())).containsExactlyInAnyOrder("/ipam/pools/0/subnet",
					"/ipam/pools/0/gateway", "/labels/stage", "/labels/team");
		assertThat(plan.at("/warnings").toString()).doesNotContain("addresses-become-fixed");
		Answer undone = this.background.undo(operation, "plan=" + plan.text("/digest"));
		assertThat(undone).hasStatus(200)
			.has("/state", "undone")
			.has("/undone/0/network", made.name())
			.has("/undone/0/outcome", "undone")
			.has("/undone/0/id", this.changer.inspected(made.name()).path("Id").asString());
		assertThat(this.changer.inspected(made.name()).at("/IPAM/Config/0/Subnet").asString())
			.isEqualTo(made.prefix() + ".0/24");
		assertThat(this.changer.inspected(made.name()).path("Labels").propertyNames())
			.containsExactlyInAnyOrder(Workspace.LABEL, "team");
		assertThat(this.api.at("/operations/{}", operation.text("/id")).get()).has("/state", "undone");
		assertThat(this.changer.start(stopped)).hasStatus(200);
		this.changer.reaches(stopped, "db");
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".30");
		assertThat(this.changer.address(stopped, made.name())).isEqualTo(made.prefix() + ".31");
		assertThat(this.mine.unchangedBy(() -> this.background.undo(operation))).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenOnlyLabelsWereChangedPutsThemBack() {
		Changer.Made made = this.changer.network("labels", "team", "platform");
		String running = this.changer.run("labels-user", made.name());
		String address = this.changer.address(running, made.name());
		Answer operation = this.background.done("PATCH", this.background.network(made.name(), "replace=true"),
				Body.of("labels", Body.of("team", null)));
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.address(running, made.name())).isEqualTo(address);
	}

	@Test
	void undoWhenLaterChangesAreUndoneGoesOn() {
		Changer.Made made = this.changer.network("chain", "team", "platform");
		String user = this.changer.run("chain-user", "bridge");
		Answer first = this.background.done("POST", Changer.json(this.api.at("/networks/{}/containers", made.name())),
				Body.of("container", user));
		Answer second = this.background.done("PUT", this.background.network(made.name(), "replace=true"), OTHER);
		Answer third = this.background.done("DELETE", this.background.network(made.name(), "disconnect=true"), "");
		assertThat(this.mine.unchangedBy(() -> this.background.undo(second))).isProblem(409, "undo-stale");
		assertThat(this.background.undo(third)).hasStatus(200).has("/state", "undone");
		assertThat(this.mine.unchangedBy(() -> this.background.undo(first))).isProblem(409, "undo-stale");
		assertThat(this.background.undo(second)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Labels/stage").isMissingNode()).isTrue();
		assertThat(this.changer.inspected(made.name()).at("/Containers")).hasSize(1);
		assertThat(this.background.undo(first)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Containers")).isEmpty();
		assertThat(this.api.at("/networks/{}", made.id()).get()).isProblem(410, "network-replaced");
	}

	@Test
	@RequiresApi("1.44")
	void undoWhenSomebodyCouldNotBePutBackThenSaysSo() {
		Changer.Made made = this.changer.network("by-id");
		String bound = this.mine.name("by-id-user");
		new Stranger(this.engine, this.mine).run(bound, made.id());
		Answer operation = this.background.done("PUT",
				this.background.network(made.name(), "replace=true", "acceptBreaking=true"), OTHER);
		assertThat(this.background.undo(operation, "dryRun=true").at("/warnings").toString()).contains("not-put-back",
				bound);
	}

	@Test
	void undoWhenChangedAgainSinceIsStale() {
		Changer.Made made = this.changer.network("changed");
		Answer replaced = this.background.done("PUT", this.background.network(made.name(), "replace=true"), OTHER);
		String late = this.changer.run("changed-late", made.name());
		Answer refused = this.mine.unchangedBy(() -> this.background.undo(replaced));
		assertThat(refused).isProblem(409, "undo-stale");
		assertThat(this.api.at("/networks/{}/containers/{}", made.name(), late).delete()).hasStatus(204);
		assertThat(this.changer.put(made.name(), Body.of("internal", true), "replace=true")).hasStatus(200);
		assertThat(this.mine.unchangedBy(() -> this.background.undo(replaced, "dryRun=true"))).isProblem(409,
				"undo-stale");
	}

	@Test
	void undoWhenSomebodyConnectedBehindOurBackIsStale() {
		Changer.Made made = this.changer.network("behind");
		Stranger stranger = new Stranger(this.engine, this.mine);
		String id = stranger.createContainer(this.mine.name("behind-user"), "none");
		stranger.disconnect("none", id);
		Answer replaced = this.background.done("PUT", this.background.network(made.name(), "replace=true"), OTHER);
		stranger.connect(made.name(), id);
		assertThat(this.mine.unchangedBy(() -> this.background.undo(replaced))).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenProtectedSinceIsRefused() {
		Changer.Made made = this.changer.network("protected");
		Answer replaced = this.background.done("PUT", this.background.network(made.name(), "replace=true"), OTHER);
		Call protection = Changer.json(this.api.at("/networks/{}/protection", made.name()));
		assertThat(Changer.send("PUT", protection, Body.of("reason", "a test"))).hasStatus(200);
		assertThat(this.mine.unchangedBy(() -> this.background.undo(replaced))).isProblem(409, "protected-network");
		assertThat(this.api.at("/networks/{}/protection", made.name()).delete()).hasStatus(204);
		assertThat(this.background.undo(replaced)).hasStatus(200).has("/state", "undone");
	}

	@Test
	void undoWhenNetworkWasRemovedMakesItAgain() {
		Changer.Made made = this.changer.network("removed", "team", "platform");
		String running = this.changer.run("removed-runs", made.name(), "ipv4Address", made.prefix() + ".40", "aliases",
				List.of("db"));
		String stopped = this.changer.run("removed-stopped", made.name(), "ipv4Address", made.prefix() + ".41");
		this.changer.stop(stopped);
		String given = this.changer.run("removed-given", made.name());
		String address = this.changer.address(given, made.name());
		Answer operation = this.background.done("DELETE", this.background.network(made.name(), "disconnect=true"), "");
		assertThat(this.engine.network(made.name())).isEmpty();
		warnsOfFixedAddresses(operation, given);
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.start(stopped)).hasStatus(200);
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".40");
		assertThat(this.changer.address(stopped, made.name())).isEqualTo(made.prefix() + ".41");
		assertThat(this.changer.address(given, made.name())).isEqualTo(address);
		this.changer.reaches(stopped, "db");
	}

	/** Tells of the only one whose address the engine had chosen. */
	private void warnsOfFixedAddresses(Answer operation, String chosen) {
		assertThat(this.background.undo(operation, "dryRun=true").at("/warnings").toString())
			.contains("addresses-become-fixed: The engine chose the addresses of " + chosen + " on ");
	}

	@Test
	void undoWhenContainerWasConnectedAnewWarnsOfWhatIsFixedThen() {
		Changer.Made made = this.changer.network("anew");
		String container = this.changer.run("anew-user", made.name());
		String address = this.changer.address(container, made.name());
		Answer operation = this.background.done("PUT",
				Changer.json(this.api.at("/networks/{}/containers/{}", made.name(), container), "replace=true"),
				Body.of("aliases", List.of("db")));
		warnsOfFixedAddresses(operation, container);
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.address(container, made.name())).isEqualTo(address);
	}

	@Test
	void undoWhenSomethingWasMadeTakesItAway() {
		String name = this.mine.name("made");
		Answer created = this.background.done("POST", Changer.json(this.api.at("/networks")),
				this.mine.network(name).pool("subnet", this.mine.subnets().free() + ".0/24"));
		assertThat(created).has("/result/name", name);
		assertThat(this.background.undo(created)).hasStatus(200).has("/state", "undone");
		assertThat(this.engine.network(name)).isEmpty();
	}

	@Test
	void undoWhenContainerWasConnectedTakesItOff() {
		Changer.Made made = this.changer.network("connected");
		String container = this.changer.run("connected-user", "bridge");
		Answer connected = this.background.done("POST",
				Changer.json(this.api.at("/networks/{}/containers", made.name())), Body.of("container", container));
		assertThat(this.background.undo(connected)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(made.name()).path("Containers")).isEmpty();
	}

	@Test
	void undoWhenContainerWasDisconnectedPutsItBack() {
		Changer.Made made = this.changer.network("taken");
		String container = this.changer.run("taken-user", made.name(), "ipv4Address", made.prefix() + ".50", "aliases",
				List.of("db"));
		Answer operation = this.background.done("DELETE",
				Changer.json(this.api.at("/networks/{}/containers/{}", made.name(), container)), "");
		assertThat(this.changer.inspected(made.name()).path("Containers")).isEmpty();
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
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
		Answer operation = this.background.done("POST",
				Changer.json(this.api.at("/apply"), "owner=" + owner, "prune=true"),
				Body.of("networks", Body.of(one, labelled).with(two, labelled)));
		assertThat(operation.texts("/steps", "action")).containsExactly("remove", "create", "create");
		assertThat(operation.texts("/result/results", "network")).containsExactly(old.name(), one, two);
		assertThat(this.engine.network(old.id())).isEmpty();
		Call drift = this.api.at("/drift").query("owner", owner);
		assertThat(drift.get().texts("/items", "name")).containsExactly(one, two);
		Answer plan = this.mine.unchangedBy(() -> this.background.undo(operation, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/create", 1).has("/summary/remove", 2);
		assertThat(plan.texts("/steps", "action")).containsExactly("remove", "remove", "create", "recall");
		Answer undone = this.background.undo(operation, "plan=" + plan.text("/digest"));
		assertThat(undone).hasStatus(200).has("/state", "undone");
		assertThat(undone.texts("/undone", "network")).containsExactly(two, one, old.name(), owner);
		assertThat(undone).has("/undone/2/id", this.changer.inspected(old.name()).path("Id").asString());
		assertThat(drift.get().texts("/items", "name")).containsExactly(old.name());
		assertThat(drift.get().texts("/items", "state")).containsExactly("same");
		assertThat(this.engine.network(one)).isEmpty();
		assertThat(this.engine.network(two)).isEmpty();
		assertThat(this.changer.inspected(old.name()).at("/IPAM/Config/0/Subnet").asString())
			.isEqualTo(old.prefix() + ".0/24");
		assertThat(this.background.undo(operation)).isProblem(409, "undo-stale");
	}

	@Test
	void undoWhenANetworkWasTakenOverLetsItBeNobodysAgain() {
		String name = this.changer.network("taken-over").name();
		String owner = this.mine.name("owner-over");
		Answer operation = this.background.done("POST",
				Changer.json(this.api.at("/apply"), "owner=" + owner, "adopt=true"),
				Body.of("networks", Body.of(name, Map.of())));
		assertThat(this.api.at("/networks/{}", name).get()).has("/managedBy/project", owner);
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.api.at("/networks/{}", name).get()).has("/managedBy/kind", "none");
		assertThat(this.api.at("/drift").query("owner", owner).get().at("/items")).isEmpty();
	}

	@Test
	void undoWhenTheOwnerAppliedAgainSinceLeavesThatAlone() {
		String owner = this.mine.name("owner-again");
		Body one = Body.of("networks", Body.of(this.mine.name("again-one"), Body.of("labels", this.mine.labels())));
		Body two = Body.of("networks", Body.of(this.mine.name("again-two"), Body.of("labels", this.mine.labels())));
		Answer first = this.background.done("POST", Changer.json(this.api.at("/apply"), "owner=" + owner), one);
		Answer second = this.background.done("POST", Changer.json(this.api.at("/apply"), "owner=" + owner), two);
		assertThat(this.background.undo(first)).hasStatus(200).has("/state", "undone");
		Answer drift = this.api.at("/drift").query("owner", owner).get();
		assertThat(drift.texts("/items", "name")).containsExactly(this.mine.name("again-two"));
		assertThat(drift.texts("/items", "state")).containsExactly("same");
		assertThat(this.background.undo(second)).hasStatus(200).has("/state", "undone");
		assertThat(this.api.at("/drift").query("owner", owner).get().at("/items")).as("the first was undone, too")
			.isEmpty();
	}

}
