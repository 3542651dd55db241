package io.moorage.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Networks as a table for terminals and as a section of a Compose file.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class FormatTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String prefix;

	private final String full;

	private final String odd;

	private final String table;

	private JsonNode created;

	FormatTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.prefix = mine.subnets().free();
		this.full = mine.name("full");
		// Colours, a new line, a bell, DEL and NUL, and what means something in JSON and
		// YAML.
		this.odd = "\u001b[31mred\u009b0m\r\n\u0007\u007f\u0000 \"{x}\" 'y' #: - " + mine.id();
		this.table = mine.name("table");
	}

	@BeforeAll
	void prepare() {
		this.created = this.api.create(this.mine.network(this.full)
			.with("labels",
					Map.of(Workspace.LABEL, this.mine.id(), "yes", "no", "number", "010", "blank", "", "odd",
							"a: b\n# c \"d\" 'e' \\ ☃"))
			.with("internal", true)
			.with("options", Map.of("com.docker.network.bridge.enable_icc", "false"))
			.pool("subnet", this.prefix + ".0/24", "gateway", this.prefix + ".9", "ipRange", this.prefix + ".128/25"));
		this.api.create(this.mine.network(this.table));
		this.others.createNetwork(this.odd);
		this.api.run(this.mine.container(this.mine.name("user"), this.full));
	}

	private Answer list(String accept, String name) {
		return this.api.at("/networks").query("name", name).header("Accept", accept).get();
	}

	@Test
	void listWhenAskedAsTextIsATable() {
		Answer answer = list("text/plain", this.full);
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
		assertThat(answer.body()).endsWith("\n").doesNotContain("\r");
		List<String> lines = answer.body().lines().toList();
		assertThat(lines).hasSize(2);
		assertThat(lines.getFirst().split(" {3,}")).containsExactly("NETWORK ID", "NAME", "DRIVER", "SCOPE", "SUBNETS",
				"USAGE", "RUNNING", "STOPPED");
		assertThat(lines.getLast().split(" {3,}")).containsExactly(this.created.path("id").asString().substring(0, 12),
				this.full, "bridge", "local", this.prefix + ".0/24", "in-use", "1", "0");
		for (String title : List.of("NAME", "USAGE")) {
			int column = lines.getFirst().indexOf(title);
			assertThat(lines.getLast().charAt(column - 1)).isEqualTo(' ');
			assertThat(lines.getLast().charAt(column)).isNotEqualTo(' ');
		}
	}

	@Test
	void listWhenNothingFitsHasTitlesAlone() {
		assertThat(list("text/plain", "nobody").body()).matches("NETWORK ID .*STOPPED\n");
		assertThat(yaml(list("application/yaml", "nobody"))).isEqualTo(Map.of("networks", Map.of()));
	}

	@Test
	void listWhenNameHasControlCharactersShowsThemHarmlessly() {
		Answer found = this.api.at("/networks")
			.query("q", this.mine.id())
			.query("fresh", true)
			.header("Accept", "text/plain")
			.get();
		assertThat(found.body().lines()).hasSize(4)
			.filteredOn((line) -> line.contains("red"))
			.singleElement()
			.asString()
			.contains("   ?[31mred?0m????? \"{x}\" 'y' #: - " + this.mine.id());
		assertThat(found.body().chars().filter((each) -> Character.isISOControl(each) && each != '\n')).isEmpty();
		assertThat(this.api.at("/networks").query("name", this.odd).get()).has("/items/0/name", this.odd);
	}

	@Test
	void listWhenNameHasControlCharactersIsYamlAllTheSame() {
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
		Answer answer = list("application/yaml", this.odd);
		assertThat(networks(answer)).containsOnlyKeys(this.odd);
		assertThat(answer.body().chars().filter((each) -> Character.isISOControl(each) && each != '\n')).isEmpty();
	}

	@Test
	void inspectWhenAskedAsYamlHasTheNetworksSettings() {
		Answer answer = this.api.at("/networks/{}", this.full).header("Accept", "application/yaml").get();
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/yaml;charset=UTF-8");
		assertThat(answer.header("ETag")).startsWith("\"");
		assertThat(yaml(answer)).isEqualTo(Map.of("networks",
				Map.of(this.full,
						Map.of("name", this.full, "driver", "bridge", "internal", true, "driver_opts",
								Map.of("com.docker.network.bridge.enable_icc", "false"), "ipam",
								Map.of("config", List.of(Map.of("subnet", this.prefix + ".0/24", "gateway",
										this.prefix + ".9", "ip_range", this.prefix + ".128/25"))),
								"labels", labels()))));
	}

	private Map<String, Object> labels() {
		Map<String, Object> labels = new HashMap<>();
		this.created.path("labels").forEachEntry((key, value) -> labels.put(key, value.asString()));
		assertThat(labels).hasSize(5);
		return labels;
	}

	@Test
	void listWhenAskedAsYamlDeclaresEachNetwork() {
		Answer answer = this.api.at("/networks")
			.query("name", this.full)
			.query("name", "bridge")
			.query("name", "host")
			.query("name", this.table)
			.header("Accept", "application/yaml")
			.get();
		Map<String, Object> networks = networks(answer);
		assertThat(networks).containsOnlyKeys(this.full, "bridge", "host", this.table);
		assertThat(networks).containsEntry("bridge", Map.of("name", "bridge", "external", true))
			.containsEntry("host", Map.of("name", "host", "external", true));
		assertThat(networks.get(this.full))
			.isEqualTo(networks(this.api.at("/networks/{}", this.full).header("Accept", "application/yaml").get())
				.get(this.full));
	}

	@Test
	void listWhenAskedAsYamlInPagesHasThePage() {
		Answer answer = this.api.at("/networks")
			.query("name", this.full)
			.query("name", this.table)
			.query("limit", 1)
			.query("sort", "-name")
			.header("Accept", "application/yaml")
			.get();
		assertThat(networks(answer)).containsOnlyKeys(this.table);
	}

	private static Object yaml(Answer answer) {
		assertThat(answer).hasStatus(200);
		return new Yaml(new SafeConstructor(new LoaderOptions())).load(answer.body());
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> networks(Answer answer) {
		return (Map<String, Object>) ((Map<String, Object>) yaml(answer)).get("networks");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/json                                         | application/json
			text/plain                                               | text/plain
			application/yaml                                         | application/yaml
			*/*                                                      | application/json
			text/*                                                   | text/plain
			application/*                                            | application/json
			text/plain, application/json                             | text/plain
			application/json, text/plain                             | application/json
			text/plain;q=0.4, application/yaml;q=0.5                 | application/yaml
			application/yaml;q=0.4, application/json;q=0.5, text/*   | text/plain
			text/html, application/xml;q=0.9, text/plain;q=0.1       | text/plain
			text/html, application/xhtml+xml, */*;q=0.8              | application/json
			text/plain;q=0, */*                                      | application/json
			text/plain;charset=utf-8                                 | text/plain
			""")
	void listWhenSeveralAreAcceptedChoosesThePreferred(String accept, String type) {
		Answer answer = list(accept, this.full);
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Content-Type")).startsWith(type);
		assertThat(answer.header("ETag")).isEqualTo(list(type, this.full).header("ETag"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/networks             | image/png
			/networks/bridge      | text/plain
			/containers           | application/yaml
			/networks             | text/html;q=0.5, image/*
			/events               | application/json
			""")
	void getWhenNothingAcceptableIsThereIsRefused(String path, String accept) {
		assertThat(this.api.at(path).header("Accept", accept).get()).isProblem(406, "not-acceptable");
	}

}
