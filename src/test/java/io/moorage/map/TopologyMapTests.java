package io.moorage.map;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.parsers.DocumentBuilderFactory;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The topology of a real engine, as data and as drawings.
 */
@EndToEnd
class TopologyMapTests {

	private final Api api;

	private final Workspace mine;

	TopologyMapTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
	}

	private Answer topology(String network, String format) {
		return this.api.at("/topology").query("name", network).query("format", format).get();
	}

	@Test
	void topologyJoinsNetworksAndContainersStoppedOnesIncluded() {
		String network = this.mine.name("drawn");
		String running = this.mine.name("running");
		String stopped = this.mine.name("stopped");
		String id = this.api.create(this.mine.network(network)).path("id").asString();
		this.api.run(this.mine.container(running, network));
		this.api.run(this.mine.container(stopped, network));
		this.api.at("/containers/{}/stop", stopped).query("timeout", "1s").post();
		Answer json = topology(network, "json");
		assertThat(json).hasStatus(200).tells("/revision");
		assertThat(json.texts("/nodes", "name")).containsExactlyInAnyOrder(network, running, stopped);
		assertThat(json.texts("/nodes", "kind")).containsExactlyInAnyOrder("network", "container", "container");
		assertThat(json.texts("/edges", "network")).containsExactly(id, id);
		assertThat(this.api.at("/topology")
			.query("name", network)
			.query("format", "json")
			.header("If-None-Match", json.header("ETag"))
			.get()
			.status()).isEqualTo(304);
	}

	@ParameterizedTest
	@CsvSource({ "svg,image/svg+xml", "dot,text/vnd.graphviz", "mermaid,text/vnd.mermaid" })
	void topologyIsDrawnAsAskedFor(String format, String mediaType) throws Exception {
		String network = this.mine.name("format-" + format);
		this.api.create(this.mine.network(network));
		Answer drawn = topology(network, format);
		assertThat(drawn).hasStatus(200);
		assertThat(drawn.header("Content-Type")).startsWith(mediaType);
		assertThat(drawn.body()).contains(network);
		assertThat(this.api.at("/topology").query("name", network).header("Accept", mediaType).get().body())
			.isEqualTo(drawn.body());
		if (format.equals("svg")) {
			assertThat(DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new ByteArrayInputStream(drawn.body().getBytes(StandardCharsets.UTF_8)))
				.getDocumentElement()
				.getLocalName()).isIn("svg", null);
		}
	}

	@Test
	void topologyInAnUnknownFormatIsRefused() {
		assertThat(this.api.at("/topology").query("format", "png").get()).isProblem(400, "invalid-request")
			.pointsAt("?format");
	}

}
