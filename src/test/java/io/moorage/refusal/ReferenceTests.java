package io.moorage.refusal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References that name nothing, too much, or what must stay.
 */
@EndToEnd
class ReferenceTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	ReferenceTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "nobody?force=1", "nobody#x", "a b", "%41", "^.*$", "0000000000000000", "🚢" })
	void lookUpWhenReferenceNamesNothingIsNotFound(String reference) {
		assertThat(this.api.at("/networks/{}", reference).get()).isProblem(404, "network-not-found");
		assertThat(this.api.at("/networks/{}", reference).delete()).isProblem(404, "network-not-found");
		assertThat(this.api.at("/networks/{}/containers", reference).get()).isProblem(404, "network-not-found");
		assertThat(this.api.at("/containers/{}", reference).get()).isProblem(404, "container-not-found");
		assertThat(this.api.at("/containers/{}", reference).delete()).isProblem(404, "container-not-found");
		assertThat(this.api.at("/containers/{}/stop", reference).post()).isProblem(404, "container-not-found");
		assertThat(this.api.at("/containers/{}/start", reference).post()).isProblem(404, "container-not-found");
		assertThat(this.api.at("/networks/bridge/containers/{}", reference).get()).isProblem(404,
				"container-not-found");
	}

	@Test
	void listWhenNameFitsNobodyIsEmpty() {
		Answer list = this.api.at("/networks").query("name", "nobody-" + this.mine.id()).get();
		assertThat(list).hasStatus(200);
		assertThat(list.at("/items")).isEmpty();
	}

	@Test
	void lookUpWhenNetworkPrefixFitsSeveralNamesThem() {
		int[] count = new int[1];
		List<String> twins = twins(
				() -> this.api.create(this.mine.network(this.mine.name("twin" + count[0]++))).path("id").asString());
		for (Answer refused : List.of(this.api.at("/networks/{}", prefix(twins)).get(),
				this.mine.unchangedBy(() -> this.api.at("/networks/{}", prefix(twins)).delete()))) {
			assertThat(refused).isProblem(409, "ambiguous-reference");
			assertThat(refused.texts("/candidates", "id")).containsAll(twins);
		}
	}

	@Test
	void lookUpWhenContainerPrefixFitsSeveralNamesThem() {
		List<String> twins = twins(() -> this.engine.client()
			.createContainerCmd(Engine.IMAGE)
			.withLabels(this.mine.labels())
			.exec()
			.getId());
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/containers/{}", prefix(twins)).delete());
		assertThat(refused).isProblem(409, "ambiguous-reference");
		assertThat(refused.texts("/candidates", "id")).containsAll(twins);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bridge", "host", "none" })
	void removeWhenNetworkIsBuiltInIsRefused(String name) {
		String id = this.engine.network(name).orElseThrow().path("Id").asString();
		for (String reference : List.of(name, id, id.substring(0, 12))) {
			assertThat(this.api.at("/networks/{}", reference).delete()).isProblem(409, "built-in-network");
			assertThat(this.api.at("/networks/{}", reference).query("disconnect", true).delete()).isProblem(409,
					"built-in-network");
		}
		assertThat(this.engine.network(name).orElseThrow().path("Id").asString()).isEqualTo(id);
	}

	@Test
	void lookUpWhenEngineIsUnknownIsNotFound() {
		assertThat(this.api.at("/networks").query("engine", "nope").get()).isProblem(404, "engine-not-found");
		assertThat(this.api.at("/containers").query("engine", "nope").get()).isProblem(404, "engine-not-found");
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks")
			.query("engine", "nope")
			.post(this.mine.network(this.mine.name("elsewhere"))));
		assertThat(refused).isProblem(404, "engine-not-found");
		assertThat(this.api.at("/networks").query("engine", "default").get()).hasStatus(200);
	}

	/** Makes things until two begin alike: 17 at most. */
	private List<String> twins(Supplier<String> make) {
		Map<Character, String> seen = new HashMap<>();
		while (true) {
			String id = make.get();
			String other = seen.put(id.charAt(0), id);
			if (other != null) {
				return List.of(other, id);
			}
		}
	}

	private String prefix(List<String> twins) {
		int length = 1;
		while (twins.get(0).charAt(length) == twins.get(1).charAt(length)) {
			length++;
		}
		return twins.get(0).substring(0, length);
	}

}
