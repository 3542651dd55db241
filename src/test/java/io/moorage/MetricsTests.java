package io.moorage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.moorage.fault.FaultCode;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What Prometheus scrapes of networks, compared with the engine's own words.
 */
@EndToEnd
class MetricsTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	MetricsTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private List<String> scraped() {
		return this.api.at("/actuator/prometheus").get().body().lines().toList();
	}

	private static Optional<String> labels(List<String> lines, String metric, String network) {
		return lines.stream()
			.filter((line) -> line.startsWith(metric + "{") && line.contains("network=\"" + network + "\""))
			.findFirst();
	}

	private static double value(List<String> lines, String start) {
		return lines.stream()
			.filter((line) -> line.startsWith(start))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	@Test
	void networkInfoWhenScrapedJoinsTheBridgeToTheName() {
		String network = this.mine.name("metrics");
		String subnet = this.mine.subnets().free() + ".0/24";
		Body labels = Body.of("com.docker.compose.project", "shop").with(Workspace.LABEL, this.mine.id());
		this.api.create(this.mine.network(network).with("labels", labels).pool("subnet", subnet));
		String id = this.engine.network(network).orElseThrow().path("Id").asString();
		assertThat(labels(scraped(), "moorage_network_info", network).orElseThrow())
			.contains("id=\"" + id + "\"", "bridge=\"br-" + id.substring(0, 12) + "\"", "subnet=\"" + subnet + "\"",
					"project=\"shop\"", "engine=\"default\"")
			.endsWith(" 1");
		assertThat(labels(scraped(), "moorage_network_info", "bridge").orElseThrow()).contains("bridge=\"docker0\"");
		assertThat(labels(scraped(), "moorage_network_info", "host").orElseThrow()).contains("bridge=\"\"");
		assertThat(this.api.at("/networks/{}", network).query("override", "managed").delete()).hasStatus(204);
		assertThat(labels(scraped(), "moorage_network_info", network)).isEmpty();
	}

	@Test
	void poolWhenScrapedIsAsItsAddressesSay() {
		String network = this.mine.name("metrics-pool");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/24"));
		for (int members = 0; members < 2; members++) {
			List<String> lines = scraped();
			String used = labels(lines, "moorage_pool_used", network).orElseThrow();
			String size = labels(lines, "moorage_pool_size", network).orElseThrow();
			assertThat(size).endsWith(" 256.0");
			assertThat(used).endsWith(" " + (3.0 + members));
			assertThat(this.api.at("/networks/{}/addresses", network).get()).has("/pools/0/used", 3 + members);
			this.api.run(this.mine.container(this.mine.name("metrics-user" + members), network));
		}
	}

	@Test
	void problemsWhenScrapedAreCountedByCode() {
		String counter = "moorage_problems_total{code=\"network-not-found\"}";
		double before = value(scraped(), counter);
		assertThat(this.api.at("/networks/{}", this.mine.name("nobody")).get()).isProblem(404, "network-not-found");
		assertThat(value(scraped(), counter)).isGreaterThan(before);
	}

	@Test
	void problemsWhenNobodyHadThemAreThereAlready() {
		assertThat(scraped()).filteredOn((line) -> line.startsWith("moorage_problems_total{"))
			.hasSize(FaultCode.values().length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "respond-async" })
	void problemsWhenPartsOfSeveralHaveThemAreCountedInTheBackgroundToo(String prefer) {
		String network = this.mine.name("metrics-part" + prefer);
		this.api.create(this.mine.network(network));
		String whole = "moorage_problems_total{code=\"partly-done\"}";
		String part = "moorage_problems_total{code=\"built-in-network\"}";
		List<String> before = scraped();
		this.api.at("/networks/remove").header("Prefer", prefer).post(Body.of("networks", List.of(network, "bridge")));
		await().untilAsserted(() -> {
			List<String> now = scraped();
			assertThat(value(now, whole)).isGreaterThan(value(before, whole));
			assertThat(value(now, part)).isGreaterThan(value(before, part));
		});
	}

	@Test
	void networkNameWhenItIsHostileIsEscaped() {
		String network = this.mine.name("a\"b} 1");
		this.api.create(this.mine.network(network));
		assertThat(scraped().stream().filter((line) -> line.startsWith("moorage_network_info{"))).isNotEmpty()
			.allMatch((line) -> line.matches("moorage_network_info\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)*} 1"));
		assertThat(scraped()).anyMatch((line) -> Pattern.compile("network=\"a\\\\\"b} 1").matcher(line).find());
	}

}
