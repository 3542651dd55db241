package io.moorage.refusal;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies that are wrong as JSON, whatever they ask for.
 */
@EndToEnd
class RequestBodyTests {

	private static final List<String> POSTS = List.of("/networks", "/networks/prune", "/networks/bridge/containers",
			"/containers", "/probes");

	private final Api api;

	private final Workspace mine;

	RequestBodyTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"name\": ", "nonsense", "{\"labels\": []} trailing", "{}{}", "{'name': 'x'}",
			"{\"name\": \"x\",}", "[]", "\"x\"", "5", "{\"a\u0001\": 1}", "{} // no" })
	void postWhenBodyIsNoJsonObjectIsRefused(String body) {
		for (String path : POSTS) {
			assertThat(post(path, body)).isProblem(400, "invalid-request");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/networks", "/networks/bridge/containers", "/containers", "/probes" })
	void postWhenBodyIsMissingIsRefused(String path) {
		assertThat(this.mine.unchangedBy(() -> this.api.at(path).post()).status()).isIn(400, 415);
		assertThat(post(path, "")).isProblem(400, "invalid-request");
		assertThat(post(path, "null")).isProblem(400, "invalid-request");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name": "x", "name": "y"}                                             | /name
			{"name": "x", "labels": {"a": "1", "a": "2"}}                          | /labels/a
			{"name": 5}                                                            | /name
			{"name": ["x"]}                                                        | /name
			{"name": "x", "internal": "true"}                                      | /internal
			{"name": "x", "internal": 1}                                           | /internal
			{"name": "x", "labels": ["a"]}                                         | /labels
			{"name": "x", "labels": {"a": {}}}                                     | /labels/a
			{"name": "x", "options": {"a": 1}}                                     | /options/a
			{"name": "x", "ipam": []}                                              | /ipam
			{"name": "x", "ipam": {"pools": {}}}                                   | /ipam/pools
			{"name": "x", "ipam": {"pools": [{"subnet": 10}]}}                     | /ipam/pools/0/subnet
			{"name": "x", "ipam": {"pools": [{}, {"subnett": "10.193.7.0/24"}]}}   | /ipam/pools/1/subnett
			{"name": "x", "colour": "red"}                                         | /colour
			{"name": "x", "Name": "x"}                                             | /Name
			{"name": "x", "a/b~c": "red"}                                          | /a~1b~0c
			""")
	void createWhenFieldIsWrongPointsAtIt(String body, String pointer) {
		Answer refused = post("/networks", body);
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.texts("/errors", "pointer")).contains(pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/networks/bridge/containers | {"container": 5}                              | /container
					/networks/bridge/containers | {"container": "x", "aliases": "a"}            | /aliases
					/networks/bridge/containers | {"container": "x", "aliases": [1]}            | /aliases/0
					/networks/bridge/containers | {"container": "x", "gatewayPriority": "high"} | /gatewayPriority
					/networks/bridge/containers | {"container": "x", "gatewayPriority": 1.5}    | /gatewayPriority
					/networks/bridge/containers | {"container": "x", "ip": "10.1.1.1"}          | /ip
					/networks/prune             | {"labels": "a=b"}                             | /labels
					/networks/prune             | {"until": "yesterday", "labels": ["no=one"]}  | /until
					/networks/prune             | {"label": ["no=one"]}                         | /label
					/containers                 | {"image": "alpine:3.20", "privileged": true}  | /privileged
					/containers                 | {"image": "alpine:3.20", "ports": [80]}       | /ports/0
					/containers                 | {"image": "alpine:3.20", "ports": [{"containerPort": "80"}]} | /ports/0/containerPort
					/containers                 | {"image": "alpine:3.20", "pull": "maybe"}     | /pull
					/containers                 | {"image": "alpine:3.20", "tty": "no"}         | /tty
					""")
	void postWhenFieldIsWrongPointsAtIt(String path, String body, String pointer) {
		Answer refused = post(path, body);
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.texts("/errors", "pointer")).contains(pointer);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name": "x", "ipam": {"pools": [{"prefixLength": "24"}]}}         | /ipam/pools/0/prefixLength
			{"name": "x", "ipam": {"pools": [{"subnett": "10.193.7.0/24"}]}}   | /ipam/pools/0/subnett
			{"name": "x", "ipam": {"pools": [{"subnet": 10, "gateway": "10.193.7.1"}]}} | /ipam/pools/0/subnet
			""")
	void createWhenOneFieldIsWrongTellsNothingElse(String body, String pointer) {
		Answer refused = post("/networks", body);
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.texts("/errors", "pointer")).containsExactly(pointer);
	}

	@Test
	void postWhenSeveralFieldsAreWrongTellsAll() {
		assertThat(post("/networks", """
				{"name": "a/b", "internal": "yes", "colour": "red", "ipam": {"pools": [{"subnet": "nonsense"}]}}"""))
			.isProblem(400, "invalid-request")
			.pointsAt("/name", "/internal", "/colour", "/ipam/pools/0/subnet");
	}

	@Test
	void postWhenNestedTooDeepIsRefused() {
		String body = "{\"labels\": " + "[".repeat(50_000) + "]".repeat(50_000) + "}";
		assertThat(post("/networks", body)).isProblem(400, "invalid-request");
	}

	@Test
	void postWhenNullsStandForAbsentWorks() {
		Body body = this.mine.network(this.mine.name("nulls"))
			.with("driver", null)
			.with("ipam", null)
			.with("ipv6", null);
		assertThat(this.api.create(body).path("driver").asString()).isEqualTo("bridge");
	}

	@Test
	void postWhenBodyIsHugeIsRefused() {
		byte[] huge = ("{\"name\": \"" + "x".repeat(10_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
		for (String path : POSTS) {
			assertThat(this.mine.unchangedBy(() -> this.api.at(path)
				.header("Content-Type", "application/json")
				.send("POST", BodyPublishers.ofByteArray(huge)))).isProblem(413, "body-too-large");
			assertThat(this.mine.unchangedBy(() -> this.api.at(path)
				.header("Content-Type", "application/json")
				.send("POST", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))))
				.isProblem(413, "body-too-large");
		}
		assertThat(this.api.at("/networks").get()).hasStatus(200);
	}

	private Answer post(String path, String body) {
		return this.mine.unchangedBy(() -> this.api.at(path).post(body));
	}

}
