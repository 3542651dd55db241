package io.moorage.refusal;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Networks that cannot be made, for another reason than their name or their subnet.
 */
@EndToEnd
class NetworkSpecTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	NetworkSpecTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void createWhenOptionBelongsToTheEngineOrAFieldIsRefused() {
		for (String option : List.of("com.docker.network.bridge.default_bridge", "com.docker.network.enable_ipv6",
				"com.docker.network.bridge.host_binding_ipv4")) {
			assertThat(create(network().with("options", Map.of(option, "true")))).isProblem(400, "invalid-request")
				.pointsAt("/options/" + option);
		}
		String prefix = "com.docker.network.container_iface_prefix";
		for (String value : List.of("a/b", "a b", "longer-than-14.")) {
			assertThat(create(network().with("options", Map.of(prefix, value)))).isProblem(400, "invalid-request")
				.pointsAt("/options/" + prefix);
		}
	}

	@Test
	@RequiresApi(before = "1.46")
	void createWhenOptionIsTooNewForTheEngineIsRefused() {
		String option = "com.docker.network.bridge.gateway_mode_ipv4";
		assertThat(create(network().with("options", Map.of(option, "isolated"))))
			.isProblem(422, "not-supported-by-engine")
			.has("/requires/engine", "28.0");
		assertThat(this.api.at("/engine").get().texts("/forbids", "feature")).contains("gateway-mode", "ipv4-off");
	}

	@Test
	void createWhenDriverIsUnknownNamesThoseThatAreThere() {
		Answer refused = create(network().with("driver", "nosuchdriver"));
		assertThat(refused).isProblem(400, "unknown-driver").tells("/available");
		assertThat(refused.body()).contains("nosuchdriver", "bridge");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "null" })
	void createWhenDriverAllowsOneNetworkIsRefused(String driver) {
		assertThat(create(network().with("driver", driver))).isProblem(409, "built-in-network");
	}

	@Test
	void createWhenOverlayWithoutSwarmIsRefused() {
		if (this.engine.info().at("/Swarm/ControlAvailable").asBoolean()) {
			return;
		}
		assertThat(create(network().with("driver", "overlay"))).isProblem(409, "swarm-required");
		assertThat(create(network().with("scope", "swarm"))).isProblem(409, "swarm-required");
	}

	@Test
	void createWhenSeveralThingsAreWrongTellsAll() {
		String prefix = this.mine.subnets().free();
		String prefix6 = this.mine.subnets().freeIpv6();
		Answer refused = create(this.mine.network("a/" + this.mine.id())
			.pool("subnet", prefix + ".7/24")
			.pool("subnet", prefix6 + "::/64", "gateway", "fd00::1"));
		assertThat(refused).isProblem(400, "invalid-request")
			.pointsAt("/name", "/ipam/pools/0/subnet", "/ipam/pools/1/gateway");
	}

	@Test
	void createWhenOptionIsNoTextIsRefused() {
		assertThat(create(network().with("options", List.of("mtu")))).isProblem(400, "invalid-request")
			.pointsAt("/options");
	}

	@Test
	void createWhenBridgeOptionCannotBeReadIsRefused() {
		Body body = network().with("options", Body.of("com.docker.network.bridge.enable_icc", "perhaps"));
		assertThat(create(body)).isProblem(400, "invalid-request")
			.pointsAt("/options/com.docker.network.bridge.enable_icc");
	}

	@Test
	void createWhenBridgeNameIsTakenIsRefused() {
		String bridge = "mr" + Integer.toHexString(this.mine.id().hashCode());
		Body options = Body.of("com.docker.network.bridge.name", bridge);
		this.api.create(this.mine.network(this.mine.name("first")).with("options", options));
		assertThat(create(network().with("options", options))).isProblem(409, "bridge-name-in-use");
	}

	@ParameterizedTest
	@ValueSource(strings = { "macvlan", "ipvlan" })
	void createWhenModeIsUnknownIsRefused(String driver) {
		String option = driver + "_mode";
		assertThat(create(network().with("driver", driver).with("options", Body.of(option, "sideways"))))
			.isProblem(400, "invalid-request")
			.pointsAt("/options/" + option);
	}

	@Test
	void createWhenConfigFromIsUnknownIsRefused() {
		Body body = Body.of("name", this.mine.name("from")).with("configFrom", "nobody-" + this.mine.id());
		assertThat(create(body)).isProblem(400, "invalid-request").pointsAt("/configFrom");
	}

	@Test
	void createWhenConfigFromComesWithSettingsOfItsOwnIsRefused() {
		String template = this.mine.name("template");
		this.api.create(this.mine.network(template).with("configOnly", true));
		Body body = Body.of("name", this.mine.name("from")).with("configFrom", template).with("internal", true);
		assertThat(create(body.pool("subnet", "10.193.1.0/24"))).isProblem(400, "invalid-request");
	}

	@Test
	@RequiresApi(before = "1.48")
	void createWithoutIpv4WhenEngineWouldIgnoreItIsRefused() {
		Body body = network().with("ipv4", false)
			.with("ipv6", true)
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64");
		assertThat(create(body)).isProblem(422, "not-supported-by-engine").tells("/requires");
	}

	@Test
	@RequiresApi("1.48")
	void createWithoutIpv4WhenEngineCanHasIpv6Alone() {
		String subnet = this.mine.subnets().freeIpv6() + "::/64";
		String name = this.mine.name("six");
		assertThat(this.api.create(this.mine.network(name).with("ipv4", false).pool("subnet", subnet))
			.path("ipv4")
			.asBoolean()).isFalse();
		assertThat(this.engine.network(name).orElseThrow().path("EnableIPv4").asBoolean()).isFalse();
	}

	private Body network() {
		return this.mine.network(this.mine.name("spec"));
	}

	private Answer create(Body body) {
		return this.mine.unchangedBy(() -> this.api.at("/networks").post(body));
	}

}
