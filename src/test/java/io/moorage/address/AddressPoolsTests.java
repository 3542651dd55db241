package io.moorage.address;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.topology.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where subnets come from, which are free, and networks that take one.
 */
@EndToEnd
class AddressPoolsTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	AddressPoolsTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private static Body ipam(Object pool) {
		return Body.of("pools", List.of(pool));
	}

	@Test
	void poolsAreTheEnginesWithWhatNetworksTake() {
		String network = this.mine.name("pools");
		String subnet = this.api.create(this.mine.network(network)).at("/ipam/pools/0/subnet").asString();
		Answer pools = this.api.at("/address-pools").get();
		assertThat(pools).hasStatus(200);
		if (!this.engine.info().at("/DefaultAddressPools").isEmpty()) {
			assertThat(pools).has("/told", true)
				.has("/items/0/base", this.engine.info().at("/DefaultAddressPools/0/Base").asString());
		}
		assertThat(pools.at("/items").valueStream().flatMap((pool) -> pool.path("taken").valueStream()))
			.filteredOn((taken) -> taken.at("/network/name").asString().equals(network))
			.singleElement()
			.satisfies((taken) -> assertThat(taken.path("subnet").asString()).isEqualTo(subnet));
	}

	@Test
	void freeSubnetsOverlapNothingAndAreAccepted() {
		String within = this.mine.subnets().free() + ".0/24";
		this.api
			.create(this.mine.network(this.mine.name("in-the-way")).pool("subnet", within.replace(".0/24", ".32/28")));
		Answer free = this.api.at("/address-pools/free")
			.query("prefixLength", 28)
			.query("count", 100)
			.query("within", within)
			.get();
		assertThat(free).hasStatus(200).has("/total", 15);
		for (int i = 0; i < 15; i += 3) {
			Answer made = this.api.at("/networks")
				.post(this.mine.network(this.mine.name("suggested" + i))
					.pool("subnet", free.text("/items/" + i + "/subnet"), "gateway",
							free.text("/items/" + i + "/gateway")));
			assertThat(made).hasStatus(201);
		}
		assertThat(this.api.at("/address-pools/free")
			.query("prefixLength", 28)
			.query("count", 100)
			.query("within", within)
			.get()).has("/total", 10);
	}

	@ParameterizedTest
	@CsvSource({ "30,", "29,", "64,fd00::/8", "126,fd33:1::/64" })
	void everySizeOfSuggestionIsAccepted(int prefixLength, String within) {
		var call = this.api.at("/address-pools/free").query("prefixLength", prefixLength);
		Body pool = Body.of("prefixLength", prefixLength);
		if (within != null) {
			call.query("within", within);
			pool.with("within", within);
		}
		assertThat(call.get()).hasStatus(200).has("/total", 1);
		Answer made = this.api.at("/networks")
			.post(this.mine.network(this.mine.name("size" + prefixLength)).with("ipam", ipam(pool)));
		assertThat(made).hasStatus(201);
		assertThat(made.at("/ipam/pools").valueStream().map((each) -> each.path("subnet").asString()))
			.anyMatch((subnet) -> subnet.endsWith("/" + prefixLength));
	}

	@Test
	void createWhenSeveralAskAtOnceGivesEachAnotherSubnet() throws Exception {
		String within = this.mine.subnets().free() + ".0/24";
		Body pool = Body.of("prefixLength", 26).with("within", within);
		try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, 6)
				.mapToObj((i) -> threads.submit(() -> this.api.at("/networks")
					.post(this.mine.network(this.mine.name("at-once" + i)).with("ipam", ipam(pool)))))
				.toList();
			List<String> subnets = new java.util.ArrayList<>();
			int refused = 0;
			for (Future<Answer> each : answers) {
				Answer answer = each.get();
				if (answer.status() == 201) {
					subnets.add(answer.text("/ipam/pools/0/subnet"));
				}
				else {
					assertThat(answer).isProblem(409, "address-pools-exhausted");
					refused++;
				}
			}
			assertThat(refused).isEqualTo(2);
			assertThat(subnets).doesNotHaveDuplicates()
				.hasSize(4)
				.allMatch((subnet) -> Subnet.parse(within).contains(Subnet.parse(subnet)));
		}
	}

	@Test
	void putWhenOnlyTheSizeIsSaidKeepsTheSubnet() {
		String name = this.mine.name("put-size");
		String within = this.mine.subnets().free() + ".0/24";
		Body wish = this.mine.network(name).with("ipam", ipam(Body.of("prefixLength", 27).with("within", within)));
		wish.remove("name");
		Answer made = this.api.at("/networks/{}", name).put(wish);
		assertThat(made).hasStatus(201).has("/ipam/pools/0/subnet", within.replace(".0/24", ".0/27"));
		assertThat(this.api.at("/networks/{}", name).put(wish)).hasStatus(200).has("/outcome", "unchanged");
		wish.with("ipam", ipam(Body.of("prefixLength", 28).with("within", within)));
		assertThat(this.api.at("/networks/{}", name).put(wish)).isProblem(409, "network-drift")
			.has("/diff/0/path", "/ipam/pools/0/subnet");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "prefixLength,33,-,?prefixLength|/ipam/pools/0/prefixLength",
			"prefixLength,0,-,?prefixLength|/ipam/pools/0/prefixLength",
			"prefixLength,31,10.0.0.0/8,?prefixLength|/ipam/pools/0/prefixLength",
			"prefixLength,16,10.1.2.0/24,?prefixLength|/ipam/pools/0/prefixLength",
			"within,24,127.0.0.0/8,?within|/ipam/pools/0/within", "within,64,fe80::/16,?within|/ipam/pools/0/within",
			"within,26,::ffff:10.1.2.0/24,?within|/ipam/pools/0/within",
			"within,24,10.1.2.0,?within|/ipam/pools/0/within", "within,24,10.1.2.3/24,?within|/ipam/pools/0/within" })
	void freeAndCreateWhenAskedForNonsenseSayWhatWouldBeRight(String what, int prefixLength, String within,
			String pointers) {
		var call = this.api.at("/address-pools/free").query("prefixLength", prefixLength);
		Body pool = Body.of("prefixLength", prefixLength);
		if (within != null) {
			call.query("within", within);
			pool.with("within", within);
		}
		assertThat(call.get()).isProblem(400, "invalid-request").pointsAt(pointers.split("\\|")[0]);
		assertThat(this.api.at("/networks").post(this.mine.network(this.mine.name(what)).with("ipam", ipam(pool))))
			.isProblem(400, "invalid-request")
			.pointsAt(pointers.split("\\|")[1]);
	}

	@Test
	void createWhenSubnetAndSizeAreBothGivenIsRefused() {
		assertThat(this.api.at("/networks")
			.post(this.mine.network(this.mine.name("both"))
				.with("ipam", ipam(Body.of("subnet", "10.9.9.0/24").with("prefixLength", 24)))))
			.isProblem(400, "invalid-request")
			.pointsAt("/ipam/pools/0/prefixLength");
		assertThat(this.api.at("/networks")
			.post(this.mine.network(this.mine.name("gateway"))
				.with("ipam", ipam(Body.of("gateway", "10.9.9.1").with("prefixLength", 24)))))
			.isProblem(400, "invalid-request")
			.pointsAt("/ipam/pools/0/gateway");
	}

	@Test
	void freeWithinUniqueLocalAddressesIsOfASiteChosenByChance() {
		Answer free = this.api.at("/address-pools/free").query("within", "fd00::/8").query("count", 3).get();
		assertThat(free).hasStatus(200).has("/total", 3);
		List<String> sites = free.texts("/items", "subnet")
			.stream()
			.map((subnet) -> Subnet.of(Subnet.parse(subnet).network(), 48).toString())
			.distinct()
			.toList();
		assertThat(sites).hasSize(1).doesNotContain("fd00::/48");
	}

}
