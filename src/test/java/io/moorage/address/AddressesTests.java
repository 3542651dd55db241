package io.moorage.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Who has which address, and which one the engine gives next: said, and then taken.
 */
@EndToEnd
class AddressesTests {

	private static final long SEED = 20_261_125;

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	AddressesTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private Answer addresses(String network) {
		return this.api.at("/networks/{}/addresses", network).get();
	}

	@Test
	void nextFreeIsWhatTheEngineGivesTwoHundredTimes() {
		Random random = new Random(SEED);
		List<String> containers = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			containers.add(this.mine.name("next" + i));
			this.api.run(this.mine.container(containers.get(i), "none"));
			this.api.at("/networks/none/containers/{}", containers.get(i)).delete();
		}
		int predicted = 0;
		for (String[] pool : pools()) {
			String network = this.mine.name("next-free");
			this.api.create(this.mine.network(network).pool(pool));
			predicted += allocate(network, containers, random);
			containers.forEach((each) -> this.api.at("/networks/{}/containers/{}", network, each).delete());
			this.api.at("/networks/{}", network).delete();
		}
		assertThat(predicted).isGreaterThanOrEqualTo(200);
	}

	@Test
	void nextFreeWhenAnotherNetworkHasTheSameSubnetIsNotPredicted() {
		String prefix = this.mine.subnets().free();
		String whole = macvlan("whole", Map.of("Subnet", prefix + ".0/24"));
		assertThat(addresses(whole)).has("/pools/0/nextFree", prefix + ".2");
		String part = macvlan("part", Map.of("Subnet", prefix + ".0/24", "IPRange", prefix + ".0/30"));
		for (String network : List.of(whole, part)) {
			Answer shared = this.api.at("/networks/{}/addresses", network).query("fresh", true).get();
			assertThat(shared.at("/pools/0/nextFree").isMissingNode()).isTrue();
			assertThat(shared.text("/pools/0/note")).contains(network.equals(whole) ? part : whole, "same subnet");
		}
		// The other one's gateway is in between.
		this.api.run(this.mine.container(this.mine.name("member"), whole));
		assertThat(this.engine.ipv4Address(this.mine.name("member"), whole)).isEqualTo(prefix + ".3");
	}

	/** Makes one behind the service's back, on a bridge of its own. */
	private String macvlan(String name, Map<String, String> pool) {
		String bridge = this.api.create(this.mine.network(this.mine.name(name + "-parent"))).at("/id").asString();
		Body body = Body.of("Name", this.mine.name(name))
			.with("Driver", "macvlan")
			.with("Labels", this.mine.labels())
			.with("Options", Map.of("parent", "br-" + bridge.substring(0, 12)))
			.with("IPAM", Map.of("Config", List.of(pool)));
		try {
			this.engine.post("/networks/create", body);
		}
		catch (IllegalStateException ex) {
			assumeFalse(String.valueOf(ex.getMessage()).contains("not supported"), "the kernel has no macvlan");
			throw ex;
		}
		assertThat(this.api.at("/networks/{}", this.mine.name(name)).query("fresh", true).get()).hasStatus(200);
		return this.mine.name(name);
	}

	private List<String[]> pools() {
		String first = this.mine.subnets().free();
		String second = this.mine.subnets().free();
		return List.of(new String[] { "subnet", first + ".0/24" },
				new String[] { "subnet", second + ".0/24", "ipRange", second + ".64/29", "gateway", second + ".66" },
				new String[] { "subnet", this.mine.subnets().free() + ".0/28" },
				new String[] { "subnet", this.mine.subnets().free() + ".0/29" });
	}

	private int allocate(String network, List<String> containers, Random random) {
		List<String> on = new ArrayList<>();
		List<String> off = new ArrayList<>(containers);
		int given = 0;
		while (given < 50) {
			String next = addresses(network).text("/pools/0/nextFree");
			if (next.isEmpty() || off.isEmpty() || (!on.isEmpty() && random.nextInt(3) == 0)) {
				String leaving = on.remove(random.nextInt(on.size()));
				this.engine.client().disconnectFromNetworkCmd().withNetworkId(network).withContainerId(leaving).exec();
				off.add(leaving);
				this.api.at("/networks").query("fresh", true).get();
			}
			else {
				String coming = off.remove(random.nextInt(off.size()));
				this.engine.client().connectToNetworkCmd().withNetworkId(network).withContainerId(coming).exec();
				assertThat(this.engine.ipv4Address(coming, network)).as("seed %d", SEED).isEqualTo(next);
				on.add(coming);
				given++;
				this.api.at("/networks").query("fresh", true).get();
			}
		}
		return given;
	}

	@Test
	void addressesWhenStoppedContainerAskedForTheNextOneSaysSo() {
		String network = this.mine.name("addresses");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network)
			.with("ipam", Body.of("pools",
					List.of(Body.of("subnet", prefix + ".0/24").with("reserved", Body.of("router", prefix + ".4"))))));
		String running = this.mine.name("running");
		String stopped = this.mine.name("stopped");
		this.api.run(this.mine.container(running, network));
		Body fixed = this.mine.container(stopped)
			.with("networks", List.of(Body.of("network", network).with("ipv4Address", prefix + ".3")));
		this.api.run(fixed);
		this.api.at("/containers/{}/stop", stopped).query("timeout", "1s").post();

		Answer answer = addresses(network);
		assertThat(answer).hasStatus(200)
			.has("/network/name", network)
			.has("/pools/0/subnet", prefix + ".0/24")
			.has("/pools/0/gateway", prefix + ".1")
			.has("/pools/0/gatewayAssumed", true)
			.has("/pools/0/size", 256)
			.has("/pools/0/used", 5)
			.has("/pools/0/free", 251)
			.has("/pools/0/nextFree", prefix + ".3")
			.has("/pools/0/nextFreeConflictsWith/name", stopped);
		assertThat(answer.texts("/addresses", "address")).containsExactly(prefix + ".1", prefix + ".2", prefix + ".3",
				prefix + ".4");
		assertThat(answer.texts("/addresses", "kind")).containsExactly("gateway", "container", "configured",
				"reserved");
		JsonNode holder = answer.at("/addresses/1/holder");
		assertThat(holder.path("name").asString()).isEqualTo(running);
		assertThat(holder.path("id").asString())
			.isEqualTo(this.engine.container(running).orElseThrow().at("/Id").asString());
		assertThat(answer).has("/addresses/3/holder/name", "router");
	}

	@Test
	void addressesWhenSubnetIsHugeAreExact() {
		String network = this.mine.name("huge");
		String ipv6 = this.mine.subnets().freeIpv6();
		JsonNode made = this.api.create(this.mine.network(network).pool("subnet", ipv6 + "::/64"));
		assertThat(made.at("/ipv6").asBoolean()).isTrue();
		Answer answer = addresses(network);
		JsonNode pool = answer.at("/pools")
			.valueStream()
			.filter((each) -> each.path("subnet").asString().startsWith(ipv6))
			.findFirst()
			.orElseThrow();
		assertThat(pool.path("size").toString()).isEqualTo("18446744073709551616");
		assertThat(pool.path("free").toString()).isEqualTo("18446744073709551614");
		assertThat(pool.path("nextFree").asString()).endsWith("::2");
	}

	@Test
	@RequiresApi("1.48")
	void addressesWhenTheEngineTakesNoGatewayCountNone() {
		String network = this.mine.name("isolated");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(network)
			.with("internal", true)
			.with("options", Map.of("com.docker.network.bridge.gateway_mode_ipv4", "isolated"))
			.pool("subnet", prefix + ".0/29"));
		assertThat(addresses(network)).has("/pools/0/nextFree", prefix + ".1").has("/pools/0/free", 6);
		String first = this.mine.name("isolated-first");
		this.api.run(this.mine.container(first, network));
		assertThat(this.engine.ipv4Address(first, network)).isEqualTo(prefix + ".1");
		assertThat(addresses(network).texts("/addresses", "kind")).containsExactly("container");
	}

	@Test
	void addressesWhenOfTwoIpv6AddressesNoneIsLeftSaySo() {
		String network = this.mine.name("pair");
		String prefix = this.mine.subnets().freeIpv6();
		this.api.create(this.mine.network(network).pool("subnet", prefix + "::/127"));
		JsonNode pool = addresses(network).at("/pools")
			.valueStream()
			.filter((each) -> each.path("subnet").asString().startsWith(prefix))
			.findFirst()
			.orElseThrow();
		assertThat(pool.path("free").asInt()).isZero();
		assertThat(pool.path("gateway").asString()).isEqualTo(prefix + "::1");
	}

	@Test
	void addressesWhenNetworkHasNoneIsEmpty() {
		assertThat(addresses("host")).hasStatus(200);
		assertThat(addresses("host").at("/pools")).isEmpty();
		assertThat(addresses(this.mine.name("missing"))).isProblem(404, "network-not-found");
	}

}
