package io.moorage.read;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes on the condition that nothing changed since it was read ({@code If-Match}).
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class PreconditionTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String used;

	private final String member;

	private final String stranger;

	private String gone = "";

	PreconditionTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.used = mine.name("used");
		this.member = mine.name("member");
		this.stranger = mine.name("stranger");
	}

	@BeforeAll
	void prepare() {
		this.gone = this.others.createNetwork(this.mine.name("gone"));
		this.others.removeNetwork(this.gone);
		this.others.createNetwork(this.used);
		this.api.run(this.mine.container(this.member, this.used));
		this.others.create(this.stranger, "bridge");
	}

	private String tag(String path, Object... variables) {
		Answer answer = this.api.at(path, variables).query("fresh", true).get();
		assertThat(answer).hasStatus(200);
		return answer.header("ETag");
	}

	private Call connect(String ifMatch) {
		return this.api.at("/networks/{}/containers", this.used).header("If-Match", ifMatch);
	}

	private Call disconnect(String container, String ifMatch) {
		return this.api.at("/networks/{}/containers/{}", this.used, container).header("If-Match", ifMatch);
	}

	private void assertStale(Answer refused, String present) {
		assertThat(refused).isProblem(412, "precondition-failed").has("/etag", present);
	}

	@Test
	void removeNetworkWhenTagIsPresentRemoves() {
		for (String form : new String[] { "%s", "\"other\", %s", "%s , W/\"x\"", "*" }) {
			String id = this.api.create(this.mine.network(this.mine.name("going"))).path("id").asString();
			assertThat(this.api.at("/networks/{}", id)
				.header("If-Match", form.formatted(tag("/networks/{}", id)))
				.delete()).hasStatus(204);
			assertThat(this.api.at("/networks/{}", id).get()).isProblem(404, "network-not-found");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"stale\"", "W/%s", "x%s", "\"*\"", "\"a\", \"b\"", "\"\"" })
	void writeWhenTagIsAnotherChangesNothing(String form) {
		String network = tag("/networks/{}", this.used);
		String container = tag("/containers/{}", this.member);
		String other = form.formatted(network);
		assertStale(this.mine.unchangedBy(() -> {
			assertStale(connect(other).post(Body.of("container", this.stranger)), network);
			assertStale(disconnect(this.member, other).delete(), network);
			assertStale(this.api.at("/containers/{}/stop", this.member)
				.header("If-Match", form.formatted(container))
				.post(), container);
			assertStale(this.api.at("/containers/{}", this.member)
				.query("force", true)
				.header("If-Match", form.formatted(container))
				.delete(), container);
			return this.api.at("/networks/{}", this.used).query("disconnect", true).header("If-Match", other).delete();
		}), network);
	}

	@Test
	void writeWhenReadBeforeSomebodyElseChangedItIsRefused() {
		String read = tag("/networks/{}", this.used);
		this.others.connect(this.used, this.stranger);
		Answer refused = disconnect(this.member, read).delete();
		assertThat(refused).isProblem(412, "precondition-failed");
		assertThat(refused.text("/etag")).isEqualTo(tag("/networks/{}", this.used)).isNotEqualTo(read);
		assertThat(disconnect(this.stranger, refused.text("/etag")).delete()).hasStatus(204);
		assertThat(tag("/networks/{}", this.used)).isEqualTo(read);
	}

	@Test
	void connectAndDisconnectWhenTagIsPresentDoIt() {
		String empty = tag("/networks/{}", this.used);
		assertThat(connect(empty).post(Body.of("container", this.stranger))).hasStatus(201);
		assertStale(disconnect(this.stranger, empty).delete(), tag("/networks/{}", this.used));
		assertThat(disconnect(this.stranger, "\"x\",".concat(tag("/networks/{}", this.used))).delete()).hasStatus(204);
		assertThat(connect("*").post(Body.of("container", this.stranger))).hasStatus(201);
		assertThat(disconnect(this.stranger, " * ").delete()).hasStatus(204);
		assertThat(tag("/networks/{}", this.used)).isEqualTo(empty);
	}

	@Test
	void writeToContainerWhenTagIsPresentDoesIt() {
		String id = this.api.run(this.mine.container(this.mine.name("short"))).path("id").asString();
		String running = tag("/containers/{}", id);
		assertThat(container(id, "/stop", running).post()).hasStatus(200).has("/outcome", "stopped");
		String stopped = tag("/containers/{}", id);
		assertStale(container(id, "/start", running).post(), stopped);
		assertStale(container(id, "", running).delete(), stopped);
		assertStale(container(id, "/stop", running).post(), stopped);
		assertThat(container(id, "/stop", stopped).post()).hasStatus(200).has("/outcome", "unchanged");
		assertThat(container(id, "/start", stopped).post()).hasStatus(200).has("/outcome", "started");
		assertThat(container(id, "", tag("/containers/{}", id)).query("force", true).delete()).hasStatus(204);
		assertThat(container(id, "", "*").delete()).isProblem(404, "container-not-found");
	}

	private Call container(String id, String what, String ifMatch) {
		return this.api.at("/containers/{}" + what, id).header("If-Match", ifMatch);
	}

	@Test
	void writeWhenItIsGoneIsNotFoundWhateverTheTag() {
		for (String tag : new String[] { "*", "\"x\"" }) {
			assertThat(this.api.at("/networks/{}", this.gone).header("If-Match", tag).delete()).isProblem(404,
					"network-not-found");
			assertThat(this.api.at("/networks/{}/containers", this.gone)
				.header("If-Match", tag)
				.post(Body.of("container", this.member))).isProblem(404, "network-not-found");
			assertThat(
					this.api.at("/networks/{}/containers/{}", this.gone, this.member).header("If-Match", tag).delete())
				.isProblem(404, "network-not-found");
			assertThat(connect(tag).post(Body.of("container", "nobody"))).isProblem(404, "container-not-found");
			assertThat(disconnect("nobody", tag).delete()).isProblem(404, "container-not-found");
			assertThat(container("nobody", "/start", tag).post()).isProblem(404, "container-not-found");
		}
	}

	@Test
	void writeWhenBodyIsInvalidIsToldSoFirst() {
		assertThat(connect("\"x\"").post(Body.of("container", this.stranger).with("nonsense", 1)))
			.isProblem(400, "invalid-request")
			.pointsAt("/nonsense");
	}

	@Test
	void writeWhenStateForbidsItTooIsToldOfTheTagFirst() {
		String network = tag("/networks/{}", this.used);
		assertStale(this.api.at("/networks/{}", this.used).header("If-Match", "\"x\"").delete(), network);
		assertThat(this.api.at("/networks/{}", this.used).header("If-Match", network).delete()).isProblem(409,
				"network-in-use");
		assertStale(connect("\"x\"").post(Body.of("container", this.member)), network);
		assertThat(connect(network).post(Body.of("container", this.member))).isProblem(409, "already-connected");
		assertStale(container(this.member, "", "\"x\"").delete(), tag("/containers/{}", this.member));
		assertThat(container(this.member, "", tag("/containers/{}", this.member)).delete()).isProblem(409,
				"container-running");
		assertThat(this.api.at("/networks/bridge").header("If-Match", "\"x\"").delete()).isProblem(412,
				"precondition-failed");
	}

}
