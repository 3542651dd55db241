package io.moorage;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Walks through Docker's networks as a tutorial does, each step standing on the one
 * before. What the service says is compared with what the engine and the containers
 * themselves say.
 * <p>
 * Alone, since an engine takes the isolation of all bridges out of the host's rules for a
 * moment whenever it creates a network (26.1: eight of 200 pings passed while forty
 * networks were created, none of 100 in quiet).
 */
@EndToEnd
@Isolated
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class TutorialTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final String bridge1;

	private final String bridge2;

	private final String alpine1;

	private final String alpine2;

	private final String alpine3;

	TutorialTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.bridge1 = mine.name("bridge1");
		this.bridge2 = mine.name("bridge2");
		this.alpine1 = mine.name("alpine1");
		this.alpine2 = mine.name("alpine2");
		this.alpine3 = mine.name("alpine3");
	}

	@Test
	@Order(1)
	void listWhenEngineIsNewShowsDefaultNetworksAndDrivers() {
		Answer networks = this.api.at("/networks").get();
		assertThat(networks).hasStatus(200);
		Map.of("bridge", "bridge", "host", "host", "none", "null")
			.forEach((name, driver) -> assertThat(networks.at("/items").valueStream())
				.filteredOn((network) -> network.path("name").asString().equals(name))
				.singleElement()
				.satisfies((network) -> {
					assertThat(network.path("driver").asString()).isEqualTo(driver);
					assertThat(network.path("scope").asString()).isEqualTo("local");
					assertThat(network.path("builtIn").asBoolean()).isTrue();
					assertThat(network.path("id").asString()).isEqualTo(idOf(name));
				}));
		assertThat(this.api.at("/engine").get().at("/drivers").toString()).contains("\"bridge\"", "\"host\"",
				"\"null\"", "\"macvlan\"");
	}

	@Test
	@Order(2)
	void createWhenBridgeCanBeInspected() {
		JsonNode created = this.api.create(this.mine.network(this.bridge1).with("driver", "bridge"));
		assertThat(created.path("id").asString()).isEqualTo(idOf(this.bridge1));
		assertThat(created.path("name").asString()).isEqualTo(this.bridge1);
		assertThat(created.path("driver").asString()).isEqualTo("bridge");
		assertThat(created.path("scope").asString()).isEqualTo("local");

		JsonNode pool = this.api.network(this.bridge1).at("/ipam/pools/0");
		JsonNode truth = this.engine.network(this.bridge1).orElseThrow().at("/IPAM/Config/0");
		assertThat(pool.path("subnet")).isEqualTo(truth.path("Subnet"));
		assertThat(pool.path("gateway").asString()).isEqualTo(truth.path("Gateway").asString());
	}

	@Test
	@Order(3)
	void createWhenSubnetAndGatewayAreChosenGetsThem() {
		String prefix = this.mine.subnets().free();
		JsonNode created = this.api
			.create(this.mine.network(this.bridge2).pool("subnet", prefix + ".0/24", "gateway", prefix + ".254"));
		assertThat(created.at("/ipam/pools/0/subnet").asString()).isEqualTo(prefix + ".0/24");
		assertThat(created.at("/ipam/pools/0/gateway").asString()).isEqualTo(prefix + ".254");
		JsonNode truth = this.engine.network(this.bridge2).orElseThrow().at("/IPAM/Config/0");
		assertThat(truth.path("Subnet").asString()).isEqualTo(prefix + ".0/24");
		assertThat(truth.path("Gateway").asString()).isEqualTo(prefix + ".254");
	}

	@Test
	@Order(4)
	void runWhenOnOneBridgeContainersReachEachOtherByAddressAndName() {
		runWithTerminal(this.alpine1, this.bridge1);
		runWithTerminal(this.alpine2, this.bridge1);

		Answer members = this.api.at("/networks/{}/containers", this.bridge1).get();
		assertThat(members.at("/items").valueStream().map((member) -> member.at("/container/name").asString()))
			.containsExactly(this.alpine1, this.alpine2);
		assertThat(members.texts("/items", "ipv4Address")).containsExactly(
				this.engine.ipv4Address(this.alpine1, this.bridge1),
				this.engine.ipv4Address(this.alpine2, this.bridge1));

		assertThat(ping(this.alpine1, this.engine.ipv4Address(this.alpine2, this.bridge1))).isTrue();
		assertThat(ping(this.alpine1, this.alpine2)).isTrue();
	}

	@Test
	@Order(5)
	void createWhenSecondHostNetworkIsRefused() {
		Answer refused = this.api.at("/networks")
			.post(this.mine.network(this.mine.name("host2")).with("driver", "host"));
		assertThat(refused).isProblem(409, "built-in-network");
		assertThat(refused.text("/detail")).contains("host");
	}

	@Test
	@Order(6)
	void runWhenOnHostNetworkAnswersOnHostPortWithoutPublishing() {
		WebServer web = WebServer.onFreePort();
		this.api.run(this.mine.container(this.mine.name("web"), "host").with("command", web.command()));
		await().ignoreExceptions().until(web::answer, "hello\n"::equals);

		String second = this.mine.name("web2");
		this.api.run(this.mine.container(second, "host").with("command", web.command()));
		await().until(() -> this.api.container(second).path("state").asString(), "exited"::equals);
		assertThat(this.api.container(second).path("exitCode").asInt()).isEqualTo(1);
		assertThat(this.api.container(second).path("networkMode").asString()).isEqualTo("host");
	}

	@Test
	@Order(7)
	void runWhenOnNoneHasLoopbackAlone() {
		String alone = this.mine.name("alone");
		this.api.run(this.mine.container(alone, "none"));
		assertThat(interfaces(alone)).containsExactly("lo");
		assertThat(this.api.container(alone).path("networkMode").asString()).isEqualTo("none");
	}

	@Test
	@Order(8)
	void connectWhenOnAnotherBridgeEndsIsolation() {
		runWithTerminal(this.alpine3, this.bridge2);
		assertThat(ping(this.alpine3, this.engine.ipv4Address(this.alpine1, this.bridge1))).isFalse();
		assertThat(ping(this.alpine3, this.alpine1)).isFalse();

		JsonNode endpoint = this.api.connect(this.bridge1, this.alpine3);
		assertThat(endpoint.path("ipv4Address").asString())
			.isEqualTo(this.engine.ipv4Address(this.alpine3, this.bridge1));
		assertThat(ping(this.alpine3, this.engine.ipv4Address(this.alpine1, this.bridge1))).isTrue();
		assertThat(ping(this.alpine3, this.alpine1)).isTrue();
	}

	@Test
	@Order(9)
	void disconnectWhenRunningLeavesContainerThatCanJoinDefaultBridge() {
		assertThat(this.api.at("/networks/{}/containers/{}", this.bridge1, this.alpine2).delete()).hasStatus(204);
		assertThat(this.api.at("/networks/{}/containers/{}", this.bridge1, this.alpine2).get()).isProblem(404,
				"not-connected");
		assertThat(this.api.container(this.alpine2).path("state").asString()).isEqualTo("running");
		assertThat(interfaces(this.alpine2)).containsExactly("lo");

		JsonNode endpoint = this.api.connect("bridge", this.alpine2);
		assertThat(endpoint.path("ipv4Address").asString()).isEqualTo(this.engine.ipv4Address(this.alpine2, "bridge"));
		assertThat(interfaces(this.alpine2)).hasSize(2).contains("lo");
	}

	@Test
	@Order(10)
	void listWhenContainersRunShowsEachNameWithItsAddresses() {
		Answer all = this.api.at("/containers").get();
		assertThat(all).hasStatus(200);
		for (String name : List.of(this.alpine1, this.alpine2, this.alpine3)) {
			assertThat(all.at("/items").valueStream())
				.filteredOn((container) -> container.path("name").asString().equals(name))
				.singleElement()
				.satisfies((container) -> assertThat(
						container.path("networks").valueStream().map((one) -> one.path("ipv4Address").asString()))
					.containsExactlyInAnyOrderElementsOf(addresses(name)));
		}
		assertThat(addresses(this.alpine3)).hasSize(2);
	}

	@Test
	@Order(11)
	void removeWhenInUseIsRefusedUntilDisconnected() {
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks/{}", this.bridge1).delete());
		assertThat(refused).isProblem(409, "network-in-use");
		assertThat(refused.texts("/dependents", "name")).containsExactlyInAnyOrder(this.alpine1, this.alpine3);

		for (String member : List.of(this.alpine1, this.alpine3)) {
			assertThat(this.api.at("/networks/{}/containers/{}", this.bridge1, member).delete()).hasStatus(204);
		}
		assertThat(this.api.at("/networks/{}", this.bridge1).delete()).hasStatus(204);
		assertThat(this.engine.network(this.bridge1)).isEmpty();
		assertThat(this.api.at("/networks/{}", this.bridge1).get()).isProblem(404, "network-not-found");
	}

	@Test
	@Order(12)
	void pruneWhenSomeAreUsedRemovesTheRest() {
		String idle = this.mine.name("idle");
		this.api.create(this.mine.network(idle));
		Answer pruned = this.api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label())));
		assertThat(pruned).hasStatus(200);
		assertThat(pruned.texts("/removed", "name")).containsExactly(idle);
		assertThat(pruned.at("/kept").valueStream())
			.filteredOn((network) -> network.path("name").asString().equals(this.bridge2))
			.singleElement()
			.satisfies((network) -> assertThat(network.path("reason").asString()).isEqualTo("in-use"));
		assertThat(this.engine.network(idle)).isEmpty();
		assertThat(this.engine.network(this.bridge2)).isPresent();
	}

	private void runWithTerminal(String name, String network) {
		Body body = this.mine.container(name, network).with("tty", true);
		body.remove("command");
		JsonNode container = this.api.run(body);
		assertThat(container.path("state").asString()).isEqualTo("running");
		assertThat(this.engine.container(name).orElseThrow().at("/Config/Tty").asBoolean()).isTrue();
	}

	private String idOf(String network) {
		return this.engine.network(network).orElseThrow().path("Id").asString();
	}

	private List<String> addresses(String container) {
		return this.engine.container(container)
			.orElseThrow()
			.at("/NetworkSettings/Networks")
			.valueStream()
			.map((endpoint) -> endpoint.path("IPAddress").asString())
			.toList();
	}

	private boolean ping(String from, String to) {
		return this.engine.execute(from, "ping", "-c", "1", "-W", "2", to).succeeded();
	}

	private List<String> interfaces(String container) {
		String shown = this.engine.execute(container, "ls", "/sys/class/net").output();
		return List.of(shown.trim().split("\\s+"));
	}

}
