package io.moorage;

import java.util.List;

import com.github.dockerjava.api.model.HostConfig;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Neighbour;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who uses a network: running containers, stopped ones and those that share another's
 * network. None of these was made by the service.
 */
@EndToEnd
@RequiresApi(RequiresApi.TESTCONTAINERS)
class UsageTests {

	private static int count;

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private String network;

	UsageTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@BeforeEach
	void create() {
		this.network = this.mine.name("used" + count++);
		this.api.create(this.mine.network(this.network));
	}

	@Test
	void usageWhenNobodyIsThereIsUnused() {
		isUsed("unused", 0, 0, 0);
		assertThat(this.api.at("/networks/{}", this.network).delete()).hasStatus(204);
	}

	@Test
	void usageWhenContainerRunsIsInUse() {
		try (Neighbour running = Neighbour.on(this.network, this.mine)) {
			isUsed("in-use", 1, 0, 0);
			JsonNode dependent = refusedRemoval().at("/dependents/0");
			assertThat(dependent.path("kind").asString()).isEqualTo("container");
			assertThat(dependent.path("id").asString()).isEqualTo(running.id());
			assertThat(dependent.path("name").asString()).isEqualTo(running.name());
			assertThat(dependent.path("state").asString()).isEqualTo("running");
			assertThat(dependent.path("effect").asString()).isEqualTo("disconnected");
			isKept("in-use", running.name());
		}
		isUsed("unused", 0, 0, 0);
	}

	@Test
	void usageWhenOnlyStoppedContainersAreThereIsUsedWhenStarted() {
		try (Neighbour stopped = Neighbour.on(this.network, this.mine)) {
			stopped.stop();
			isUsed("used-when-started", 0, 1, 0);
			JsonNode dependent = refusedRemoval().at("/dependents/0");
			assertThat(dependent.path("name").asString()).isEqualTo(stopped.name());
			assertThat(dependent.path("state").asString()).isEqualTo("exited");
			assertThat(dependent.path("effect").asString()).isEqualTo("cannot-start");
			isKept("used-by-stopped-containers", stopped.name());
			assertThat(this.api.at("/containers/{}/start", stopped.id()).post()).hasStatus(200)
				.has("/state", "running");
		}
	}

	@Test
	void usageWhenContainerWasNeverStartedCounts() {
		String id = this.engine.network(this.network).orElseThrow().path("Id").asString();
		for (String reference : List.of(this.network, id, id.substring(0, 12))) {
			String created = this.engine.client()
				.createContainerCmd(Engine.IMAGE)
				.withLabels(this.mine.labels())
				.withHostConfig(HostConfig.newHostConfig().withNetworkMode(reference))
				.exec()
				.getId();
			isUsed("used-when-started", 0, 1, 0);
			// The one before may still be seen for a moment.
			await().untilAsserted(() -> {
				Answer members = this.api.at("/networks/{}/containers", this.network).get();
				assertThat(members.at("/items").valueStream().map((member) -> member.at("/container/id").asString()))
					.containsExactly(created);
				assertThat(members.at("/items/0/active").asBoolean(true)).isFalse();
			});
			refusedRemoval();
			this.engine.client().removeContainerCmd(created).exec();
		}
	}

	@Test
	void usageWhenContainersShareItsNetworkCountsThem() {
		try (Neighbour owner = Neighbour.on(this.network, this.mine);
				Neighbour sharer = Neighbour.sharing(owner, this.mine)) {
			isUsed("in-use", 1, 0, 1);
			Answer refused = refusedRemoval();
			assertThat(refused.texts("/dependents", "name")).containsExactlyInAnyOrder(owner.name(), sharer.name());
			JsonNode shared = this.api.container(sharer.id()).path("sharedWith");
			assertThat(shared.path("id").asString()).isEqualTo(owner.id());
			assertThat(shared.path("name").asString()).isEqualTo(owner.name());
			Answer answer = this.mine.unchangedBy(
					() -> this.api.at("/networks/{}/containers", this.network).post(Body.of("container", sharer.id())));
			assertThat(answer).isProblem(409, "network-mode-conflict");
		}
	}

	@Test
	void usageWhenNetworkIsBuiltInIsSystem() {
		for (String builtIn : List.of("bridge", "host", "none")) {
			assertThat(this.api.network(builtIn).at("/usage/verdict").asString()).isEqualTo("system");
		}
	}

	@Test
	void removeWhenDisconnectingTakesEveryoneOff() {
		try (Neighbour running = Neighbour.on(this.network, this.mine);
				Neighbour stopped = Neighbour.on(this.network, this.mine)) {
			stopped.stop();
			assertThat(this.api.at("/networks/{}", this.network).query("disconnect", true).delete()).hasStatus(204);
			assertThat(this.engine.network(this.network)).isEmpty();
			for (Neighbour left : List.of(running, stopped)) {
				assertThat(this.engine.container(left.id()).orElseThrow().at("/NetworkSettings/Networks")).isEmpty();
			}
			assertThat(this.api.container(running.id()).path("state").asString()).isEqualTo("running");
		}
	}

	@Test
	void membersWhenSomeAreStoppedShowsBothAsTheEngineDoes() {
		try (Neighbour running = Neighbour.on(this.network, this.mine);
				Neighbour stopped = Neighbour.on(this.network, this.mine)) {
			stopped.stop();
			isUsed("in-use", 1, 1, 0);
			Answer members = this.api.at("/networks/{}/containers", this.network).get();
			assertThat(members.at("/items").valueStream().map((member) -> member.at("/container/id").asString()))
				.containsExactlyInAnyOrder(running.id(), stopped.id());
			Answer active = this.api.at("/networks/{}/containers", this.network).query("active", true).get();
			assertThat(active.at("/items")).hasSize(1);
			looksLike(active.at("/items/0"), running);
			looksLike(this.api.at("/networks/{}/containers/{}", this.network, running.name()).get().json(), running);
			assertThat(this.api.network(this.network).path("containers")).hasSize(2);
		}
	}

	private void looksLike(JsonNode endpoint, Neighbour member) {
		JsonNode truth = this.engine.container(member.id())
			.orElseThrow()
			.at("/NetworkSettings/Networks")
			.path(this.network);
		assertThat(endpoint.at("/network/id")).isEqualTo(truth.path("NetworkID"));
		assertThat(endpoint.path("endpointId")).isEqualTo(truth.path("EndpointID"));
		assertThat(endpoint.path("ipv4Address")).isEqualTo(truth.path("IPAddress"));
		assertThat(endpoint.path("ipv4PrefixLength").asInt()).isEqualTo(truth.path("IPPrefixLen").asInt());
		assertThat(endpoint.path("macAddress")).isEqualTo(truth.path("MacAddress"));
		assertThat(endpoint.path("gateway")).isEqualTo(truth.path("Gateway"));
		assertThat(endpoint.path("active").asBoolean()).isTrue();
		assertThat(endpoint.at("/container/state").asString()).isEqualTo("running");
		assertThat(endpoint.at("/container/image").asString()).isEqualTo(Engine.IMAGE);
	}

	/** What somebody else does is seen by itself, a moment later. */
	private void isUsed(String verdict, int running, int stopped, int sharing) {
		await().untilAsserted(() -> {
			JsonNode usage = this.api.network(this.network).path("usage");
			assertThat(usage)
				.isEqualTo(this.api.at("/networks").query("name", this.network).get().at("/items/0/usage"));
			assertThat(usage.path("verdict").asString()).isEqualTo(verdict);
			assertThat(usage.path("running").asInt()).as("running").isEqualTo(running);
			assertThat(usage.path("stopped").asInt()).as("stopped").isEqualTo(stopped);
			assertThat(usage.path("sharing").asInt()).as("sharing").isEqualTo(sharing);
			assertThat(usage.path("services").asInt(-1)).isZero();
		});
	}

	private Answer refusedRemoval() {
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks/{}", this.network).delete());
		assertThat(refused).isProblem(409, "network-in-use");
		return refused;
	}

	private void isKept(String reason, String dependent) {
		Answer pruned = this.mine.unchangedBy(
				() -> this.api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label() + "x"))));
		assertThat(pruned).hasStatus(200);
		assertThat(this.engine.network(this.network)).isPresent();
		pruned = this.api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label())));
		assertThat(pruned.at("/kept").valueStream())
			.filteredOn((kept) -> kept.path("name").asString().equals(this.network))
			.singleElement()
			.satisfies((kept) -> {
				assertThat(kept.path("reason").asString()).isEqualTo(reason);
				assertThat(kept.at("/dependents/0/name").asString()).isEqualTo(dependent);
			});
		assertThat(this.engine.network(this.network)).isPresent();
	}

}
