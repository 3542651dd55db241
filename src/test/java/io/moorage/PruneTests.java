package io.moorage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pruning, always limited to what the tests made.
 */
@EndToEnd
class PruneTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	PruneTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void pruneWhenLimitedPutsEveryNetworkInOneList() {
		Set<String> before = ids();
		String unused = this.api.create(this.mine.network(this.mine.name("unused"))).path("id").asString();
		String used = this.api.create(this.mine.network(this.mine.name("used"))).path("id").asString();
		this.api.run(this.mine.container(this.mine.name("user"), used));

		Answer pruned = prune(this.mine.label());
		assertThat(pruned.texts("/removed", "id")).containsExactly(unused);
		before.retainAll(ids());
		List<String> all = new ArrayList<>(pruned.texts("/removed", "id"));
		all.addAll(pruned.texts("/kept", "id"));
		assertThat(all).doesNotHaveDuplicates().contains(unused, used).containsAll(before);
		assertThat(reasonFor(pruned, used)).isEqualTo("in-use");
		assertThat(reasonFor(pruned, idOf("bridge"))).isEqualTo("built-in");
		assertThat(this.engine.network(unused)).isEmpty();
	}

	@Test
	void pruneWhenLabelDiffersKeepsIt() {
		String other = this.api.create(this.mine.network(this.mine.name("other"))).path("id").asString();
		Answer pruned = prune(this.mine.label(), "no-such-label");
		assertThat(pruned.at("/removed")).isEmpty();
		assertThat(reasonFor(pruned, other)).isEqualTo("label");
	}

	@Test
	void pruneWhenYoungerThanUntilKeepsIt() {
		String young = this.api.create(this.mine.network(this.mine.name("young"))).path("id").asString();
		for (String until : List.of("24h", "90s", "2020-01-01T00:00:00Z")) {
			Answer pruned = this.api.at("/networks/prune")
				.post(Body.of("labels", List.of(this.mine.label())).with("until", until));
			assertThat(pruned).hasStatus(200);
			assertThat(reasonFor(pruned, young)).as("until %s", until).isEqualTo("too-new");
		}
		Answer pruned = this.api.at("/networks/prune")
			.post(Body.of("labels", List.of(this.mine.label())).with("until", "2999-01-01T00:00:00Z"));
		assertThat(pruned.texts("/removed", "id")).contains(young);
	}

	@Test
	void pruneWhenConfigOnlyKeepsIt() {
		String name = this.mine.name("template");
		String id = this.api.create(this.mine.network(name).with("configOnly", true)).path("id").asString();
		assertThat(reasonFor(prune(this.mine.label()), id)).isEqualTo("config-only");
	}

	private Answer prune(String... labels) {
		Answer pruned = this.api.at("/networks/prune").post(Body.of("labels", List.of(labels)));
		assertThat(pruned).hasStatus(200);
		return pruned;
	}

	private String reasonFor(Answer pruned, String id) {
		return pruned.at("/kept")
			.valueStream()
			.filter((kept) -> kept.path("id").asString().equals(id))
			.map((kept) -> kept.path("reason").asString())
			.findFirst()
			.orElse("(not kept)");
	}

	private Set<String> ids() {
		return new HashSet<>(this.engine.networks().findValuesAsString("Id"));
	}

	private String idOf(String name) {
		return this.engine.network(name).orElseThrow().path("Id").asString();
	}

}
