package io.moorage.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The driver guide: right about the engine that is there, and the same in each language.
 */
@EndToEnd
class DriversTests {

	private static final String BRIDGE = "com.docker.network.bridge.";

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	DriversTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private Answer drivers(String language) {
		return this.api.at("/drivers").header("Accept-Language", language).get();
	}

	private Answer driver(String name, String language) {
		return this.api.at("/drivers/{}", name).header("Accept-Language", language).get();
	}

	@Test
	void driversWhenListedAreTheEnginesInOrder() {
		Answer list = drivers("en");
		assertThat(list).hasStatus(200).tells("/revision").has("/stale", false);
		List<String> names = list.texts("/items", "name");
		assertThat(names).isSorted().contains("bridge", "host", "ipvlan", "macvlan", "null", "overlay");
		this.engine.info().at("/Plugins/Network").forEach((name) -> assertThat(names).contains(name.asString()));
		list.at("/items").forEach((item) -> {
			assertThat(item.path("title").asString("")).isNotBlank();
			assertThat(item.path("summary").asString("")).isNotBlank();
			assertThat(item.path("scope").asString("")).isIn("local", "swarm");
			assertThat(item.has("reason")).as("%s", item).isNotEqualTo(item.path("available").asBoolean());
			assertThat(driver(item.path("name").asString(), "en").at("/available")).isEqualTo(item.path("available"));
		});
		assertThat(this.api.at("/drivers").header("Accept", "text/plain").get().body()).contains("NAME", "macvlan");
	}

	@Test
	void driversWhenPagedAreAllThere() {
		Answer first = this.api.at("/drivers").query("limit", 4).get();
		Answer rest = this.api.at("/drivers").query("after", first.text("/next")).get();
		List<String> paged = new ArrayList<>(first.texts("/items", "name"));
		paged.addAll(rest.texts("/items", "name"));
		assertThat(paged).isEqualTo(drivers("en").texts("/items", "name"));
	}

	@Test
	void examplesWhenTheDriverIsAvailableWorkAndOthersAreRefused() {
		for (JsonNode item : drivers("en").at("/items")) {
			Answer driver = driver(item.path("name").asString(), "en");
			assertThat(driver).has("/example/method", "POST").tells("/example/description");
			ObjectNode body = ((ObjectNode) driver.at("/example/body")).deepCopy();
			body.put("name", this.mine.name(body.path("name").asString()));
			body.withObject("labels").put(Workspace.LABEL, this.mine.id());
			Answer answer = this.api.at(driver.text("/example/path")).post(body);
			if (item.path("available").asBoolean()) {
				assertThat(answer).hasStatus(201);
			}
			else {
				assertThat(answer.text("/code")).as("%s", answer)
					.isIn("swarm-required", "unknown-driver", "not-supported-by-engine");
			}
			if (answer.status() == 201) {
				assertThat(this.api.at(driver.text("/example/path") + "/{}", answer.text("/id"))
					.query(body.has("image") ? "force" : "disconnect", true)
					.delete()).hasStatus(204);
			}
		}
	}

	@Test
	void optionsWhenTheEngineHasThemAreAccepted() {
		Map<String, Object> options = new LinkedHashMap<>();
		for (JsonNode option : driver("bridge", "en").at("/options")) {
			assertThat(option.path("description").asString("")).isNotBlank();
			if (option.path("available").asBoolean()) {
				options.put(option.path("name").asString(), value(option));
			}
		}
		assertThat(options).hasSizeGreaterThanOrEqualTo(8);
		JsonNode network = this.api.create(this.mine.network(this.mine.name("options")).with("options", options));
		options.forEach((key, value) -> assertThat(network.path("options").path(key).asString()).isEqualTo(value));
		assertThat(this.api.at("/networks/{}", network.path("id").asString()).delete()).hasStatus(204);
	}

	private Object value(JsonNode option) {
		String name = option.path("name").asString();
		return switch (option.path("type").asString()) {
			case "address" -> name.endsWith("ipv6") ? "::1" : "127.0.0.1";
			case "list" -> "lo";
			case "boolean" -> option.path("default").asString();
			case "integer" -> name.endsWith("mtu") ? "1400" : option.path("default").asString();
			default -> option.has("values") ? option.at("/values/0").asString()
					: name.endsWith("bridge.name") ? "md" + Math.abs(this.mine.id().hashCode()) : "net";
		};
	}

	@ParameterizedTest
	@ValueSource(strings = { "gateway_mode_ipv4", "gateway_mode_ipv6", "trusted_host_interfaces" })
	void optionsWhenTheEngineIsTooOldForThemSayWhatCreatingSays(String key) {
		boolean available = false;
		for (JsonNode option : driver("bridge", "en").at("/options")) {
			available |= option.path("name").asString().equals(BRIDGE + key) && option.path("available").asBoolean();
		}
		Answer creating = this.api.at("/networks")
			.query("dryRun", true)
			.post(this.mine.network(this.mine.name("age")).with("options", Map.of(BRIDGE + key, "nat")));
		assertThat(creating.status()).isEqualTo(available ? 200 : 422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bridge", "host", "ipvlan", "macvlan", "null", "overlay" })
	void driverWhenToldInEachLanguageHasTheSameFields(String name) {
		Answer english = driver(name, "en");
		Answer french = driver(name, "fr");
		assertThat(english).hasStatus(200).tells("/guide/purpose").tells("/guide/limits/0");
		assertThat(fields(french.json())).isEqualTo(fields(english.json()));
		assertThat(french.at("/available")).isEqualTo(english.at("/available"));
		assertThat(french.at("/example/body")).isEqualTo(english.at("/example/body"));
		assertThat(french.text("/title")).isNotEqualTo(english.text("/title"));
		assertThat(french.text("/guide/purpose")).isNotEqualTo(english.text("/guide/purpose"));
	}

	private static List<String> fields(JsonNode node) {
		List<String> fields = new ArrayList<>();
		node.properties().forEach((entry) -> {
			fields.add(entry.getKey());
			fields.addAll(fields(entry.getValue()));
		});
		node.values().stream().filter((each) -> node.isArray()).forEach((each) -> fields.addAll(fields(each)));
		return fields;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			fr-CH, de;q=0.9       | fr
			en;q=0.3, fr;q=0.7    | fr
			de-CH                 | en
			''                    | en
			""")
	void driversWhenALanguageIsPreferredAreInIt(String preferred, String language) {
		for (Answer answer : List.of(drivers(preferred), driver("host", preferred))) {
			assertThat(answer).hasStatus(200);
			assertThat(answer.header("Content-Language")).isEqualTo(language);
			assertThat(answer.header("Vary")).contains("Accept-Language");
		}
		assertThat(driver("host", preferred).text("/title")).contains(language.equals("fr") ? "hôte" : "host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/drivers", "/drivers/bridge" })
	void driversWhenKnownAreNotSentAgainButForAnotherLanguage(String path) {
		String english = this.api.at(path).get().header("ETag");
		assertThat(english).isNotBlank();
		Answer again = this.api.at(path).header("If-None-Match", english).get();
		assertThat(again).hasStatus(304);
		assertThat(again.body()).isEmpty();
		Answer french = this.api.at(path).header("Accept-Language", "fr").header("If-None-Match", english).get();
		assertThat(french).hasStatus(200);
		assertThat(this.api.at(path)
			.header("Accept-Language", "fr-FR")
			.header("If-None-Match", french.header("ETag"))
			.get()).hasStatus(304);
	}

	@Test
	void driverWhenNamedAsItsNetworkIsFound() {
		assertThat(driver("none", "en")).hasStatus(200).has("/name", "null").has("/alsoCalled/0", "none");
	}

	@Test
	void driverWhenNobodyKnowsItIsNamedWithThoseThatThereAre() {
		Answer unknown = driver("bridges", "en");
		assertThat(unknown).isProblem(404, "driver-not-found").has("/known/0", "bridge");
		assertThat(unknown.text("/detail")).contains("bridges", "macvlan");
		assertThat(driver("<b>&\"", "en")).isProblem(404, "driver-not-found");
	}

	@Test
	void driversWhenAskedForWhatThereIsNotAreRefused() {
		assertThat(this.api.at("/drivers").query("name", "bridge").get()).isProblem(400, "invalid-request")
			.pointsAt("?name");
		assertThat(this.api.at("/drivers/bridge").query("language", "fr").get()).isProblem(400, "invalid-request")
			.pointsAt("?language");
		assertThat(this.api.at("/drivers").query("limit", 0).get()).isProblem(400, "invalid-request")
			.pointsAt("?limit");
	}

}
