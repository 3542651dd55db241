package io.moorage.change;

import java.util.ArrayList;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code POST /networks/remove}: each on its own, in the order that was asked for.
 */
@EndToEnd
class RemoveSeveralTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	RemoveSeveralTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	private Answer remove(Object body, String... parameters) {
		return Changer.send("POST", Changer.json(this.api.at("/networks/remove"), parameters), body);
	}

	@Test
	void removeWhenAllCanGoRemovesThemInOrder() {
		Changer.Made one = this.changer.network("one");
		Changer.Made two = this.changer.network("two");
		Changer.Made three = this.changer.network("three");
		List<String> references = List.of(two.name(), one.id(), three.id().substring(0, 20));
		Answer done = remove(Body.of("networks", references));
		assertThat(done).hasStatus(200);
		assertThat(done.texts("/results", "network")).isEqualTo(references);
		assertThat(done.texts("/results", "outcome")).containsOnly("removed");
		for (Changer.Made gone : List.of(one, two, three)) {
			assertThat(this.engine.network(gone.id())).isEmpty();
			assertThat(this.api.at("/networks/{}", gone.name()).get()).isProblem(404, "network-not-found");
		}
	}

	@Test
	void removeWhenSomeCannotGoTellsWhyOfEach() {
		Changer.Made free = this.changer.network("free");
		Changer.Made used = this.changer.network("used");
		String user = this.changer.run("used-user", used.name());
		this.changer.stop(user);
		Changer.Made last = this.changer.network("last");
		List<String> references = List.of(free.name(), used.name(), "bridge", this.mine.name("nobody"), last.name());
		Answer partly = remove(Body.of("networks", references));
		assertThat(partly).isProblem(409, "partly-done");
		assertThat(partly.texts("/results", "network")).isEqualTo(references);
		assertThat(partly.texts("/results", "outcome")).containsExactly("removed", "refused", "refused", "refused",
				"removed");
		assertThat(partly).has("/results/1/problem/code", "network-in-use")
			.has("/results/1/problem/dependents/0/name", user)
			.has("/results/2/problem/code", "built-in-network")
			.has("/results/3/problem/code", "network-not-found");
		assertThat(this.engine.network(free.id())).isEmpty();
		assertThat(this.engine.network(last.id())).isEmpty();
		assertThat(this.engine.network(used.id())).isPresent();
		assertThat(remove(Body.of("networks", List.of(used.name())).with("disconnect", true))).hasStatus(200);
		assertThat(this.engine.network(used.id())).isEmpty();
	}

	@Test
	void removeWhenNoneIsNamedIsInvalid() {
		assertThat(remove(new Body())).isProblem(400, "invalid-request").pointsAt("/networks");
		assertThat(remove(Body.of("networks", List.of()))).isProblem(400, "invalid-request").pointsAt("/networks");
		assertThat(remove(Body.of("networks", "bridge"))).isProblem(400, "invalid-request").pointsAt("/networks");
		List<String> blank = new ArrayList<>(List.of("x", " "));
		assertThat(remove(Body.of("networks", blank))).isProblem(400, "invalid-request").pointsAt("/networks/1");
		blank.set(0, null);
		assertThat(remove(Body.of("networks", blank))).isProblem(400, "invalid-request")
			.pointsAt("/networks/0", "/networks/1");
	}

	@Test
	void removeWhenNamedTwiceRefusesTheSecond() {
		Changer.Made made = this.changer.network("double");
		Answer partly = remove(Body.of("networks", List.of(made.name(), made.id())));
		assertThat(partly).isProblem(409, "partly-done");
		assertThat(partly.texts("/results", "outcome")).containsExactly("removed", "refused");
		assertThat(partly).has("/results/1/problem/code", "network-not-found");
	}

	@Test
	void removeWhenShownFirstDoesJustThat() {
		Changer.Made one = this.changer.network("shown-one");
		Changer.Made two = this.changer.network("shown-two");
		String user = this.changer.run("shown-user", two.name());
		Body body = Body.of("networks", List.of(one.name(), two.name())).with("disconnect", true);
		Answer plan = this.mine.unchangedBy(() -> remove(body, "dryRun=true"));
		assertThat(plan).hasStatus(200)
			.has("/summary/remove", 2)
			.has("/summary/disconnect", 1)
			.has("/affected/0/name", user);
		assertThat(plan.header("Content-Type")).startsWith(Changer.PLAN);
		assertThat(plan.texts("/steps", "action")).containsExactly("remove", "disconnect", "remove");
		String late = this.changer.run("shown-late", one.name());
		Answer stale = this.mine.unchangedBy(() -> remove(body, "plan=" + plan.text("/digest")));
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.body()).contains(late);
		Answer again = remove(body, "dryRun=true");
		assertThat(remove(body, "plan=" + again.text("/digest"))).hasStatus(200);
		assertThat(this.engine.network(two.id())).isEmpty();
		Body refused = Body.of("networks", List.of("bridge", "host"));
		assertThat(remove(refused, "dryRun=true")).isProblem(409, "partly-done")
			.has("/results/0/problem/code", "built-in-network")
			.has("/results/1/problem/code", "built-in-network");
	}

	@Test
	void dryRunWhenOneIsFreeOnlyAfterAnotherShowsWhatIsThenDone() {
		String settings = this.mine.name("settings");
		this.api.create(this.mine.network(settings).with("configOnly", true));
		String user = this.mine.name("settings-user");
		this.api.create(Body.of("name", user).with("configFrom", settings));
		assertThat(this.mine.unchangedBy(() -> remove(Body.of("networks", List.of(settings, user)), "dryRun=true")))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "network-in-use")
			.has("/results/0/problem/detail", "The network " + settings + " is used by network " + user
					+ ". Remove the networks that take their settings from it first.");
		Body body = Body.of("networks", List.of(user, settings));
		Answer plan = this.mine.unchangedBy(() -> remove(body, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/remove", 2);
		assertThat(remove(body, "plan=" + plan.text("/digest"))).hasStatus(200);
		assertThat(this.engine.network(settings)).isEmpty();
		Changer.Made twice = this.changer.network("twice");
		Answer partly = remove(Body.of("networks", List.of(twice.name(), twice.id())), "dryRun=true");
		assertThat(partly).isProblem(409, "partly-done").has("/results/1/problem/code", "network-not-found");
	}

	@Test
	void dryRunWhenMarkdownIsAskedForIsForMergeRequest() {
		Changer.Made made = this.changer.network("text");
		Answer text = Changer.send("POST",
				Changer.json(this.api.at("/networks/remove"), "dryRun=true").header("Accept", "text/markdown"),
				Body.of("networks", List.of(made.name())));
		assertThat(text).hasStatus(200);
		assertThat(text.header("Content-Type")).startsWith("text/markdown");
		assertThat(text.body()).contains(made.name());
	}

}
