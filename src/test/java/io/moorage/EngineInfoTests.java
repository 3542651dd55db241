package io.moorage;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service says about the engine and about itself.
 */
@EndToEnd
class EngineInfoTests {

	private final Api api;

	private final Engine engine;

	EngineInfoTests(Api api, Engine engine) {
		this.api = api;
		this.engine = engine;
	}

	@Test
	void engineWhenAskedIsTheOneThatIsThere() {
		JsonNode info = this.engine.info();
		Answer answer = this.api.at("/engine").get();
		assertThat(answer).hasStatus(200).has("/version", info.path("ServerVersion").asString()).tells("/apiVersion");
		assertThat(answer.at("/drivers").toString()).contains("bridge", "host", "null");
		assertThat(answer.at("/drivers")).hasSizeGreaterThanOrEqualTo(info.at("/Plugins/Network").size());
	}

	@Test
	void healthWhenEngineAnswersIsUpWithWhatItIs() {
		assertThat(this.api.at("/actuator/health").get()).hasStatus(200)
			.has("/status", "UP")
			.has("/components/engine/status", "UP")
			.has("/components/engine/details/version", this.engine.info().path("ServerVersion").asString())
			.tells("/components/engine/details/apiVersion")
			.tells("/components/engine/details/latencyMs");
		assertThat(this.api.at("/actuator/health/liveness").get()).hasStatus(200).has("/status", "UP");
		assertThat(this.api.at("/actuator/health/readiness").get()).hasStatus(200).has("/status", "UP");
	}

	@Test
	void networksWhenListedAreTheEnginesInOrder() {
		Answer list = this.api.at("/networks").get();
		assertThat(list.texts("/items", "name")).isSorted().contains("bridge", "host", "none");
		assertThat(list.texts("/items", "engine")).containsOnly("default");
		for (String builtIn : new String[] { "bridge", "host", "none" }) {
			JsonNode truth = this.engine.network(builtIn).orElseThrow();
			JsonNode network = this.api.network(builtIn);
			assertThat(network.path("id")).isEqualTo(truth.path("Id"));
			assertThat(network.path("driver")).isEqualTo(truth.path("Driver"));
			assertThat(network.path("internal")).isEqualTo(truth.path("Internal"));
			assertThat(network.at("/ipam/pools").size()).isEqualTo(truth.at("/IPAM/Config").size());
			assertThat(network.path("created").asString()).endsWith("Z");
		}
	}

}
