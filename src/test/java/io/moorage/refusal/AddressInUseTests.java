package io.moorage.refusal;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Addresses that somebody else has. Engines leave a container that they refuse to connect
 * half connected, and it cannot start after its next stop: here it must.
 */
@EndToEnd
class AddressInUseTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	AddressInUseTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void connectWhenAddressIsInUseNamesHolderAndLeavesContainerWhole() {
		String network = this.mine.name("used");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network).pool("subnet", prefix + ".0/24"));
		String holder = this.mine.name("holder");
		String id = this.api.run(this.mine.container(holder).with("networks", at(network, prefix + ".77")))
			.path("id")
			.asString();
		assertThat(this.api.container(holder).at("/networks/0/ipv4Address").asString()).isEqualTo(prefix + ".77");
		String late = this.mine.name("late");
		this.api.run(this.mine.container(late));

		Answer refused = connect(network, late, Body.of("ipv4Address", prefix + ".77"));
		assertThat(refused).isProblem(409, "address-in-use")
			.has("/holder/kind", "container")
			.has("/holder/id", id)
			.has("/holder/name", holder);
		isWhole(late, network);
	}

	@Test
	void connectWhenAddressIsReservedNamesTheReservation() {
		String network = this.mine.name("reserved");
		String prefix = this.mine.subnets().free();
		Map<String, Object> pool = Map.of("subnet", prefix + ".0/24", "reserved", Map.of("printer", prefix + ".9"));
		this.api.create(this.mine.network(network).with("ipam", Map.of("pools", List.of(pool))));
		assertThat(this.api.network(network).at("/ipam/pools/0/reserved/printer").asString()).isEqualTo(prefix + ".9");
		String late = this.mine.name("late2");
		this.api.run(this.mine.container(late));

		Answer refused = connect(network, late, Body.of("ipv4Address", prefix + ".9"));
		assertThat(refused).isProblem(409, "address-in-use")
			.has("/holder/kind", "reserved")
			.has("/holder/name", "printer");
		isWhole(late, network);
	}

	@Test
	void connectWhenIpv6AddressIsInUseNamesHolderAndLeavesContainerWhole() {
		String network = this.mine.name("used6");
		String prefix = this.mine.subnets().freeIpv6();
		this.api.create(this.mine.network(network)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", prefix + "::/64", "gateway", prefix + "::1"));
		String holder = this.mine.name("holder6");
		this.api.run(this.mine.container(holder)
			.with("networks", List.of(Map.of("network", network, "ipv6Address", prefix + "::77"))));
		String late = this.mine.name("late6");
		this.api.run(this.mine.container(late));

		Answer refused = connect(network, late, Body.of("ipv6Address", prefix + ":0:0:0:77"));
		assertThat(refused).isProblem(409, "address-in-use").has("/holder/name", holder);
		isWhole(late, network);
	}

	@Test
	void connectWhenNoAddressIsLeftLeavesContainerWhole() {
		String network = this.mine.name("small");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network).pool("subnet", prefix + ".0/30"));
		this.api.run(this.mine.container(this.mine.name("last"), network));
		String late = this.mine.name("late3");
		this.api.run(this.mine.container(late));

		assertThat(connect(network, late, new Body())).isProblem(409, "address-pool-exhausted");
		isWhole(late, network);
	}

	@Test
	void runWhenAddressIsInUseOrNoneIsLeftLeavesNothing() {
		String network = this.mine.name("small2");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network).pool("subnet", prefix + ".0/30"));
		this.api.run(this.mine.container(this.mine.name("last2"), network));

		Body asking = this.mine.container(this.mine.name("asking")).with("networks", at(network, prefix + ".2"));
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers").post(asking))).isProblem(409,
				"address-in-use");
		Body hoping = this.mine.container(this.mine.name("hoping"), network);
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers").post(hoping))).isProblem(409,
				"address-pool-exhausted");
	}

	private Answer connect(String network, String container, Body settings) {
		Body body = settings.with("container", container);
		return this.mine.unchangedBy(() -> this.api.at("/networks/{}/containers", network).post(body));
	}

	/** Checks that the refused network is nowhere, and that a stop and a start work. */
	private void isWhole(String container, String network) {
		assertThat(engineNetworksOf(container).propertyNames()).containsExactly("bridge");
		assertThat(this.api.at("/containers/{}/stop", container).post()).hasStatus(200).has("/state", "exited");
		assertThat(this.api.at("/containers/{}/start", container).post()).hasStatus(200).has("/state", "running");
		assertThat(engineNetworksOf(container).propertyNames()).containsExactly("bridge");
		assertThat(this.engine.network(network).orElseThrow().path("Containers").toString()).doesNotContain(container);
		this.api.at("/containers/{}", container).query("force", true).delete();
	}

	private JsonNode engineNetworksOf(String container) {
		return this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks");
	}

	private List<Map<String, String>> at(String network, String address) {
		return List.of(Map.of("network", network, "ipv4Address", address));
	}

}
