package io.moorage.change;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Networks that somebody else declares: left to them, unless told otherwise.
 */
@EndToEnd
class ManagedTests {

	private static final Body OTHER = Body.of("internal", true);

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	ManagedTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	private Changer.Made composed(String project) {
		return this.changer.network(project, "com.docker.compose.project", project, "com.docker.compose.network",
				"back end", "com.docker.compose.version", "2.29.1", "com.docker.compose.config-hash",
				"6f3b/=+\"\\ \t\n\u00e9\u4e2d\ud83d\udc33", "empty", "", "  blank  ", "  both  ");
	}

	private void assertManaged(Answer refused, String remedy) {
		assertThat(refused).isProblem(409, "managed-elsewhere").tells("/managedBy/kind");
		assertThat(refused.text("/remedy")).contains(remedy);
		assertThat(refused.text("/detail")).contains(remedy);
	}

	@Test
	void changeWhenComposeDeclaresItNamesTheFile() {
		String project = "shop";
		Changer.Made made = composed(project);
		String file = "/srv/" + this.mine.id() + "/compose.yaml";
		this.api.run(this.mine.container(this.mine.name("composed-user"), made.name())
			.with("labels", this.changer.labels("com.docker.compose.project", project,
					"com.docker.compose.project.config_files", file)));
		assertThat(this.api.at("/networks/{}", made.name()).get()).has("/managedBy/kind", "compose")
			.has("/managedBy/project", project)
			.has("/managedBy/key", "back end");
		assertThat(this.api.at("/networks/{}", made.name()).get().at("/managedBy").propertyNames())
			.containsExactlyInAnyOrder("kind", "project", "key");
		this.mine.unchangedBy(() -> {
			assertManaged(this.changer.put(made.name(), OTHER, "replace=true"), file);
			assertManaged(this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true"), file);
			assertManaged(this.changer.patch(made.name(), OTHER, "replace=true", "acceptBreaking=true"), file);
			assertManaged(this.changer.delete(made.name(), "disconnect=true"), file);
			assertManaged(this.changer.delete(made.name(), "override=system"), file);
			Answer several = this.api.at("/networks/remove")
				.post(Body.of("networks", List.of(made.id())).with("disconnect", true));
			assertThat(several).isProblem(409, "partly-done").has("/results/0/problem/code", "managed-elsewhere");
			assertThat(this.changer.put(made.name(), Body.of("internal", false), "replace=true")).hasStatus(200)
				.has("/outcome", "unchanged");
			return several;
		});
	}

	@Test
	void replaceWhenManagerIsOverriddenKeepsEveryLabelToTheByte() {
		Changer.Made made = composed("kept");
		String member = this.changer.run("kept-user", made.name());
		String address = this.changer.address(member, made.name());
		JsonNode labels = this.changer.inspected(made.name()).path("Labels");
		assertThat(labels.size()).isEqualTo(7);
		assertThat(this.changer.put(made.name(), OTHER, "replace=true", "override=managed")).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.inspected(made.name()).path("Internal").asBoolean()).isTrue();
		assertThat(this.changer.inspected(made.name()).path("Labels")).isEqualTo(labels);
		assertThat(this.changer.patch(made.name(), Body.of("internal", false), "replace=true", "override=managed"))
			.hasStatus(200);
		assertThat(this.changer.inspected(made.name()).path("Labels")).isEqualTo(labels);
		assertThat(this.changer.address(member, made.name())).isEqualTo(address);
		assertThat(this.changer.delete(made.name(), "disconnect=true", "override=managed")).hasStatus(204);
		assertThat(this.engine.network(made.name())).isEmpty();
	}

	@Test
	void replaceWhenManagerIsOverriddenLeavesItsLabels() {
		Changer.Made made = composed("held");
		JsonNode before = this.changer.inspected(made.name()).path("Labels");
		assertThat(this.changer.patch(made.name(), "{\"labels\": null, \"internal\": true}", "replace=true",
				"override=managed"))
			.hasStatus(200)
			.has("/outcome", "replaced");
		JsonNode after = this.changer.inspected(made.name()).path("Labels");
		for (String label : List.of("project", "network", "version", "config-hash")) {
			String name = "com.docker.compose." + label;
			assertThat(after.path(name)).isEqualTo(before.path(name));
		}
		assertThat(after.has("empty")).isFalse();
		for (Body labels : List.of(Body.of("com.docker.compose.project", null),
				Body.of("com.docker.compose.project", "other"))) {
			Body body = Body.of("labels", labels);
			for (Answer refused : List.of(
					this.mine
						.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true", "override=managed")),
					this.mine.unchangedBy(
							() -> this.changer.patch(made.name(), body, "replace=true", "override=managed")))) {
				assertThat(refused).isProblem(400, "invalid-request").pointsAt("/labels/com.docker.compose.project");
			}
		}
		Body same = Body.of("labels", Body.of("com.docker.compose.project", "held"));
		assertThat(this.changer.put(made.name(), same)).hasStatus(200).has("/outcome", "unchanged");
		// What has lost the workspace's label is not tidied up by it.
		this.changer.delete(made.name(), "override=managed");
	}

	@Test
	void labelsOfTheServiceWhenGivenAreRefused() {
		Changer.Made made = this.changer.network("plain");
		String name = this.mine.name("forged");
		Body labels = Body.of("labels", Body.of("io.moorage.owner", "z"));
		String pointer = "/labels/io.moorage.owner";
		this.mine.unchangedBy(() -> {
			Answer created = this.api.at("/networks")
				.post(this.mine.network(name).with("labels", this.changer.labels("io.moorage.owner", "z")));
			// The label's name is in the pointer, so isProblem does not fit.
			assertThat(created).hasStatus(400).has("/code", "invalid-request").pointsAt(pointer);
			assertThat(this.changer.put(name, labels)).hasStatus(400).pointsAt(pointer);
			assertThat(this.changer.put(made.name(), labels, "replace=true")).hasStatus(400).pointsAt(pointer);
			assertThat(this.changer.patch(made.name(), labels, "replace=true")).hasStatus(400).pointsAt(pointer);
			Answer applied = Changer.send("POST", Changer.json(this.api.at("/apply"), "owner=y"),
					Body.of("networks", Body.of(name, labels)));
			assertThat(applied).hasStatus(400).pointsAt("/networks/" + name + pointer);
			return applied;
		});
	}

	@Test
	void pruneWhenSomebodyElseDeclaresItKeepsIt() {
		Changer.Made made = composed("unpruned");
		Answer pruned = this.api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label())));
		assertThat(pruned).hasStatus(200);
		assertThat(pruned.at("/kept").valueStream()).anyMatch((kept) -> kept.path("id").asString().equals(made.id())
				&& kept.path("reason").asString().equals("managed"));
		assertThat(this.engine.network(made.id())).isPresent();
	}

	@Test
	void changeWhenStackOrOwnerDeclaresItNamesTheCommand() {
		Changer.Made stack = this.changer.network("stack", "com.docker.stack.namespace", "shop");
		assertThat(this.api.at("/networks/{}", stack.name()).get()).has("/managedBy/kind", "stack")
			.has("/managedBy/project", "shop");
		assertManaged(this.changer.put(stack.name(), OTHER, "replace=true"), "docker stack deploy");
		String owned = this.mine.name("owned");
		new Stranger(this.engine, this.mine).createNetwork(owned, this.mine.subnets().free() + ".0/24",
				"io.moorage.owner", "platform");
		assertThat(this.api.at("/networks/{}", owned).query("fresh", "true").get()).has("/managedBy/kind", "moorage")
			.has("/managedBy/project", "platform");
		assertManaged(this.changer.delete(owned), "/apply?owner=platform");
		assertThat(this.api.at("/networks").query("managedBy", "compose").query("label", this.mine.label()).get())
			.hasStatus(200);
	}

	@Test
	void changeWhenOverrideIsUnknownIsInvalid() {
		Changer.Made made = composed("unknown");
		for (String override : List.of("everything", "MANAGED", "managed,system,x")) {
			assertThat(this.mine
				.unchangedBy(() -> this.changer.put(made.name(), OTHER, "replace=true", "override=" + override)))
				.isProblem(400, "invalid-request");
		}
	}

	@Test
	void networkWhenSettingsSayWhoManagesItIsLeftToThem() {
		String byLabel = this.mine.name("labelled");
		String byName = this.mine.name("tf");
		try (RunningMoorage service = RunningMoorage.inFrontOf(this.engine.host(),
				"moorage.managed.terraform[0]=made-by=terraform", "moorage.managed.terraform[1]=tf-*",
				"moorage.engine.read-timeout=30s")) {
			Changer own = new Changer(service.api(), this.engine, this.mine);
			service.api()
				.create(this.mine.network(byLabel)
					.with("labels", own.labels("made-by", "terraform"))
					.pool("subnet", this.mine.subnets().free() + ".0/24"));
			service.api().create(this.mine.network(byName).pool("subnet", this.mine.subnets().free() + ".0/24"));
			for (String name : List.of(byLabel, byName)) {
				assertThat(service.api().network(name).at("/managedBy/kind").asString()).isEqualTo("terraform");
				assertManaged(own.put(name, Body.of("labels", Map.of("x", "1")), "replace=true"), "terraform");
				assertManaged(own.delete(name), "terraform");
				assertThat(own.delete(name, "override=managed")).hasStatus(204);
			}
		}
	}

}
