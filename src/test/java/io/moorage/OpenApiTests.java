package io.moorage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API's description: complete, and its examples work when they are tried.
 */
@EndToEnd
class OpenApiTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final JsonNode document;

	OpenApiTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.document = api.at("/v3/api-docs").get().json();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					get    | /networks                                  | 200 |
					post   | /networks                                  | 201 | network-exists subnet-overlap address-pools-exhausted built-in-network swarm-required unknown-driver bridge-name-in-use not-supported-by-engine engine-refused
					post   | /networks/prune                            | 200 |
					get    | /networks/{network}                        | 200 | network-not-found ambiguous-reference
					delete | /networks/{network}                        | 204 | network-not-found ambiguous-reference network-in-use built-in-network
					get    | /networks/{network}/containers             | 200 | network-not-found ambiguous-reference
					post   | /networks/{network}/containers             | 201 | network-not-found container-not-found ambiguous-reference already-connected address-in-use network-not-attachable network-mode-conflict address-not-choosable aliases-not-supported address-pool-exhausted address-outside-subnet not-supported-by-engine network-config-only connect-failed
					get    | /networks/{network}/containers/{container} | 200 | network-not-found container-not-found not-connected ambiguous-reference
					delete | /networks/{network}/containers/{container} | 204 | network-not-found container-not-found not-connected ambiguous-reference
					get    | /containers                                | 200 |
					post   | /containers                                | 201 | image-not-found container-exists port-in-use network-not-found image-pull-failed address-in-use network-mode-conflict
					get    | /containers/{container}                    | 200 | container-not-found ambiguous-reference
					delete | /containers/{container}                    | 204 | container-not-found ambiguous-reference container-running
					post   | /containers/{container}/stop               | 200 | container-not-found ambiguous-reference
					post   | /containers/{container}/start              | 200 | container-not-found ambiguous-reference port-in-use network-gone
					get    | /reachability                              | 200 | container-not-found network-not-found ambiguous-reference
					get    | /drivers                                   | 200 |
					get    | /drivers/{driver}                          | 200 | driver-not-found
					post   | /probes                                    | 200 | container-not-found network-not-found ambiguous-reference container-not-running probe-image-missing too-many-pairs engine-busy
					get    | /ports                                     | 200 | probe-image-missing
					get    | /engine                                    | 200 |
					get    | /problems                                  | 200 |
					get    | /problems/{code}                           | 200 |
					""")
	void documentHasOperationWithItsProblems(String method, String path, String success, String codes) {
		JsonNode operation = this.document.path("paths").path(path).path(method);
		assertThat(operation.isObject()).as("%s %s is there", method, path).isTrue();
		assertThat(operation.path("operationId").asString("")).isNotBlank();
		assertThat(operation.path("summary").asString("")).isNotBlank();
		assertThat(operation.path("responses").has(success)).as("%s %s answers %s", method, path, success).isTrue();
		String responses = operation.path("responses").toString();
		for (String code : (codes != null) ? codes.split(" ") : new String[0]) {
			assertThat(responses).as("problems of %s %s", method, path).contains(code);
			String status = this.api.at("/problems/{}", code).get().text("/status");
			assertThat(operation.path("responses").path(status).toString())
				.as("%s %s tells %s as %s", method, path, code, status)
				.contains(code);
		}
		if (!path.startsWith("/problems")) {
			assertThat(responses).contains("engine-unavailable", "engine-timeout", "engine-error", "invalid-request");
		}
	}

	@Test
	void documentHasUniqueOperationIdsAndProblemsInTheirType() {
		List<String> ids = new ArrayList<>();
		for (JsonNode operation : operations()) {
			ids.add(operation.path("operationId").asString());
			operation.path("responses").properties().forEach((response) -> {
				if (response.getKey().startsWith("4") || response.getKey().startsWith("5")) {
					assertThat(response.getValue().path("content").propertyNames())
						.as("%s of %s", response.getKey(), operation.path("operationId"))
						.contains("application/problem+json");
				}
			});
		}
		assertThat(ids).doesNotHaveDuplicates().allMatch((id) -> id.matches("[a-z][A-Za-z]+"));
	}

	@Test
	void documentResolvesAllItsReferences() {
		Set<String> references = new TreeSet<>(this.document.findValuesAsString("$ref"));
		assertThat(references).isNotEmpty()
			.allSatisfy((reference) -> assertThat(this.document.at(reference.substring(1)).isMissingNode())
				.as("%s is missing", reference)
				.isFalse());
	}

	@Test
	void examplesWhenNetworksAreCreatedWork() {
		for (ObjectNode example : examples("/networks")) {
			String name = example.path("name").asString();
			Answer created = this.api.at("/networks").post(labelled(example));
			assertThat(created).hasStatus(201).has("/name", name);
			assertThat(this.api.at("/networks/{}", created.text("/id")).delete()).hasStatus(204);
		}
	}

	@Test
	void examplesWhenContainersAreRunWork() {
		for (ObjectNode example : examples("/containers")) {
			List<String> made = new ArrayList<>();
			for (JsonNode wanted : example.path("networks")) {
				createFor(wanted, made);
			}
			Answer run = this.api.at("/containers").post(labelled(example));
			assertThat(run).hasStatus(201);
			assertThat(this.api.at("/containers/{}", run.text("/id")).query("force", true).delete().status()).isIn(204,
					404);
			made.forEach((id) -> assertThat(this.api.at("/networks/{}", id).delete()).hasStatus(204));
		}
	}

	@Test
	void examplesWhenContainersAreConnectedWork() {
		for (ObjectNode example : examples("/networks/{network}/containers")) {
			List<String> made = new ArrayList<>();
			createFor(example.deepCopy().put("network", this.mine.name("connecting")), made);
			String container = this.api.run(this.mine.container(example.path("container").asString()))
				.path("id")
				.asString();
			assertThat(this.api.at("/networks/{}/containers", made.getFirst()).post(example)).hasStatus(201);
			assertThat(this.api.at("/containers/{}", container).query("force", true).delete()).hasStatus(204);
			assertThat(this.api.at("/networks/{}", made.getFirst()).delete()).hasStatus(204);
		}
	}

	@Test
	void examplesWhenNetworksArePrunedWork() {
		for (ObjectNode example : examples("/networks/prune")) {
			example.withArray("labels").add(this.mine.label());
			assertThat(this.api.at("/networks/prune").post(example)).hasStatus(200);
		}
	}

	@Test
	void swaggerUiWhenOpenedLoads() {
		Answer redirect = this.api.at("/swagger-ui.html").get();
		assertThat(redirect.status()).isBetween(301, 308);
		String location = redirect.header("Location").replaceFirst("^https?://[^/]*", "");
		Answer page = this.api.at(location).get();
		assertThat(page).hasStatus(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
		assertThat(page.body()).contains("swagger-ui");
		String folder = location.substring(0, location.lastIndexOf('/') + 1);
		assertThat(this.api.at(folder + "swagger-ui-bundle.js").get()).hasStatus(200);
		assertThat(this.api.at(folder + "swagger-initializer.js").get()).hasStatus(200);
		assertThat(this.api.at("/v3/api-docs/swagger-config").get()).hasStatus(200);
	}

	private List<JsonNode> operations() {
		return this.document.path("paths")
			.valueStream()
			.flatMap(JsonNode::valueStream)
			.filter((operation) -> operation.has("responses"))
			.toList();
	}

	private List<ObjectNode> examples(String path) {
		JsonNode content = this.document.path("paths")
			.path(path)
			.at("/post/requestBody/content")
			.path("application/json");
		List<JsonNode> examples = new ArrayList<>(content.path("examples").findValues("value"));
		if (content.has("example")) {
			examples.add(content.path("example"));
		}
		assertThat(examples).as("examples of POST %s", path).isNotEmpty().allMatch(JsonNode::isObject);
		return examples.stream().map((example) -> (ObjectNode) example.deepCopy()).toList();
	}

	private ObjectNode labelled(ObjectNode example) {
		example.withObject("labels").put(Workspace.LABEL, this.mine.id());
		return example;
	}

	/** Creates the network that an endpoint is wanted on, with a pool for its address. */
	private void createFor(JsonNode endpoint, List<String> made) {
		String name = endpoint.path("network").asString();
		if (this.engine.network(name).isEmpty()) {
			Body network = this.mine.network(name);
			String address = endpoint.path("ipv4Address").asString("");
			if (!address.isEmpty()) {
				network.pool("subnet", address.substring(0, address.lastIndexOf('.')) + ".0/24");
			}
			made.add(this.api.create(network).path("id").asString());
		}
	}

}
