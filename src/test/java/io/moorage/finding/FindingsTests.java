package io.moorage.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What is wrong on an engine is found, and the request that is told with it mends it.
 */
@EndToEnd
class FindingsTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Findings findings;

	FindingsTests(Api api, Engine engine, Workspace mine) {
		this.findings = new Findings(api);
		this.api = api;
		this.engine = engine;
		this.mine = mine;
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
		this.findings.assertMends("missing-network", container);
		assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200);
	}

	@Test
	void missingNetworkWhenNeverStartedIsTakenOutOfTheSettings() {
		String network = this.mine.name("missing name");
		String container = this.mine.name("created");
		String id = this.api.create(this.mine.network(network)).path("id").asString();
		Stranger stranger = new Stranger(this.engine, this.mine);
		stranger.createContainer(container, network);
		stranger.removeNetwork(id);
		this.findings.assertMends("missing-network", container);
		assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200);
	}

	@Test
	void poolNearlyFullIsReplacedByALargerOne() {
		String network = this.mine.name("full");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/30"));
		assertThat(this.findings.find("pool-nearly-full", network)).isEmpty();
		String container = this.mine.name("last");
		this.api.run(this.mine.container(container, network));
		this.findings.assertMends("pool-nearly-full", network);
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
		this.findings.assertMends("port-on-every-address", container);
		assertThat(this.api.container(container).at("/ports/0/hostIp").asString()).isEqualTo("127.0.0.1");
	}

	@Test
	void ipv6NotIsolatedIsTakenOff() {
		assumeTrue(this.engine.apiVersion().compareTo("1.46") < 0, "the engine filters IPv6");
		String network = this.mine.name("dual");
		this.api
			.create(this.mine.network(network).with("ipv6", true).pool("subnet", this.mine.subnets().free() + ".0/24"));
		this.findings.assertMends("ipv6-not-isolated", network);
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
		assertThat(this.findings.find("changed-under-manager", network)).isEmpty();
		JsonNode before = this.engine.network(network).orElseThrow();
		Answer changed = this.api.at("/networks/{}", network)
			.query("replace", true)
			.query("override", "managed")
			.put(Body.of("internal", true)
				.with("labels", Body.of("more", "yes"))
				.with("options", Body.of("com.docker.network.driver.mtu", "1400")));
		assertThat(changed).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.findings.find("changed-under-manager", network).orElseThrow().path("detail").asString())
			.contains("docker compose --project-name shop up");
		this.findings.assertMends("changed-under-manager", network);
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

	@Test
	void halfConnectedIsTakenOutOfTheSettings() {
		String network = this.mine.name("half");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network).pool("subnet", prefix + ".0/24"));
		String holder = this.mine.name("holder");
		String container = this.mine.name("refused");
		this.api.run(this.mine.container(holder, network));
		this.api.run(this.mine.container(container, "bridge"));
		String taken = this.engine.ipv4Address(holder, network);
		assertThatThrownBy(() -> this.engine.post("/networks/" + network + "/connect",
				Body.of("Container", container)
					.with("EndpointConfig", Map.of("IPAMConfig", Map.of("IPv4Address", taken)))))
			.hasMessageContaining("in use");
		assumeTrue(this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks").has(network),
				"this engine leaves nothing behind");
		this.findings.assertMends("half-connected", container);
		assertThat(this.api.at("/containers/{}/stop", container).query("timeout", "1s").post()).hasStatus(200);
		assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200);
	}

	@Test
	void duplicateNameIsRemovedWhereNobodyUsesIt() {
		assumeTrue(this.engine.apiVersion().compareTo("1.44") < 0, "names are unique on this engine");
		String network = this.mine.name("twice");
		Body body = Body.of("Name", network).with("Labels", this.mine.labels()).with("Internal", true);
		String used = this.engine.post("/networks/create", body).path("Id").asString();
		// Such an engine runs nobody on either once there are two.
		this.api.run(this.mine.container(this.mine.name("user"), used));
		this.engine.post("/networks/create", body);
		this.findings.assertMends("duplicate-name", network);
		assertThat(this.engine.network(used)).isPresent();
	}

	@Test
	void remedyWhenNetworkIsProtectedOrDeclaredElsewhereIsWordsAlone() {
		String network = this.mine.name("kept");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/30"));
		this.api.run(this.mine.container(this.mine.name("tenant"), network));
		assertThat(this.api.at("/networks/{}/protection", network).put(Body.of("reason", "do not touch")))
			.hasStatus(200);
		this.findings.assertLeavesAlone("pool-nearly-full", network, "do not touch");
		assertThat(this.api.at("/networks/{}/protection", network).delete()).hasStatus(204);
		this.findings.assertMends("pool-nearly-full", network);
		String composed = this.mine.name("declared");
		Body labels = Body.of("com.docker.compose.project", "shop");
		this.mine.labels().forEach(labels::with);
		this.api.create(
				Body.of("name", composed).with("labels", labels).pool("subnet", this.mine.subnets().free() + ".0/30"));
		this.api.run(this.mine.container(this.mine.name("service"), composed));
		this.findings.assertLeavesAlone("pool-nearly-full", composed, "docker compose --project-name shop up");
	}

	@Test
	void remedyWhenSettingsComeFromAnotherIsWordsAlone() {
		String template = this.mine.name("settings");
		this.api.create(this.mine.network(template)
			.with("configOnly", true)
			.pool("subnet", this.mine.subnets().free() + ".0/30"));
		String network = this.mine.name("configured");
		this.api.create(Body.of("name", network).with("configFrom", template));
		this.api.run(this.mine.container(this.mine.name("configured-user"), network));
		this.findings.assertLeavesAlone("pool-nearly-full", network, "come from " + template);
	}

	@Test
	void remedyWhenContainerWasMadeByTheNetworksIdIsWordsAlone() {
		String network = this.mine.name("by-id");
		String id = this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/30"))
			.at("/id")
			.asString();
		String container = new Stranger(this.engine, this.mine).run(this.mine.name("bound"), id);
		this.findings.assertLeavesAlone("pool-nearly-full", network, this.mine.name("bound"));
		new Stranger(this.engine, this.mine).removeContainer(container);
	}

	@Test
	void remedyWhenContainersMayNotBeChangedIsWordsAlone() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String network = stranger.createNetwork(this.mine.name("doomed"));
		stranger.createContainer(this.mine.name("orphan"), network);
		stranger.start(this.mine.name("orphan"));
		this.engine.client().stopContainerCmd(this.mine.name("orphan")).withTimeout(1).exec();
		stranger.removeNetwork(network);
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.engine.host(), "moorage.containers.enabled=false",
				"moorage.engine.read-timeout=20s")) {
			new Findings(moorage.api()).assertLeavesAlone("missing-network", this.mine.name("orphan"),
					"moorage.containers.enabled");
		}
		this.findings.assertMends("missing-network", this.mine.name("orphan"));
	}

	@Test
	void findingsWhenPagedAreAllThereOnce() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		for (int i = 0; i < 3; i++) {
			String network = stranger.createNetwork(this.mine.name("page" + i));
			String container = stranger.run(this.mine.name("paged" + i), network);
			this.engine.client().stopContainerCmd(container).withTimeout(1).exec();
			stranger.removeNetwork(network);
		}
		assertThat(this.findings.find("missing-network", this.mine.name("paged2"))).isPresent();
		List<String> all = new ArrayList<>();
		String after = null;
		do {
			Call call = this.api.at("/findings").query("code", "missing-network").query("limit", 1);
			Answer page = ((after != null) ? call.query("after", after) : call).get();
			assertThat(page).hasStatus(200);
			assertThat(page.at("/items").size()).isLessThanOrEqualTo(1);
			page.at("/items").forEach((finding) -> all.add(finding.at("/objects/1/name").asString()));
			after = page.at("/next").isMissingNode() ? null : page.text("/next");
		}
		while (after != null);
		assertThat(all).contains(this.mine.name("paged0"), this.mine.name("paged1"), this.mine.name("paged2"));
		assertThat(all.stream().filter((name) -> name.endsWith(this.mine.id()))).doesNotHaveDuplicates();
	}

	@Test
	void portOnEveryAddressWhenAskedForIsWordsAlone() {
		String network = this.mine.name("asked-for");
		String container = this.mine.name("open");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container, network)
			.with("ports", List
				.of(Map.of("containerPort", 80, "hostPort", WebServer.onFreePort().port(), "hostIp", "0.0.0.0"))));
		this.findings.assertLeavesAlone("port-on-every-address", container, "Give hostIp");
	}

	@Test
	void poolNearlyFullWhenItIsTheRangeLosesTheRangeAlone() {
		String network = this.mine.name("narrow");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network)
			.with("ipam",
					ipam(Body.of("subnet", prefix + ".0/24")
						.with("gateway", prefix + ".9")
						.with("ipRange", prefix + ".128/31")
						.with("reserved", Map.of("printer", prefix + ".7")))));
		String first = this.mine.name("first");
		this.api.run(this.mine.container(first, network));
		this.api.run(this.mine.container(this.mine.name("second"), network));
		String address = this.engine.ipv4Address(first, network);
		assertThat(this.findings.find("pool-nearly-full", network).orElseThrow().path("detail").asString())
			.contains("range " + prefix + ".128/31");
		this.findings.assertMends("pool-nearly-full", network);
		assertThat(this.engine.ipv4Address(first, network)).isEqualTo(address);
		assertThat(this.api.at("/networks/{}", network).get()).has("/ipam/pools/0/subnet", prefix + ".0/24")
			.has("/ipam/pools/0/gateway", prefix + ".9")
			.has("/ipam/pools/0/reserved/printer", prefix + ".7");
		Answer moved = this.api.at("/networks/{}", network)
			.query("dryRun", true)
			.query("replace", true)
			.put(Body.of("ipam", Map.of("pools", List.of(Map.of("subnet", this.mine.subnets().free() + ".0/24")))));
		assertThat(moved).hasStatus(200);
		assertThat(moved.body()).contains("/ipam/pools/0/reserved/printer");
	}

	@Test
	void changedUnderManagerWhenSomethingWasAddedToThePoolIsMended() {
		String network = this.mine.name("ranged");
		String prefix = this.mine.subnets().free();
		Body labels = Body.of("com.docker.compose.project", "shop").with("com.docker.compose.network", "front");
		this.mine.labels().forEach(labels::with);
		this.api.create(this.mine.network(network).with("labels", labels).pool("subnet", prefix + ".0/24"));
		JsonNode before = this.engine.network(network).orElseThrow();
		Body pool = Body.of("subnet", prefix + ".0/24")
			.with("ipRange", prefix + ".128/25")
			.with("reserved", Map.of("printer", prefix + ".7"));
		assertThat(this.api.at("/networks/{}", network)
			.query("replace", true)
			.query("override", "managed")
			.put(Body.of("ipam", ipam(pool)))).hasStatus(200).has("/outcome", "replaced");
		this.findings.assertMends("changed-under-manager", network);
		assertThat(this.engine.network(network).orElseThrow().path("IPAM")).isEqualTo(before.path("IPAM"));
	}

	private static Body ipam(Body pool) {
		return Body.of("pools", List.of(pool));
	}

}
