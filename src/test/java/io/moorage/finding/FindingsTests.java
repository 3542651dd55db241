package io.moorage.finding;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What is wrong on an engine is found, and the request that is told with it mends it.
 */
@EndToEnd
class FindingsTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	FindingsTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private Optional<JsonNode> finding(String code, String about) {
		Answer findings = this.api.at("/findings").query("code", code).query("fresh", true).get();
		assertThat(findings).hasStatus(200);
		return findings.at("/items")
			.valueStream()
			.filter((finding) -> finding.path("objects")
				.valueStream()
				.anyMatch((object) -> object.path("name").asString().equals(about)))
			.findFirst();
	}

	private Answer mend(JsonNode finding) {
		JsonNode remedy = finding.path("remedy");
		String[] path = remedy.path("path").asString().split("\\?");
		Call call = this.api.at(path[0]);
		for (String parameter : (path.length > 1) ? path[1].split("&") : new String[0]) {
			call.query(parameter.split("=")[0], parameter.split("=")[1]);
		}
		String method = remedy.path("method").asString();
		return remedy.path("body").isMissingNode() ? call.send(method, BodyPublishers.noBody())
				: call.header("Content-Type", "application/json")
					.send(method, BodyPublishers.ofString(remedy.path("body").toString()));
	}

	private void assertMends(String code, String about) {
		JsonNode finding = finding(code, about).orElseThrow();
		assertThat(finding.path("detail").asString()).contains(about);
		assertThat(mend(finding).status()).isBetween(200, 204);
		assertThat(finding(code, about)).isEmpty();
	}

	@Test
	void missingNetworkIsTakenOutOfTheSettings() {
		String network = this.mine.name("missing");
		String other = this.mine.name("still-there");
		String container = this.mine.name("left");
		this.api.create(this.mine.network(network));
		this.api.create(this.mine.network(other));
		this.api.run(this.mine.container(container, other));
		this.api.connect(network, container);
		this.api.at("/containers/{}/stop", container).query("timeout", "1s").post();
		this.engine.client().removeNetworkCmd(network).exec();
		assertMends("missing-network", container);
		assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200);
	}

	@Test
	void poolNearlyFullIsReplacedByALargerOne() {
		String network = this.mine.name("full");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/30"));
		assertThat(finding("pool-nearly-full", network)).isEmpty();
		String container = this.mine.name("last");
		this.api.run(this.mine.container(container, network));
		assertMends("pool-nearly-full", network);
		assertThat(this.api.at("/networks/{}/containers/{}", network, container).get()).hasStatus(200)
			.has("/active", true);
	}

	@Test
	void portOnEveryAddressIsBoundToLoopback() {
		String network = this.mine.name("published");
		String container = this.mine.name("everywhere");
		WebServer web = WebServer.onFreePort();
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container, network).port(80, web.port()));
		assertMends("port-on-every-address", container);
		assertThat(this.api.container(container).at("/ports/0/hostIp").asString()).isEqualTo("127.0.0.1");
	}

	@Test
	void ipv6NotIsolatedIsTakenOff() {
		assumeTrue(this.engine.apiVersion().compareTo("1.46") < 0, "the engine filters IPv6");
		String network = this.mine.name("dual");
		this.api
			.create(this.mine.network(network).with("ipv6", true).pool("subnet", this.mine.subnets().free() + ".0/24"));
		assertMends("ipv6-not-isolated", network);
		assertThat(this.engine.network(network).orElseThrow().path("EnableIPv6").asBoolean()).isFalse();
	}

	@Test
	void changedUnderManagerIsFoundUntilItIsAsBefore() {
		String network = this.mine.name("composed");
		Body labels = Body.of("com.docker.compose.project", "shop")
			.with("com.docker.compose.network", "front")
			.with("com.docker.compose.config-hash", "abc");
		this.mine.labels().forEach(labels::with);
		this.api.create(this.mine.network(network).with("labels", labels));
		assertThat(finding("changed-under-manager", network)).isEmpty();
		JsonNode before = this.engine.network(network).orElseThrow();
		Answer changed = this.api.at("/networks/{}", network)
			.query("replace", true)
			.query("override", "managed")
			.put(Body.of("internal", true)
				.with("labels", Body.of("more", "yes"))
				.with("options", Body.of("com.docker.network.driver.mtu", "1400")));
		assertThat(changed).hasStatus(200).has("/outcome", "replaced");
		assertThat(finding("changed-under-manager", network).orElseThrow().path("detail").asString())
			.contains("docker compose --project-name shop up");
		assertMends("changed-under-manager", network);
		JsonNode after = this.engine.network(network).orElseThrow();
		for (String field : List.of("Labels", "Options", "Internal", "IPAM")) {
			assertThat(after.path(field)).isEqualTo(before.path(field));
		}
	}

	@Test
	void findingsWhenCodeIsUnknownAreRefused() {
		assertThat(this.api.at("/findings").query("code", "bad-weather").get()).isProblem(400, "invalid-request")
			.pointsAt("?code");
	}

}
