package io.moorage.change;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes in the background.
 */
@EndToEnd
class OperationTests {

	private static final Body OTHER = Body.of("labels", Map.of("stage", "test"));

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	private final Background background;

	OperationTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.background = new Background(api);
	}

	@Test
	void replaceWhenInBackgroundTellsStepsAndResult() {
		Changer.Made made = this.changer.network("replaced");
		String member = this.changer.run("replaced-user", made.name(), "ipv4Address", made.prefix() + ".20");
		Answer operation = this.background.done("PUT", this.background.network(made.name(), "replace=true"), OTHER);
		assertThat(operation.texts("/steps", "action")).containsExactly("disconnect", "replace", "connect");
		assertThat(operation.texts("/steps", "name")).containsExactly(member, made.name(), member);
		assertThat(operation).has("/result/outcome", "replaced").has("/result/previousId", made.id());
		assertThat(operation.text("/result/id")).isEqualTo(this.changer.inspected(made.name()).path("Id").asString());
		assertThat(this.api.at("/operations").get().texts("/items", "id")).contains(operation.text("/id"));
	}

	@Test
	void removeWhenPartlyDoneInBackgroundFailsAndTheRestIsUndone() {
		Changer.Made first = this.changer.network("remove-first");
		Changer.Made second = this.changer.network("remove-second");
		Changer.Made third = this.changer.network("remove-third");
		Body all = Body.of("networks", List.of(first.name(), second.name(), third.name()));
		this.changer.run("remove-user", second.name());
		Body none = Body.of("networks", List.of(second.name()));
		assertThat(this.mine
			.unchangedBy(() -> this.background.async("POST", Changer.json(this.api.at("/networks/remove")), none)))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "network-in-use");
		Answer operation = this.background.ended("POST", Changer.json(this.api.at("/networks/remove")), all);
		assertThat(operation).has("/state", "failed").has("/problem/code", "partly-done");
		assertThat(operation.texts("/problem/results", "outcome")).containsExactly("removed", "refused", "removed");
		assertThat(this.engine.network(first.id())).isEmpty();
		assertThat(this.engine.network(third.id())).isEmpty();
		String other = this.mine.name("remove-other");
		this.api.create(this.mine.network(other).pool("subnet", first.prefix() + ".0/24"));
		Answer partly = this.background.undo(operation);
		assertThat(partly).isProblem(409, "partly-done").has("/results/0/outcome", "undone");
		assertThat(partly.texts("/results", "network")).containsExactly(third.name(), first.name());
		assertThat(this.engine.network(third.name())).isPresent();
		assertThat(this.background.undo(operation)).isProblem(409, "subnet-overlap");
		assertThat(this.api.at("/networks/{}", other).delete()).hasStatus(204);
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.engine.network(first.name())).isPresent();
	}

	@Test
	void pruneWhenInBackgroundAnswersItsListsAndIsUndone() {
		Changer.Made unused = this.changer.network("prune-unused", "prune", this.mine.id());
		Call prune = Changer.json(this.api.at("/networks/prune"));
		Body mine = Body.of("labels", List.of("prune=" + this.mine.id()));
		Answer operation = this.background.done("POST", prune, mine);
		assertThat(operation.texts("/result/removed", "name")).containsExactly(unused.name());
		assertThat(operation.texts("/result/kept", "name")).contains("bridge", "host", "none");
		assertThat(this.background.undo(operation)).hasStatus(200).has("/state", "undone");
		assertThat(this.changer.inspected(unused.name()).at("/Labels/prune").asString()).isEqualTo(this.mine.id());
	}

	@Test
	void writeWhenRefusedInBackgroundIsRefusedAtOnce() {
		Changer.Made made = this.changer.network("refused");
		this.changer.run("refused-user", made.name());
		this.mine.unchangedBy(() -> {
			assertThat(this.background.async("PUT", this.background.network(made.name()), OTHER)).isProblem(409,
					"network-drift");
			assertThat(this.background.async("PUT",
					this.background.network(made.name(), "replace=true", "plan=" + "0".repeat(64)), OTHER))
				.isProblem(409, "plan-stale");
			assertThat(this.background.async("PUT", this.background.network(made.name()), Body.of("nonsense", 1)))
				.isProblem(400, "invalid-request");
			assertThat(this.background.async("DELETE", this.background.network(made.name()), "")).isProblem(409,
					"network-in-use");
			assertThat(this.background.async("DELETE", this.background.network(this.mine.name("nobody")), ""))
				.isProblem(404, "network-not-found");
			return this.background.async("DELETE", this.background.network("bridge"), "");
		});
		Answer shown = this.mine.unchangedBy(() -> this.background.async("PUT",
				this.background.network(made.name(), "replace=true", "dryRun=true"), OTHER));
		assertThat(shown).hasStatus(200).tells("/digest");
	}

	@Test
	void operationsWhenLimitedComeInPages() {
		Changer.Made made = this.changer.network("pages");
		Answer earlier = this.background.ended("PUT", this.background.network(made.name()), "{}");
		Answer later = this.background.ended("PUT", this.background.network(made.name()), "{}");
		Answer all = this.api.at("/operations").get();
		assertThat(all.texts("/items", "id")).contains(earlier.text("/id"), later.text("/id"));
		assertThat(all.texts("/items", "id").indexOf(later.text("/id")))
			.isLessThan(all.texts("/items", "id").indexOf(earlier.text("/id")));
		assertThat(all).tells("/total").tells("/revision");
		Answer page = this.api.at("/operations").query("limit", 1).get();
		assertThat(page.at("/items")).hasSize(1);
		Answer next = this.api.at("/operations").query("limit", 1).query("after", page.text("/next")).get();
		assertThat(next.texts("/items", "id")).hasSize(1).doesNotContainAnyElementsOf(page.texts("/items", "id"));
		assertThat(this.api.at("/operations").query("limit", 0).get()).isProblem(400, "invalid-request");
	}

	@Test
	void operationWhenUnknownIsNotFound() {
		assertThat(this.api.at("/operations/nobody").get()).isProblem(404, "operation-not-found");
		assertThat(this.api.at("/operations/nobody/undo").post()).isProblem(404, "operation-not-found");
	}

	@Test
	void unchangedWhenInBackgroundIsDoneWithoutSteps() {
		Changer.Made made = this.changer.network("same");
		Answer operation = this.background.ended("PUT", this.background.network(made.name()), "{}");
		assertThat(operation).has("/state", "done").has("/result/outcome", "unchanged");
		assertThat(operation.at("/steps")).isEmpty();
	}

}
