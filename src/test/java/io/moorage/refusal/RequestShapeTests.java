package io.moorage.refusal;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that are wrong as HTTP: methods, media types, parameters, paths.
 */
@EndToEnd
class RequestShapeTests {

	private static final String ID = "X-Request-Id";

	private final Api api;

	RequestShapeTests(Api api) {
		this.api = api;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PUT    | /networks                        | GET POST
			DELETE | /networks                        | GET POST
			POST   | /networks/bridge                 | GET DELETE
			PATCH  | /networks/bridge/containers      | GET POST
			GET    | /networks/bridge/containers/x/y  |
			POST   | /networks/bridge/containers/x    | GET DELETE
			DELETE | /containers                      | GET POST
			PUT    | /containers/x                    | GET DELETE
			GET    | /containers/x/stop               | POST
			DELETE | /containers/x/start              | POST
			POST   | /engine                          | GET
			DELETE | /problems                        | GET
			""")
	void sendWhenMethodIsNotThereTellsThoseThatAre(String method, String path, String allowed) {
		Answer refused = this.api.at(path).send(method, BodyPublishers.noBody());
		if (allowed == null) {
			assertThat(refused).isProblem(404, "not-found");
			return;
		}
		assertThat(refused).isProblem(405, "method-not-allowed");
		assertThat(refused.header("Allow").split(", *")).contains(allowed.split(" ")).doesNotContain(method);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/xml", "application/x-www-form-urlencoded",
			"multipart/form-data; boundary=x", "application/octet-stream", "application/yaml", "*/*" })
	void postWhenMediaTypeIsNotReadIsRefused(String type) {
		for (String path : List.of("/networks", "/networks/prune", "/networks/bridge/containers", "/containers",
				"/probes")) {
			assertThat(this.api.at(path).header("Content-Type", type).post("{}")).isProblem(415,
					"unsupported-media-type");
		}
	}

	@Test
	void postWhenMediaTypeIsNonsenseIsRefused() {
		assertThat(this.api.at("/networks").header("Content-Type", "nonsense").post("{}").status()).isIn(400, 415);
	}

	@Test
	void postWhenMediaTypeHasCharsetIsRead() {
		assertThat(this.api.at("/networks").header("Content-Type", "application/json; charset=utf-8").post("{}"))
			.isProblem(400, "invalid-request")
			.pointsAt("/name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/networks", "/networks/bridge", "/networks/bridge/containers", "/containers", "/engine" })
	void getWhenNothingAcceptableIsThereIsRefused(String path) {
		assertThat(this.api.at(path).header("Accept", "application/vnd.ms-excel").get()).isProblem(406,
				"not-acceptable");
		assertThat(this.api.at(path).header("Accept", "*/*").get()).hasStatus(200);
		assertThat(this.api.at(path).header("Accept", "text/html, application/*;q=0.1").get()).hasStatus(200);
	}

	@Test
	void sendWhenNothingAcceptableIsThereChangesNothing() {
		assertThat(this.api.at("/networks/nobody").header("Accept", "image/png").get().status()).isIn(404, 406);
	}

	@ParameterizedTest
	@CsvSource({ "/networks, colour", "/networks/bridge, colour", "/networks/bridge/containers, activ",
			"/containers, all", "/engine, verbose", "/networks, Name" })
	void getWhenParameterIsUnknownIsRefused(String path, String parameter) {
		Answer refused = this.api.at(path).query(parameter, "x").get();
		assertThat(refused).isProblem(400, "invalid-request").pointsAt("?" + parameter);
	}

	@Test
	void sendWhenParameterIsUnknownOrWrongIsRefused() {
		assertThat(this.api.at("/networks").query("dryrun", "true").post("{\"name\": \"x\"}"))
			.isProblem(400, "invalid-request")
			.pointsAt("?dryrun");
		assertThat(this.api.at("/networks/nobody").query("disconect", "true").delete()).isProblem(400,
				"invalid-request");
		assertThat(this.api.at("/networks/bridge").query("disconnect", "perhaps").delete())
			.isProblem(400, "invalid-request")
			.pointsAt("?disconnect");
		assertThat(this.api.at("/networks/bridge/containers").query("active", "perhaps").get())
			.isProblem(400, "invalid-request")
			.pointsAt("?active");
	}

	@Test
	void sendWhenQueryIsBrokenIsRefused() {
		assertThat(this.api.at("/networks/prune").post("{\"until\": \"2026-02-30T00:00:00Z\"}"))
			.isProblem(400, "invalid-request")
			.pointsAt("/until");
	}

	@Test
	void sendWhenPathHasSemicolonIsRefused() {
		assertThat(this.api.at("/networks/nobody;other").delete()).isProblem(400, "invalid-request");
		assertThat(this.api.at("/networks/{}", "nobody;other").delete()).isProblem(404, "network-not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!", "=x", "!=x" })
	void pruneWhenLabelHasNoKeyIsRefused(String label) {
		assertThat(this.api.at("/networks/prune").post(Body.of("labels", List.of(label))))
			.isProblem(400, "invalid-request")
			.pointsAt("/labels/0");
	}

	@Test
	void getWhenTruthIsNoneIsRefused() {
		for (String value : List.of("yes", "1", "TRUE", "")) {
			assertThat(this.api.at("/networks/bridge/containers").query("active", value).get())
				.isProblem(400, "invalid-request")
				.pointsAt("?active");
		}
	}

	@Test
	void listWhenNameNamesNothingIsEmpty() {
		for (String path : List.of("/networks", "/containers")) {
			assertThat(this.api.at(path).query("name", "").get()).has("/total", 0);
			assertThat(this.api.at(path).query("name", "host,none").get()).has("/total", 0);
		}
	}

	@Test
	void removeWhenOverrideIsNoWordOfItsIsRefused() {
		assertThat(this.api.at("/networks/nobody").query("override", "system").delete()).isProblem(404,
				"network-not-found");
		assertThat(this.api.at("/networks/nobody").query("override", "SYSTEM").delete())
			.isProblem(400, "invalid-request")
			.pointsAt("?override");
	}

	@Test
	void listWhenNameIsGivenTwiceMeansEither() {
		Answer list = this.api.at("/networks").query("name", "host").query("name", "bridge").get();
		assertThat(list).hasStatus(200);
		assertThat(list.texts("/items", "name")).containsExactly("bridge", "host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nowhere", "/networks/", "/networks/bridge/", "/networks/bridge/nothing",
			"/problems/no-such", "/actuator/env" })
	void getWhenPathIsNotThereIsNotFound(String path) {
		Answer refused = this.api.at(path).get();
		assertThat(refused).hasStatus(404).tells("/code");
		assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void sendWhenHttpParserRefusesHasStatusAlone() {
		Answer slash = this.api.at("/networks/a%2fb").get();
		assertThat(slash).hasStatus(400);
		assertThat(slash.body()).isEmpty();
		Answer header = this.api.at("/networks").header("X-Long", "x".repeat(100_000)).get();
		assertThat(header.status()).isBetween(400, 499);
		assertThat(header.body()).isEmpty();
	}

	@Test
	void answerWhenRequestIdIsGivenHasIt() {
		assertThat(this.api.at("/networks").header(ID, "my.request_1-A").get().header(ID)).isEqualTo("my.request_1-A");
		Answer refused = this.api.at("/networks/nobody").header(ID, "my.request_2").get();
		assertThat(refused).isProblem(404, "network-not-found");
		assertThat(refused.header(ID)).isEqualTo("my.request_2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "two words", "<script>", "a/b",
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" })
	void answerWhenRequestIdCannotBeUsedHasAnother(String given) {
		assertThat(this.api.at("/networks").header(ID, given).get().header(ID)).isNotEqualTo(given)
			.matches("[A-Za-z0-9._-]{1,64}");
	}

	@Test
	void answerWhenRequestIdIsAbsentHasOneOfItsOwn() {
		assertThat(this.api.at("/networks").get().header(ID)).matches("[A-Za-z0-9._-]{1,64}")
			.isNotEqualTo(this.api.at("/networks").get().header(ID));
	}

	@Test
	void problemsWhenListedHavePages() {
		Answer list = this.api.at("/problems").get();
		assertThat(list).hasStatus(200);
		assertThat(list.texts("/items", "code")).doesNotHaveDuplicates()
			.contains("invalid-request", "network-not-found", "engine-timeout", "internal-error")
			.allSatisfy(
					(code) -> assertThat(this.api.at("/problems/{}", code).get()).hasStatus(200).has("/code", code));
		Answer page = this.api.at("/problems").header("Accept", "text/html").get();
		assertThat(page).hasStatus(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
	}

}
