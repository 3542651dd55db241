package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.moorage.finding.Findings;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An engine that is a Swarm of its own, with a service on an overlay network.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SwarmTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final Workspace mine;

	private final String network;

	private final String service;

	private OwnEngine own;

	private RunningMoorage moorage;

	SwarmTests(Workspace mine) {
		this.mine = mine;
		this.network = mine.name("overlay");
		this.service = mine.name("web");
	}

	@BeforeAll
	void start() throws IOException {
		Assumptions.assumeTrue(OwnEngine.isPossible(), "an engine of one's own takes root and dockerd");
		this.own = OwnEngine.started();
		this.moorage = RunningMoorage.inFrontOf(engine().host(), "moorage.engine.read-timeout=20s");
		assertThat(create()).isProblem(409, "swarm-required");
		engine().post("/swarm/init", Body.of("ListenAddr", "127.0.0.1:2377").with("AdvertiseAddr", "127.0.0.1"));
		assertThat(create()).hasStatus(201).has("/scope", "swarm");
		// A Swarm gives a network its driver and subnet a moment after it made it.
		await().atMost(LIMIT).until(() -> network().text("/driver").equals("overlay"));
		engine().post("/services/create", Body.of("Name", this.service)
			.with("TaskTemplate", Map.of("ContainerSpec",
					Map.of("Image", Engine.IMAGE, "Command", List.of("sleep", "3600"), "Labels", this.mine.labels()),
					"Networks", List.of(Map.of("Target", this.network)))));
		await().atMost(LIMIT).until(() -> tasks() == 1);
	}

	@AfterAll
	void stop() throws IOException {
		if (this.moorage != null) {
			this.moorage.close();
		}
		if (this.own != null) {
			this.own.close();
		}
	}

	private Engine engine() {
		return this.own.engine();
	}

	private Api api() {
		return this.moorage.api();
	}

	private Answer create() {
		return api().at("/networks")
			.post(this.mine.network(this.network).with("driver", "overlay").with("attachable", true));
	}

	private long tasks() {
		return engine().network(this.network)
			.orElseThrow()
			.path("Containers")
			.valueStream()
			.filter((each) -> each.path("Name").asString("").startsWith(this.service))
			.count();
	}

	private Answer network() {
		return api().at("/networks/{}", this.network).query("fresh", true).get();
	}

	@Test
	void networkWhenAServiceUsesItTellsSo() {
		Answer shown = network();
		assertThat(shown).has("/usage/verdict", "in-use").has("/usage/services", 1);
		assertThat(shown.at("/dependents").valueStream())
			.anyMatch((each) -> each.path("kind").asString().equals("service")
					&& each.path("name").asString().equals(this.service));
		Answer verbose = api().at("/networks/{}", this.network).query("verbose", true).get();
		assertThat(verbose.at("/services").toString()).contains(this.service);
	}

	@Test
	void changesWhenAServiceUsesItAreRefusedWithTheReason() {
		JsonNode before = settings();
		Body other = Body.of("labels", Map.of("stage", "test"));
		for (String parameters : List.of("dryRun=false", "dryRun=true")) {
			boolean dryRun = parameters.endsWith("true");
			Answer replaced = api().at("/networks/{}", this.network)
				.query("replace", true)
				.query("dryRun", dryRun)
				.put(other);
			assertRefused(replaced);
			assertRefused(
					api().at("/networks/{}", this.network).query("disconnect", true).query("dryRun", dryRun).delete());
		}
		Answer pruned = api().at("/networks/prune").post(Body.of("includeStopped", true));
		assertThat(reason(pruned, this.network)).isEqualTo("used-by-services");
		assertThat(reason(pruned, "ingress")).isEqualTo("system");
		assertThat(reason(pruned, "docker_gwbridge")).isEqualTo("system");
		assertThat(settings()).isEqualTo(before);
		assertThat(tasks()).isOne();
	}

	// The key of a task's endpoint changes by itself while it starts.
	private JsonNode settings() {
		JsonNode network = engine().network(this.network).orElseThrow();
		return ((ObjectNode) network).without("Containers");
	}

	private void assertRefused(Answer refused) {
		assertThat(refused).isProblem(409, "network-in-use").has("/network/name", this.network);
		assertThat(refused.texts("/dependents", "name")).contains(this.service);
		assertThat(refused.text("/detail")).contains(this.service);
	}

	private static String reason(Answer pruned, String network) {
		return pruned.at("/kept")
			.valueStream()
			.filter((each) -> each.path("name").asString().equals(network))
			.map((each) -> each.path("reason").asString())
			.findFirst()
			.orElse("removed");
	}

	@Test
	void containersWhenNetworkIsAttachableReachEachOther() {
		String one = this.mine.name("one");
		String two = this.mine.name("two");
		for (String name : List.of(one, two)) {
			assertThat(api().at("/containers").post(this.mine.container(name, this.network))).hasStatus(201);
		}
		Answer reachable = api().at("/reachability").query("from", one).query("to", two).get();
		assertThat(reachable).has("/reachable", true).has("/paths/0/network/name", this.network);
		assertThat(engine().execute(one, "ping", "-c", "1", "-W", "3", two).succeeded()).isTrue();
		Answer addresses = api().at("/networks/{}/addresses", this.network).get();
		assertThat(addresses.texts("/addresses", "kind")).contains("container");
		for (String name : List.of(one, two)) {
			assertThat(api().at("/containers/{}", name).query("force", true).delete()).hasStatus(204);
		}
	}

	// Swarm networks have address pools of their own, in which the engine sees no bridge.
	@Test
	void findingWhenAnOverlayHasABridgesSubnetIsMended() {
		String bridge = this.mine.name("bridge");
		String overlay = this.mine.name("same-subnet");
		String subnet = this.mine.subnets().free() + ".0/24";
		api().create(this.mine.network(bridge).pool("subnet", subnet));
		assertThat(
				api().at("/networks").post(this.mine.network(overlay).with("driver", "overlay").pool("subnet", subnet)))
			.isProblem(409, "subnet-overlap");
		engine().post("/networks/create",
				Body.of("Name", overlay)
					.with("Driver", "overlay")
					.with("IPAM", Map.of("Config", List.of(Map.of("Subnet", subnet)))));
		Findings findings = new Findings(api());
		await().atMost(LIMIT).until(() -> findings.find("overlapping-pools", overlay).isPresent());
		assertThat(findings.find("overlapping-pools", bridge)).isPresent();
		findings.assertMends("overlapping-pools", overlay);
	}

	@Test
	void ingressWhenRemovedTakesTheOverride() {
		assertThat(api().at("/networks/ingress").query("dryRun", true).delete()).isProblem(409, "built-in-network");
		assertThat(api().at("/networks").query("usage", "system").get().texts("/items", "name")).contains("ingress",
				"docker_gwbridge");
	}

}
