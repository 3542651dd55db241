package io.moorage.refusal;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names of networks, from the plain to the malicious.
 */
@EndToEnd
class NetworkNameTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	NetworkNameTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", ".", "..", "../%s", "a/%s", "/%s", "a\\%s", " %s", "%s ", "a\n%s",
			"a\u0000%s", "a\u007f%s", "container:%s", "\u00a0%s" })
	void createWhenNameCannotBeUsedIsRefused(String pattern) {
		String name = pattern.replace("%s", this.mine.id());
		assertThat(create(name)).isProblem(400, "invalid-request").pointsAt("/name");
	}

	@Test
	void createWhenNameIsNoUnicodeIsRefused() {
		String body = "{\"name\": \"" + this.mine.id() + "\\ud800\"}";
		assertThat(this.mine.unchangedBy(() -> this.api.at("/networks").post(body))).isProblem(400, "invalid-request")
			.pointsAt("/name");
	}

	@Test
	void createWhenNameIsTooLongIsRefused() {
		assertThat(create("n".repeat(256 - this.mine.id().length()) + this.mine.id())).isProblem(400, "invalid-request")
			.pointsAt("/name");
	}

	@Test
	void createWhenNameIsMissingOrNullIsRefused() {
		Body unnamed = Body.of("labels", this.mine.labels());
		assertThat(this.mine.unchangedBy(() -> this.api.at("/networks").post(unnamed)))
			.isProblem(400, "invalid-request")
			.pointsAt("/name");
		assertThat(create(null)).isProblem(400, "invalid-request").pointsAt("/name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "test 01 %s", "test@#$%s", "a?b%s", "a?force=1&%s", "a#%s", "a%%41%s", "100%%%s", "a+b%s",
			"a;b=c%s", "réseau 北京 🚢 %s", "a\"b'%s", "{%s}", "*%s", "-%s", "a:b%s" })
	void createWhenNameIsOddButUsableCanBeFoundAndRemovedByIt(String pattern) {
		String name = pattern.formatted(this.mine.id());
		JsonNode created = this.api.create(this.mine.network(name));
		String id = created.path("id").asString();
		assertThat(this.engine.network(id).orElseThrow().path("Name").asString()).isEqualTo(name);

		assertThat(this.api.network(name).path("id").asString()).isEqualTo(id);
		Answer listed = this.api.at("/networks").query("name", name).get();
		assertThat(listed.texts("/items", "id")).containsExactly(id);
		assertThat(this.api.at("/networks/{}", name).delete()).hasStatus(204);
		assertThat(this.engine.network(id)).isEmpty();
	}

	@Test
	void createWhenNameHas255CharactersWorks() {
		String name = "n".repeat(255 - this.mine.id().length()) + this.mine.id();
		assertThat(this.api.create(this.mine.network(name)).path("name").asString()).isEqualTo(name);
	}

	@Test
	void createWhenNameIsTakenIsRefusedAndNamesTheNetwork() {
		String name = this.mine.name("taken");
		String id = this.api.create(this.mine.network(name)).path("id").asString();
		Answer refused = create(name);
		assertThat(refused).isProblem(409, "network-exists");
		assertThat(refused.body()).contains(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bridge", "host", "none", "default" })
	void createWhenNameIsTheEnginesOwnIsRefused(String name) {
		assertThat(create(name)).isProblem(409, "built-in-network");
	}

	@Test
	void lookUpWhenNameIsAnIdOrItsBeginningPrefersIdThenName() {
		String first = this.api.create(this.mine.network(this.mine.name("first"))).path("id").asString();
		String namedAsPrefix = this.api.create(this.mine.network(first.substring(0, 12))).path("id").asString();
		String namedAsId = this.api.create(this.mine.network(first)).path("id").asString();

		assertThat(this.api.network(first).path("id").asString()).isEqualTo(first);
		assertThat(this.api.network(first.substring(0, 12)).path("id").asString()).isEqualTo(namedAsPrefix);
		assertThat(this.api.network(first.substring(0, 13)).path("id").asString()).isEqualTo(first);
		assertThat(this.api.at("/networks/{}", first).delete()).hasStatus(204);
		assertThat(this.engine.network(namedAsId)).isPresent();
		assertThat(this.engine.network(namedAsPrefix)).isPresent();
		assertThat(this.api.network(first).path("id").asString()).isEqualTo(namedAsId);
	}

	private Answer create(String name) {
		return this.mine.unchangedBy(() -> this.api.at("/networks").post(this.mine.network(name)));
	}

}
