package io.moorage.reachability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Probes: what really happens between containers, compared with what the configuration
 * says. Alone, since an engine takes the isolation of all bridges out of the host's rules
 * for a moment whenever it creates a network.
 */
@EndToEnd
@Isolated
@TestInstance(Lifecycle.PER_CLASS)
class ProbeTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final HelperLook helpers;

	ProbeTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.helpers = new HelperLook(engine);
	}

	@BeforeAll
	void build() {
		for (String bridge : List.of("one", "two")) {
			this.api.create(this.mine.network(this.mine.name(bridge)));
		}
		Map.of("a1", "one", "b1", "two", "frozen", "one", "stopped", "one", "empty", "one")
			.forEach((container, network) -> run(container, this.mine.name(network)));
		run("host", "host");
		run("none", "none");
		run("default", "bridge");
		this.api.run(this.mine.container(this.mine.name("web"), this.mine.name("one"))
			.with("command", List.of("httpd", "-f", "-p", "80")));
		// Its process goes on, as in an image with nothing but a program.
		assertThat(this.engine.execute(this.mine.name("empty"), "rm", "-rf", "/bin", "/sbin", "/usr").succeeded())
			.isTrue();
		new Stranger(this.engine, this.mine).run(this.mine.name("sharer"), "container:" + this.mine.name("a1"));
		deaf();
		this.engine.client().pauseContainerCmd(this.mine.name("frozen")).exec();
		assertThat(this.api.at("/containers/{}/stop", this.mine.name("stopped")).post()).hasStatus(200);
	}

	private void run(String name, String network) {
		this.api.run(this.mine.container(this.mine.name(name), network));
	}

	/** Answers no pings, and nothing at all to a1. */
	private void deaf() {
		String name = this.mine.name("deaf");
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			create.withName(name)
				.withLabels(this.mine.labels())
				.withCmd("httpd", "-f", "-p", "80")
				.withHostConfig(HostConfig.newHostConfig()
					.withNetworkMode(this.mine.name("one"))
					.withCapAdd(Capability.NET_ADMIN)
					.withSysctls(Map.of("net.ipv4.icmp_echo_ignore_all", "1")))
				.exec();
		}
		this.engine.client().startContainerCmd(name).exec();
		String route = "blackhole " + address("a1", "one") + "/32";
		assertThat(this.engine.execute(name, ("ip route add " + route).split(" ")).succeeded()).isTrue();
	}

	private String address(String container, String network) {
		return this.engine.ipv4Address(this.mine.name(container), this.mine.name(network));
	}

	@AfterEach
	void nothingIsLeftBehind() {
		assertThat(this.helpers.all()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "a1, web, ping,, true, true", "a1, web, tcp, 80, true, true", "a1, web, tcp, 81, false, false",
			"a1, web, dns,, true, true", "a1, b1, ping,, false, true", "a1, b1, tcp, 80, false, true",
			"a1, b1, dns,, false, true", "a1, deaf, ping,, false, false", "a1, deaf, tcp, 80, false, false",
			"sharer, web, tcp, 80, true, true", "a1, sharer, ping,, true, true", "empty, web, tcp, 80, true, true",
			"empty, a1, ping,, true, true", "frozen, a1, ping,, true, true", "a1, frozen, ping,, true, true",
			"host, a1, ping,, true, true", "host, web, tcp, 80, true, true", "a1, host, ping,, true, true",
			"none, a1, ping,, false, true", "none, a1, tcp, 80, false, true", "none, none, ping,, true, true",
			"a1, none, ping,, false, true", "a1, stopped, ping,, false, true", "default, a1, dns,, false, true",
			"default, a1, ping,, false, true" })
	void probeWhenTriedTellsWhatHappens(String from, String to, String kind, @Nullable Integer port, boolean reachable,
			boolean agrees) {
		Answer probe = probe(from, to, kind, port);
		assertThat(probe).hasStatus(200)
			.has("/from/name", this.mine.name(from))
			.has("/to/name", this.mine.name(to))
			.has("/kind", kind)
			.has("/reachable", reachable)
			.has("/agrees", agrees);
		assertThat(probe.text("/detail")).as("%s", probe).matches("(?s)\\S.{8,}[.!?]");
		assertThat(probe.at("/latencyMs").isNumber()).as("%s", probe).isEqualTo(reachable);
	}

	private Answer probe(String from, String to, String kind, @Nullable Integer port) {
		Body body = Body.of("from", this.mine.name(from)).with("to", this.mine.name(to)).with("kind", kind);
		return this.api.at("/probes").post((port != null) ? body.with("port", port) : body);
	}

	@Test
	void probeWhenItDisagreesNamesLikelyCauses() {
		assertThat(probe("a1", "web", "tcp", 81).text("/detail")).contains("refused", "nothing listens",
				"Both are on " + this.mine.name("one"));
		assertThat(probe("a1", "deaf", "tcp", 80).text("/detail")).contains("within 2 s", "a firewall inside",
				"the host's own firewall");
		assertThat(probe("a1", "deaf", "ping", null).text("/detail")).contains("not answered", "drops pings");
	}

	@Test
	void probeWhenItsTimeoutIsShortEndsSoon() {
		Body body = Body.of("from", this.mine.name("a1")).with("timeout", "300ms").with("count", 2);
		Answer silent = this.api.at("/probes")
			.post(body.with("to", this.mine.name("deaf")).with("kind", "tcp").with("port", 80));
		assertThat(silent).hasStatus(200).has("/reachable", false);
		assertThat(silent.text("/detail")).contains("within 300 ms");
		assertThat(this.api.at("/probes").post(body.with("to", this.mine.name("web")))).has("/reachable", true);
	}

	@Test
	void nameThatDockerKnowsWhenProbedIsFoundThere() {
		this.api.at("/networks/{}/containers", this.mine.name("two"))
			.post(Body.of("container", this.mine.name("web")).with("aliases", List.of("shop_front")));
		Body body = Body.of("from", this.mine.name("b1")).with("to", "shop_front");
		assertThat(this.api.at("/probes").post(body)).hasStatus(200)
			.has("/reachable", true)
			.has("/agrees", true)
			.has("/to/name", "shop_front");
		assertThat(this.api.at("/probes").post(body.with("kind", "dns"))).has("/reachable", true).has("/agrees", true);
		assertThat(this.api.at("/probes").post(body.with("kind", "tcp").with("port", 80))).has("/reachable", true);
		this.api.at("/networks/{}/containers/{}", this.mine.name("two"), this.mine.name("web")).delete();
	}

	@Test
	void addressWhenProbedIsComparedWithItsHolder() {
		Body body = Body.of("from", this.mine.name("a1"));
		assertThat(this.api.at("/probes").post(body.with("to", address("web", "one")))).has("/reachable", true)
			.has("/agrees", true)
			.has("/to/name", this.mine.name("web"));
		assertThat(this.api.at("/probes").post(body.with("to", address("b1", "two")))).has("/reachable", false)
			.has("/agrees", true);
	}

	@Test
	void nameThatNobodyKnowsWhenProbedIsToldSo() {
		Answer probe = this.api.at("/probes")
			.post(Body.of("from", this.mine.name("a1")).with("to", "nobody.invalid").with("kind", "dns"));
		assertThat(probe).hasStatus(200).has("/reachable", false).has("/to/name", "nobody.invalid");
		assertThat(probe.at("/agrees").isMissingNode()).isTrue();
	}

	@Test
	void pingsWhenSeveralAreCounted() {
		Answer probe = this.api.at("/probes")
			.post(Body.of("from", this.mine.name("a1")).with("to", this.mine.name("web")).with("count", 3));
		assertThat(probe).has("/reachable", true);
		assertThat(probe.text("/detail")).contains("3 of 3");
		assertThat(probe.at("/latencyMs").asDouble()).isBetween(0.001, 500.0);
	}

	@Test
	void networkWhenProbedTriesAllPairsOfItsMembers() {
		Answer probe = this.api.at("/probes")
			.post(Body.of("network", this.mine.name("two")).with("kind", "ping").with("timeout", "1s"));
		assertThat(probe).hasStatus(200).has("/total", 0);
		Answer all = this.api.at("/probes").post(Body.of("network", this.mine.name("one")).with("timeout", "1s"));
		assertThat(all).hasStatus(200).has("/total", 30);
		assertThat(all.at("/items").valueStream().filter((each) -> !each.path("agrees").asBoolean())).hasSize(5)
			.allSatisfy((each) -> assertThat(each.toString()).contains('"' + this.mine.name("deaf") + '"'));
		assertThat(all.at("/items").valueStream().map((each) -> each.at("/from/name").asString())).isSorted();
	}

	@Test
	void probeWhenDryShowsItsHelperAndWhoNotices() {
		Body body = Body.of("from", this.mine.name("a1")).with("to", this.mine.name("web")).with("count", 2);
		Answer plan = this.mine.unchangedBy(() -> this.api.at("/probes").query("dryRun", true).post(body));
		assertThat(this.helpers.all()).isEmpty();
		assertThat(plan).hasStatus(200)
			.has("/changed", true)
			.has("/summary/create", 1)
			.has("/steps/0/action", "create")
			.has("/steps/0/kind", "helper")
			.has("/steps/0/name", this.mine.name("a1"))
			.has("/steps/1/action", "probe")
			.has("/steps/1/kind", "container")
			.has("/steps/1/id", this.api.container(this.mine.name("web")).path("id").asString())
			.has("/steps/1/detail", "Ping " + this.mine.name("web") + " at " + address("web", "one") + " from "
					+ this.mine.name("a1") + ".");
		assertThat(plan.header("Content-Type")).startsWith("application/vnd.moorage.plan+json");
		assertThat(plan.text("/steps/0/detail")).contains("alpine:3.20",
				"network namespace of " + this.mine.name("a1"));
		assertThat(plan.texts("/affected", "name")).containsExactly(this.mine.name("a1"), this.mine.name("web"));
		assertThat(plan.texts("/affected", "effect")).containsOnly("probed");
		assertThat(this.api.at("/probes").query("plan", plan.text("/digest")).post(body)).hasStatus(200)
			.has("/reachable", true);
		assertThat(this.api.at("/probes").query("plan", plan.text("/digest")).post(body.with("count", 3)))
			.isProblem(409, "plan-stale");
		assertThat(this.api.at("/probes").query("dryRun", true).header("Accept", "text/markdown").post(body).body())
			.contains("1 to create", "| probe | container |");
	}

	@Test
	void probesOfANetworkWhenDryAreShownWithAHelperForEachMember() {
		Answer plan = this.api.at("/probes").query("dryRun", true).post(Body.of("network", this.mine.name("one")));
		assertThat(plan).hasStatus(200).has("/summary/create", 5).has("/steps/5/kind", "network");
		assertThat(plan.text("/steps/5/detail")).contains(this.mine.name("one"), "30 pairs");
		assertThat(plan.texts("/affected", "name")).hasSize(5).doesNotContain(this.mine.name("stopped"));
	}

	@Test
	void probeWhenThereIsNothingToTryIsPlannedWithoutAHelper() {
		Body body = Body.of("from", this.mine.name("a1")).with("to", this.mine.name("stopped"));
		assertThat(this.api.at("/probes").query("dryRun", true).post(body)).hasStatus(200)
			.has("/changed", false)
			.has("/summary/create", 0);
		assertThat(this.api.at("/probes").post(body)).hasStatus(200).has("/reachable", false).has("/agrees", true);
		assertThat(this.api.at("/probes").query("dryRun", true).post(Body.of("network", this.mine.name("two"))))
			.has("/changed", false);
	}

	@Test
	void probeWhenDryIsRefusedAsTheProbeIs() {
		Body body = Body.of("from", this.mine.name("a1"));
		assertThat(this.api.at("/probes").query("dryRun", true).post(body.with("to", "; rm -rf /")))
			.isProblem(400, "invalid-request")
			.pointsAt("/to");
		assertThat(this.api.at("/probes").query("dryRun", true).post(body.with("to", "").with("port", 70000)))
			.isProblem(400, "invalid-request");
		assertThat(this.api.at("/probes")
			.query("dryRun", true)
			.post(Body.of("from", this.mine.name("stopped")).with("to", this.mine.name("a1"))))
			.isProblem(409, "container-not-running");
		assertThat(this.api.at("/probes").query("dryRun", true).post(Body.of("network", this.mine.name("nothing"))))
			.isProblem(404, "network-not-found");
	}

	@Test
	void probeWhenNobodyWaitsForItIsAnsweredAsAnOperation() {
		Answer begun = this.api.at("/probes")
			.header("Prefer", "respond-async")
			.post(Body.of("from", this.mine.name("a1")).with("to", this.mine.name("web")));
		assertThat(begun).hasStatus(202);
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(
					() -> assertThat(this.api.at("/operations/{}", begun.text("/id")).get()).has("/state", "done")
						.has("/result/reachable", true)
						.has("/result/agrees", true));
	}

	@Test
	void networkWhenItHasTooManyPairsIsRefused() {
		String crowded = this.mine.name("crowded");
		this.api.create(this.mine.network(crowded));
		Stranger stranger = new Stranger(this.engine, this.mine);
		for (int i = 0; i < 11; i++) {
			stranger.createContainer(this.mine.name("crowd" + i), crowded);
		}
		assertThat(this.api.at("/probes").post(Body.of("network", crowded))).isProblem(409, "too-many-pairs")
			.has("/pairs", 110)
			.has("/limit", 100);
	}

	@Test
	void addressWhenItIsIpv6IsProbedToo() {
		String dual = this.mine.name("dual");
		this.api.create(this.mine.network(dual)
			.with("ipv6", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		run("six", dual);
		this.api
			.run(this.mine.container(this.mine.name("web6"), dual).with("command", List.of("httpd", "-f", "-p", "80")));
		String address = this.api.container(this.mine.name("web6")).at("/networks/0/ipv6Address").asString();
		Body body = Body.of("from", this.mine.name("six")).with("to", address);
		assertThat(this.api.at("/probes").post(body)).has("/reachable", true)
			.has("/agrees", true)
			.has("/to/address", address)
			.has("/to/name", this.mine.name("web6"));
		assertThat(this.api.at("/probes").post(body.with("kind", "tcp").with("port", 80))).has("/reachable", true);
	}

	@Test
	void helperWhenAtWorkMayDoLittle() {
		CompletableFuture<Answer> probe = CompletableFuture.supplyAsync(() -> this.api.at("/probes")
			.post(Body.of("from", this.mine.name("a1"))
				.with("to", this.mine.name("deaf"))
				.with("kind", "tcp")
				.with("port", 80)
				.with("timeout", "4s")));
		JsonNode helper = this.helpers.running();
		JsonNode host = helper.path("HostConfig");
		assertThat(host.path("NetworkMode").asString())
			.isEqualTo("container:" + this.api.container(this.mine.name("a1")).path("id").asString());
		assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
		assertThat(host.path("CapAdd").isEmpty()).isTrue();
		assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
		assertThat(host.path("Memory").asLong()).isEqualTo(32 << 20);
		assertThat(host.path("PidsLimit").asInt()).isEqualTo(16);
		assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
		assertThat(host.path("Privileged").asBoolean()).isFalse();
		assertThat(helper.path("Mounts").isEmpty()).isTrue();
		assertThat(helper.at("/Config/User").asString()).isEqualTo("65534:65534");
		String id = helper.path("Id").asString();
		assertThat(this.api.at("/containers").query("fresh", true).get().texts("/items", "id")).doesNotContain(id);
		assertThat(this.api.at("/containers/{}", id).get()).isProblem(404, "container-not-found");
		assertThat(this.api.at("/networks/{}", this.mine.name("one")).get().body()).doesNotContain(id);
		assertThat(this.api.at("/topology").get().body()).doesNotContain(id);
		assertThat(probe.join()).hasStatus(200).has("/reachable", false);
	}

	@Test
	void containerWhenItStopsMeanwhileIsStillAnswered() {
		String brief = this.mine.name("brief");
		run("brief", this.mine.name("two"));
		CompletableFuture<Answer> probe = CompletableFuture.supplyAsync(() -> this.api.at("/probes")
			.post(Body.of("from", brief).with("to", address("b1", "two")).with("count", 6)));
		this.helpers.running();
		this.api.at("/containers/{}/stop", brief).query("timeout", "1s").post();
		assertThat(probe.join()).hasStatus(200).has("/from/name", brief);
		this.api.at("/containers/{}", brief).delete();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"from": "A", "to": "B", "kind": "tcp", "port": 70000} | /port
			{"from": "A", "to": "B", "kind": "tcp", "port": 0} | /port
			{"from": "A", "to": "B", "kind": "tcp"} | /port
			{"from": "A", "to": "B", "kind": "ping", "port": 80} | /port
			{"from": "A", "to": "B", "kind": "arp"} | /kind
			{"from": "A", "to": "; rm -rf /"} | /to
			{"from": "A", "to": "$(id)"} | /to
			{"from": "A", "to": "-e"} | /to
			{"from": "A", "to": "a..b"} | /to
			{"from": "A", "to": "under_score"} | /to
			{"from": "A", "to": "10.0.0.300"} | /to
			{"from": "A", "to": "fe80::1%eth0"} | /to
			{"from": "A", "to": "LONG"} | /to
			{"from": "A", "to": "LABEL"} | /to
			{"from": "A", "to": ""} | /to
			{"from": "A"} | /to
			{"to": "B"} | /from
			{"from": "A", "network": "bridge"} | /network
			{"network": ""} | /network
			{"from": "A", "to": "B", "count": 0} | /count
			{"from": "A", "to": "B", "count": 11} | /count
			{"from": "A", "to": "B", "timeout": "99ms"} | /timeout
			{"from": "A", "to": "B", "timeout": "31s"} | /timeout
			{"from": "A", "to": "B", "timeout": "soon"} | /timeout
			{"from": "A", "to": "B", "shell": true} | /shell
			""")
	void bodyWhenWrongIsRefused(String body, String pointer) {
		String sent = body.replace("\"A\"", '"' + this.mine.name("a1") + '"')
			.replace("\"B\"", '"' + this.mine.name("web") + '"')
			.replace("LONG", "abc.".repeat(75))
			.replace("LABEL", "a".repeat(64));
		assertThat(this.api.at("/probes").post(sent)).isProblem(400, "invalid-request").pointsAt(pointer);
	}

	@Test
	void containerWhenItDoesNotRunOrIsUnknownIsRefused() {
		assertThat(probe("stopped", "a1", "ping", null)).isProblem(409, "container-not-running")
			.has("/container/name", this.mine.name("stopped"));
		assertThat(probe("nobody", "a1", "ping", null)).isProblem(404, "container-not-found");
		assertThat(this.api.at("/probes").post(Body.of("network", this.mine.name("nothing")))).isProblem(404,
				"network-not-found");
	}

	@Test
	void nameWhenMembersAreKeptApartIsKnownAllTheSame() {
		String apart = this.mine.name("apart");
		this.api
			.create(this.mine.network(apart).with("options", Map.of("com.docker.network.bridge.enable_icc", "false")));
		run("n1", apart);
		run("n2", apart);
		assertThat(probe("n1", "n2", "dns", null)).hasStatus(200).has("/reachable", true).has("/agrees", true);
		assertThat(probe("n1", "n2", "ping", null)).hasStatus(200).has("/reachable", false).has("/agrees", true);
	}

	@Test
	void networkWhenItMayTakeTooLongIsRefused() {
		Answer refused = this.api.at("/probes")
			.post(Body.of("network", this.mine.name("one")).with("timeout", "30s").with("count", 10));
		assertThat(refused).isProblem(400, "invalid-request").pointsAt("/timeout");
		assertThat(refused.text("/detail") + refused.body()).contains("addresses of 30 pairs", "s in all");
	}

}
