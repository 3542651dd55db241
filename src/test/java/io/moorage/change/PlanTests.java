package io.moorage.change;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plans: every write can be shown first, and then does just that or nothing.
 */
@EndToEnd
class PlanTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	private final Stranger stranger;

	PlanTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.stranger = new Stranger(engine, mine);
	}

	/** Sends a write as a dry run, twice, and then for good with the digest. */
	private Answer approved(String method, String path, Object body, List<String> parameters, Object... variables) {
		Answer plan = this.mine.unchangedBy(() -> Changer.send(method,
				Changer.json(this.api.at(path, variables), parameters.toArray(String[]::new)).query("dryRun", true),
				body));
		assertThat(plan).hasStatus(200).has("/changed", true);
		assertThat(plan.header("Content-Type")).startsWith(Changer.PLAN);
		assertThat(plan.text("/digest")).matches("[0-9a-f]{64}");
		assertThat(plan.at("/steps")).isNotEmpty();
		assertThat(plan.at("/steps").valueStream()).allSatisfy((step) -> {
			assertThat(step.path("action").asString()).isNotEmpty();
			assertThat(step.path("kind").asString()).isNotEmpty();
			assertThat(step.path("name").asString()).isNotEmpty();
			assertThat(step.path("detail").asString()).endsWith(".");
		});
		Answer again = Changer.send(method,
				Changer.json(this.api.at(path, variables), parameters.toArray(String[]::new)).query("dryRun", "true"),
				body);
		assertThat(again).hasStatus(200).has("/digest", plan.text("/digest"));
		Answer unknown = this.mine.unchangedBy(
				() -> Changer.send(method, Changer.json(this.api.at(path, variables), parameters.toArray(String[]::new))
					.query("plan", "0".repeat(64)), body));
		assertThat(unknown).isProblem(409, "plan-stale");
		Answer done = Changer.send(method, Changer.json(this.api.at(path, variables), parameters.toArray(String[]::new))
			.query("plan", plan.text("/digest")), body);
		assertThat(done.status()).as("%s", done).isBetween(200, 204);
		return done;
	}

	@Test
	void everyWriteWhenShownFirstDoesJustThat() {
		String name = this.mine.name("every");
		String prefix = this.mine.subnets().free();
		Body body = this.mine.network(name).pool("subnet", prefix + ".0/24");
		List<String> none = List.of();
		assertThat(approved("POST", "/networks", body, none)).hasStatus(201);
		Body put = Body.of("labels", this.mine.labels()).pool("subnet", this.mine.subnets().free() + ".0/24");
		assertThat(approved("PUT", "/networks/{}", put, none, this.mine.name("every-put"))).hasStatus(201);
		String container = this.mine.name("every-user");
		assertThat(approved("POST", "/containers", this.mine.container(container, name), none)).hasStatus(201);
		assertThat(approved("POST", "/containers/{}/stop", "{}", none, container)).hasStatus(200);
		assertThat(approved("POST", "/containers/{}/start", "{}", none, container)).hasStatus(200);
		assertThat(approved("DELETE", "/networks/{}/containers/{}", "", none, name, container)).hasStatus(204);
		assertThat(approved("POST", "/networks/{}/containers", Body.of("container", container), none, name))
			.hasStatus(201);
		List<String> replace = List.of("replace=true");
		assertThat(approved("PUT", "/networks/{}/containers/{}", Body.of("aliases", List.of("x")), replace, name,
				container))
			.hasStatus(200);
		assertThat(approved("PUT", "/networks/{}", Body.of("internal", true), replace, name)).hasStatus(200);
		assertThat(approved("PATCH", "/networks/{}", Body.of("internal", false), replace, name)).hasStatus(200);
		assertThat(approved("PUT", "/networks/{}/protection", Body.of("reason", "a test"), none, name)).hasStatus(200);
		assertThat(approved("DELETE", "/networks/{}/protection", "", none, name)).hasStatus(204);
		assertThat(
				approved("POST", "/networks/remove", Body.of("networks", List.of(this.mine.name("every-put"))), none))
			.hasStatus(200);
		assertThat(approved("DELETE", "/networks/{}", "", List.of("disconnect=true"), name)).hasStatus(204);
		assertThat(approved("DELETE", "/containers/{}", "", List.of("force=true"), container)).hasStatus(204);
		assertThat(this.engine.network(name)).isEmpty();
		assertThat(this.engine.container(container)).isEmpty();
	}

	@Test
	void dryRunWhenNothingWouldChangeSaysSo() {
		Changer.Made made = this.changer.network("same");
		Answer plan = this.changer.put(made.name(), new Body(), "dryRun=true");
		assertThat(plan).hasStatus(200).has("/changed", false).has("/summary/unchanged", 1);
		assertThat(plan.at("/steps")).isEmpty();
		assertThat(this.changer.put(made.name(), new Body(), "plan=" + plan.text("/digest"))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRUE", "True", "1", "yes", "on", " true", "tru", "maybe", "" })
	void dryRunWhenNotPlainlySaidChangesNothing(String value) {
		Changer.Made made = this.changer.network("plainly" + Math.abs(value.hashCode()));
		Answer answer = this.mine.unchangedBy(() -> this.changer.delete(made.name(), "dryRun=" + value));
		assertThat(answer.status()).as("%s", answer).isIn(200, 400);
		Answer twice = this.mine.unchangedBy(() -> this.changer.delete(made.name(), "dryRun=" + value, "dryRun=true"));
		assertThat(twice.status()).as("%s", twice).isIn(200, 400);
	}

	@Test
	void planWhenSomebodyConnectedMeanwhileIsStaleAndNamesThem() {
		Changer.Made made = this.changer.network("stale");
		this.changer.run("stale-first", made.name());
		String late = this.mine.name("stale-late");
		this.stranger.createContainer(late, "none");
		this.stranger.disconnect("none", late);
		Body body = Body.of("internal", true);
		Answer plan = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		assertThat(plan).hasStatus(200);
		this.stranger.connect(made.name(), late);
		Answer stale = this.mine
			.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true", "plan=" + plan.text("/digest")));
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.body()).contains(late);
		Answer fresh = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		assertThat(fresh.text("/digest")).isNotEqualTo(plan.text("/digest"));
		assertThat(this.changer.put(made.name(), body, "replace=true", "plan=" + fresh.text("/digest"))).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.engine.container(late).orElseThrow().at("/NetworkSettings/Networks").propertyNames())
			.containsExactly(made.name());
	}

	@Test
	void planWhenAMemberIsThereOtherwiseIsStaleAndNamesIt() {
		Changer.Made made = this.changer.network("moved");
		String member = this.changer.run("moved-user", made.name(), "aliases", List.of("one"), "ipv4Address",
				made.prefix() + ".9");
		Body body = Body.of("internal", true);
		Answer plan = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		assertThat(this.changer.putMember(made.name(), member,
				Body.of("aliases", List.of("two")).with("ipv4Address", made.prefix() + ".9"), "replace=true"))
			.hasStatus(200);
		Answer stale = this.changer.put(made.name(), body, "replace=true", "plan=" + plan.text("/digest"));
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.text("/moved/0")).contains(member, "with other settings");
		// Engines from 28 choose another MAC address each time, which the warnings tell.
		assertThat(stale.at("/moved").valueStream()).allMatch((each) -> each.asString().contains(member));
	}

	@Test
	void planWhenAMemberIsPausedMeanwhileIsStaleAndSaysSo() {
		Changer.Made made = this.changer.network("paused");
		String member = this.changer.run("paused-user", made.name());
		Body body = Body.of("internal", true);
		Answer plan = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		this.engine.client().pauseContainerCmd(member).exec();
		Answer stale = this.changer.put(made.name(), body, "replace=true", "plan=" + plan.text("/digest"));
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.text("/moved/0")).isEqualTo("\"container " + member + "\" is paused now.");
		assertThat(stale.at("/moved")).hasSize(1);
	}

	@Test
	void planWhenBodyIsAnotherIsStale() {
		Changer.Made made = this.changer.network("another");
		Answer plan = this.changer.put(made.name(), Body.of("internal", true), "replace=true", "dryRun=true");
		String digest = plan.text("/digest");
		assertThat(this.mine.unchangedBy(() -> this.changer.put(made.name(), Body.of("labels", Map.of("x", "1")),
				"replace=true", "plan=" + digest)))
			.isProblem(409, "plan-stale");
		assertThat(this.mine.unchangedBy(() -> this.changer.delete(made.name(), "plan=" + digest))).isProblem(409,
				"plan-stale");
	}

	@Test
	void planWhenBodyOfCreationIsAnotherIsStale() {
		String name = this.mine.name("creation");
		String subnet = this.mine.subnets().free() + ".0/24";
		Body shown = this.mine.network(name).pool("subnet", subnet);
		for (Body other : List.of(this.mine.network(name).pool("subnet", subnet).with("internal", true),
				this.mine.network(name).pool("subnet", subnet).with("labels", this.changer.labels("x", "1")))) {
			assertNotApproved("POST", "/networks", shown, other);
			assertNotApproved("PUT", "/networks/" + name, shown, other);
		}
	}

	@Test
	void planWhenBodyOfConnectionIsAnotherIsStale() {
		Changer.Made made = this.changer.network("connection");
		String container = this.changer.run("connection-user", "bridge");
		assertNotApproved("POST", "/networks/" + made.name() + "/containers", Body.of("container", container),
				Body.of("container", container).with("aliases", List.of("db")));
	}

	private void assertNotApproved(String method, String path, Body shown, Body other) {
		Answer plan = Changer.send(method, Changer.json(this.api.at(path), "dryRun=true"), shown);
		assertThat(plan).hasStatus(200);
		assertThat(this.mine.unchangedBy(
				() -> Changer.send(method, Changer.json(this.api.at(path), "plan=" + plan.text("/digest")), other)))
			.isProblem(409, "plan-stale");
	}

	@Test
	void planWhenCarriedOutOnceIsStaleTheSecondTime() {
		Changer.Made made = this.changer.network("once");
		Body body = Body.of("internal", true);
		String digest = this.changer.put(made.name(), body, "replace=true", "dryRun=true").text("/digest");
		assertThat(this.changer.put(made.name(), body, "replace=true", "plan=" + digest)).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.mine.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true", "plan=" + digest)))
			.isProblem(409, "plan-stale");
	}

	@Test
	void dryRunWhenStoppedContainerWouldStartWithoutNetworkNamesIt() {
		Changer.Made made = this.changer.network("without");
		String stopped = this.changer.run("without-user", made.name());
		this.changer.stop(stopped);
		Answer refused = this.mine.unchangedBy(() -> this.changer.delete(made.name(), "dryRun=true"));
		assertThat(refused).isProblem(409, "network-in-use");
		assertThat(refused.texts("/dependents", "name")).containsExactly(stopped);
		Answer plan = this.mine.unchangedBy(() -> this.changer.delete(made.name(), "disconnect=true", "dryRun=true"));
		assertThat(plan).hasStatus(200)
			.has("/affected/0/name", stopped)
			.has("/affected/0/effect", "starts-without-network")
			.has("/affected/0/state", "exited");
	}

	@Test
	void deleteWhenStoppedContainerWasConnectedAMomentBeforeIsRefused() {
		Changer.Made made = this.changer.network("moment");
		String id = this.stranger.createContainer(this.mine.name("moment-user"), "none");
		this.stranger.disconnect("none", id);
		String digest = this.changer.delete(made.name(), "dryRun=true").text("/digest");
		this.stranger.connect(made.name(), id);
		Answer refused = this.mine.unchangedBy(() -> this.changer.delete(made.name()));
		assertThat(refused).isProblem(409, "network-in-use").has("/dependents/0/id", id);
		assertThat(this.changer.delete(made.name(), "plan=" + digest)).hasStatus(409);
		assertThat(this.changer.inspected(made.name()).path("Id").asString()).isEqualTo(made.id());
	}

	@Test
	void dryRunWhenMarkdownIsAskedForIsForMergeRequest() {
		Changer.Made made = this.changer.network("markdown", "a|b", "`x`");
		String member = this.changer.run("markdown-user", made.name());
		Body body = Body.of("labels", Map.of("a|b", "``<script>|"));
		Answer json = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		Call call = Changer.json(this.api.at("/networks/{}", made.name()), "replace=true", "dryRun=true");
		Answer text = this.mine.unchangedBy(() -> Changer.send("PUT", call.header("Accept", "text/markdown"), body));
		assertThat(text).hasStatus(200);
		assertThat(text.header("Content-Type")).startsWith("text/markdown");
		assertThat(text.body()).contains(json.text("/digest"), "`" + made.name() + "`", "`" + member + "`",
				"/labels/a\\|b", "mac-will-change".substring(0, 3));
		assertThat(text.body().lines().filter((line) -> line.startsWith("|"))).allSatisfy((line) -> {
			long bars = line.replace("\\|", "").chars().filter((each) -> each == '|').count();
			assertThat(bars).as(line).isIn(4L, 6L);
		});
		assertThat(json.header("Content-Type")).startsWith(Changer.PLAN);
	}

	@Test
	void pruneWhenShownFirstRemovesJustThat() {
		Changer.Made unused = this.changer.network("unused");
		Changer.Made used = this.changer.network("used");
		this.changer.run("used-user", used.name());
		Body body = Body.of("labels", List.of(this.mine.label()));
		Answer shown = this.mine.unchangedBy(() -> prune(body, "dryRun=true"));
		assertThat(shown).hasStatus(200).has("/dryRun", true).tells("/digest");
		assertThat(shown.texts("/removed", "id")).contains(unused.id()).doesNotContain(used.id());
		Changer.Made late = this.changer.network("late");
		Answer stale = this.mine.unchangedBy(() -> prune(body, "plan=" + shown.text("/digest")));
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.texts("/moved", "name")).containsExactly(late.name());
		assertThat(stale.text("/detail")).contains(late.name()).doesNotContain(unused.name());
		Answer again = prune(body, "dryRun=true");
		Answer done = prune(body, "plan=" + again.text("/digest"));
		assertThat(done).hasStatus(200);
		assertThat(done.at("/removed")).isEqualTo(again.at("/removed"));
		assertThat(done.texts("/kept", "id")).containsAll(List.of(used.id()));
		assertThat(this.engine.network(unused.id())).isEmpty();
		assertThat(this.engine.network(used.id())).isPresent();
	}

	private Answer prune(Body body, String... parameters) {
		return Changer.send("POST", Changer.json(this.api.at("/networks/prune"), parameters), body);
	}

}
