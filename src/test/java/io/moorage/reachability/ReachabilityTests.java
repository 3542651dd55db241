package io.moorage.reachability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what is said about every pair of containers on networks of all kinds with what
 * pings from inside show. Alone, since an engine takes the isolation of all bridges out
 * of the host's rules for a moment whenever it creates a network.
 */
@EndToEnd
@Isolated
@TestInstance(Lifecycle.PER_CLASS)
class ReachabilityTests {

	private static final Map<String, Object> NO_ICC = Map.of("com.docker.network.bridge.enable_icc", "false");

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Map<String, String> containers = new LinkedHashMap<>();

	ReachabilityTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@BeforeAll
	void build() {
		for (String bridge : List.of("one", "two")) {
			this.api.create(network(bridge));
		}
		this.api.create(network("internal").with("internal", true));
		this.api.create(network("noicc").with("options", NO_ICC));
		for (String dual : List.of("dual1", "dual2")) {
			this.api.create(network(dual).with("ipv6", true)
				.pool("subnet", this.mine.subnets().free() + ".0/24")
				.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		}
		// Engines that do not know an option leave it alone.
		bridge("routed", "com.docker.network.bridge.gateway_mode_ipv4", "routed",
				"com.docker.network.bridge.enable_icc", "false");
		bridge("bare", "com.docker.network.bridge.inhibit_ipv4", "true");
		run("r1", this.mine.name("routed"));
		run("r2", this.mine.name("routed"));
		run("x1", this.mine.name("bare"));
		Map.of("a1", "one", "a2", "one", "b1", "two", "i1", "internal", "n1", "noicc", "n2", "noicc", "d1", "dual1",
				"d2", "dual2", "frozen", "dual1", "stopped", "one")
			.forEach((container, network) -> run(container, this.mine.name(network)));
		run("host", "host");
		run("none", "none");
		run("both", this.mine.name("one"));
		this.api.connect(this.mine.name("dual2"), this.mine.name("both"));
		// Its default route is on the bridge without a host address, which comes first by
		// name.
		run("torn", this.mine.name("one"));
		this.api.connect(this.mine.name("bare"), this.mine.name("torn"));
		String sharer = this.mine.name("sharer");
		new Stranger(this.engine, this.mine).run(sharer, "container:" + this.mine.name("a1"));
		this.containers.put("sharer", sharer);
		this.engine.client().pauseContainerCmd(this.mine.name("frozen")).exec();
		assertThat(this.api.at("/containers/{}/stop", this.mine.name("stopped")).post()).hasStatus(200);
	}

	private void bridge(String name, String... options) {
		Body chosen = new Body();
		for (int i = 0; i < options.length; i += 2) {
			chosen.put(options[i], options[i + 1]);
		}
		this.engine.post("/networks/create",
				Body.of("Name", this.mine.name(name))
					.with("Labels", this.mine.labels())
					.with("IPAM", Map.of("Config", List.of(Map.of("Subnet", this.mine.subnets().free() + ".0/24"))))
					.with("Options", chosen));
	}

	private Body network(String name) {
		return this.mine.network(this.mine.name(name));
	}

	private void run(String name, String network) {
		this.api.run(this.mine.container(this.mine.name(name), network));
		this.containers.put(name, this.mine.name(name));
	}

	@Test
	void everyPairWhenPingedIsAsStated() {
		Map<String, Set<String>> addresses = new LinkedHashMap<>();
		this.containers.values().forEach((name) -> addresses.put(name, addresses(name)));
		for (String from : this.containers.values()) {
			if (from.equals(this.mine.name("frozen")) || from.equals(this.mine.name("stopped"))) {
				continue;
			}
			Set<String> answering = ping(from,
					addresses.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
			this.containers.values().stream().filter((to) -> !to.equals(from)).forEach((to) -> {
				JsonNode stated = stated(from, to);
				Set<String> expected = new TreeSet<>(addresses.get(to));
				expected.retainAll(answering);
				if (!to.equals(this.mine.name("host"))) {
					assertThat(paths(stated)).as("%s to %s: %s", from, to, stated).isEqualTo(expected);
				}
				else {
					assertThat(ping(from, paths(stated))).as("gateways from %s", from).isEqualTo(paths(stated));
				}
				assertThat(stated.path("reachable").asBoolean()).isEqualTo(!paths(stated).isEmpty());
				assertThat(stated.path("reasons").isEmpty()).isFalse();
			});
		}
	}

	@ParameterizedTest
	@CsvSource({ "a1, a2, true, shared-network", "a1, b1, false, isolated-bridges", "i1, a1, false, internal",
			"n1, n2, false, inter-container-off", "a1, sharer, true, shared-namespace",
			"host, i1, true, host-reaches-bridge", "i1, host, true, host-at-gateway", "a1, none, false, no-network",
			"a1, stopped, false, not-running", "d1, frozen, true, paused", "none, none, true, same-container" })
	void pairWhenAskedTellsWhy(String from, String to, boolean reachable, String code) {
		Answer answer = this.api.at("/reachability")
			.query("from", this.mine.name(from))
			.query("to", this.mine.name(to))
			.get();
		assertThat(answer).hasStatus(200);
		assertThat(answer.at("/reachable").asBoolean()).isEqualTo(reachable);
		assertThat(answer.texts("/reasons", "code")).contains(code);
		assertThat(answer.header("ETag")).startsWith("\"");
	}

	@Test
	void networkWhenAskedTellsAllPairsOfItsMembers() {
		Answer answer = this.api.at("/reachability").query("network", this.mine.name("noicc")).get();
		assertThat(answer).hasStatus(200);
		assertThat(answer.at("/items").valueStream().map((pair) -> pair.at("/from/name").asString()))
			.containsExactly(this.mine.name("n1"), this.mine.name("n2"));
	}

	@ParameterizedTest
	@CsvSource({ "''", "from=", "from=x&to=", "network=", "from=x&engine=", "to=x", "from=x&network=bridge",
			"network=bridge&to=x", "from=x&limit=0", "from=x&to=x&limit=1", "from=x&to=x&sort=name", "unknown=1" })
	void queryWhenWrongIsRefused(String query) {
		assertThat(this.api.at("/reachability?" + query).get()).isProblem(400, "invalid-request");
	}

	@Test
	void containerWhenUnknownIsNotFound() {
		assertThat(this.api.at("/reachability").query("from", this.mine.name("nobody")).get()).isProblem(404,
				"container-not-found");
	}

	private JsonNode stated(String from, String to) {
		return this.api.at("/reachability").query("from", from).query("to", to).get().json();
	}

	private static Set<String> paths(JsonNode stated) {
		return stated.path("paths")
			.valueStream()
			.map((path) -> path.path("address").asString())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Set<String> addresses(String name) {
		String owner = name.equals(this.mine.name("sharer")) ? this.mine.name("a1") : name;
		Set<String> addresses = new TreeSet<>();
		this.engine.container(owner).orElseThrow().at("/NetworkSettings/Networks").forEach((endpoint) -> {
			addresses.add(endpoint.path("IPAddress").asString(""));
			addresses.add(endpoint.path("GlobalIPv6Address").asString(""));
		});
		addresses.removeIf((address) -> address.isEmpty() || address.equals("invalid IP"));
		return addresses;
	}

	private Set<String> ping(String from, Set<String> targets) {
		String script = targets.stream()
			.map((each) -> "(ping -c1 -W1 " + each + " >/dev/null 2>&1 && echo " + each + ") &")
			.collect(Collectors.joining(" ", "", " wait"));
		return new TreeSet<>(List.of(this.engine.execute(from, "sh", "-c", script).output().trim().split("\\s+"))
			.stream()
			.filter((line) -> !line.isEmpty())
			.toList());
	}

	@Test
	void sharerWhenItsOwnerRestartsOrStopsHasNoNetwork() {
		String owner = this.mine.name("own");
		String sharer = this.mine.name("sh1");
		String further = this.mine.name("sh2");
		String other = this.mine.name("a1");
		this.api.run(this.mine.container(owner, this.mine.name("one")));
		Stranger stranger = new Stranger(this.engine, this.mine);
		stranger.run(sharer, "container:" + owner);
		stranger.run(further, "container:" + sharer);
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		assertThat(stated(other, further).path("reachable").asBoolean()).isTrue();
		assertThat(this.api.at("/networks/{}", this.mine.name("one")).get().body()).contains(further);
		this.engine.client().restartContainerCmd(owner).withTimeout(1).exec();
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		for (String each : List.of(sharer, further)) {
			JsonNode left = stated(other, each);
			assertThat(ping(each, addresses(other))).isEmpty();
			assertThat(left.path("reachable").asBoolean()).isFalse();
			assertThat(left.at("/reasons/0/code").asString()).isEqualTo("old-namespace");
			assertThat(left.at("/reasons/0/detail").asString()).contains("Restart " + each);
		}
		assertThat(stated(owner, sharer).path("reachable").asBoolean()).isFalse();
		assertAlone(sharer, further, "old-namespace", "Restart both");
		this.engine.client().stopContainerCmd(owner).withTimeout(1).exec();
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		assertThat(stated(other, sharer).at("/reasons/0/detail").asString())
			.contains("Start " + owner + ", then restart " + sharer);
		assertAlone(sharer, further, "shared-namespace", "nothing but localhost");
		stranger.removeContainer(owner);
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		assertAlone(sharer, further, "shared-namespace", "nothing but localhost");
		List.of(further, sharer).forEach(stranger::removeContainer);
	}

	/** What is left of a namespace is still one, with a loopback. */
	private void assertAlone(String one, String other, String code, String detail) {
		assertThat(this.engine.execute(one, "readlink", "/proc/1/ns/net").output())
			.isEqualTo(this.engine.execute(other, "readlink", "/proc/1/ns/net").output());
		assertThat(this.engine.execute(one, "ip", "-o", "-4", "address").output()).contains("127.0.0.1")
			.doesNotContain("eth");
		this.engine.execute(one, "httpd", "-p", "127.0.0.1:8099");
		assertThat(this.engine.execute(other, "nc", "-w", "2", "127.0.0.1", "8099", "-e", "true").succeeded()).isTrue();
		JsonNode stated = stated(other, one);
		assertThat(stated.path("reachable").asBoolean()).as("%s", stated).isTrue();
		assertThat(stated.path("reasons").toString()).contains("shared-namespace", code, detail);
		assertThat(paths(stated)).containsExactly("127.0.0.1");
		assertThat(this.api.at("/probes")
			.post(Body.of("from", other).with("to", one).with("kind", "tcp").with("port", 8099))).hasStatus(200)
			.has("/reachable", true)
			.has("/agrees", true);
	}

}
