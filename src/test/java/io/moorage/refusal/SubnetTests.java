package io.moorage.refusal;

import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Subnets that cannot be used.
 */
@EndToEnd
class SubnetTests {

	private static final String SUBNET = "/ipam/pools/0/subnet";

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	SubnetTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "10.193.1", "10.193.1.0", "10.193.1.0/", "10.193.1.0/33", "10.193.1.0/-1",
			"10.193.1.0/24/24", "10.193.256.0/24", "010.193.1.0/24", "10.193.1.0/255.255.255.0", "localhost/24",
			"fd6d::zz/64", "fd6d::1:2", "fd6d::/129", "fd6d::1/128", "[fd6d::]/64", "fe80::%eth0/64" })
	void createWhenSubnetIsNoCidrIsRefused(String subnet) {
		assertThat(create(network().pool("subnet", subnet))).isProblem(400, "invalid-request").pointsAt(SUBNET);
	}

	@ParameterizedTest
	@CsvSource({ "10.193.1.7/24, 10.193.1.0/24", "10.193.1.1/31, 10.193.1.0/31", "fd6d:1::7/64, fd6d:1::/64" })
	void createWhenSubnetHasHostBitsSaysWhatItShouldBe(String subnet, String better) {
		Answer refused = create(network().pool("subnet", subnet));
		assertThat(refused).isProblem(400, "invalid-request").pointsAt(SUBNET);
		assertThat(refused.text("/errors/0/detail")).contains(better);
	}

	@ParameterizedTest
	@CsvSource({ "10.193.1.0/24, gateway, 10.193.2.1", "10.193.1.0/24, gateway, nonsense",
			"10.193.1.0/24, gateway, fd6d::1", "10.193.1.0/24, ipRange, 10.193.2.0/25",
			"10.193.1.0/24, ipRange, 10.193.0.0/16", "10.193.1.0/24, ipRange, 10.193.1.0/32",
			"10.193.1.0/24, ipRange, 10.193.1.255/32", "10.193.1.0/24, ipRange, 10.193.1.3/25",
			"fd6d:1::/64, gateway, fd6d:2::1", "fd6d:1::/64, gateway, 10.193.1.1",
			"fd6d:1::/64, ipRange, fd6d:2::/80" })
	void createWhenPartOfPoolDoesNotFitSubnetIsRefused(String subnet, String field, String value) {
		assertThat(create(network().pool("subnet", subnet, field, value))).isProblem(400, "invalid-request")
			.pointsAt("/ipam/pools/0/" + field);
	}

	@Test
	void createWhenTheSubnetOfATemplateIsTakenIsRefused() {
		String taken = this.mine.subnets().free() + ".0/24";
		String template = this.mine.name("template");
		this.api.create(this.mine.network(template).with("configOnly", true).pool("subnet", taken));
		String first = this.mine.name("first-of-template");
		this.api.create(Body.of("name", first).with("configFrom", template));
		assertThat(create(Body.of("name", this.mine.name("second-of-template")).with("configFrom", template)))
			.isProblem(409, "subnet-overlap")
			.has("/networks/0/name", first)
			.tells("/suggestion/subnet");
	}

	@Test
	void createWhenIpv6RangeIsInTheMiddleWorks() {
		String prefix = this.mine.subnets().freeIpv6().replaceFirst(":[^:]+$", "");
		JsonNode made = this.api.create(this.mine.network(this.mine.name("middle"))
			.pool("subnet", prefix + "::/48", "ipRange", prefix + ":1::/64"));
		assertThat(made.at("/ipv6").asBoolean()).isTrue();
	}

	@Test
	void createWhenReservedAddressIsOutsideIsRefused() {
		Body body = network().with("ipam", Map.of("pools",
				new Object[] { Map.of("subnet", "10.193.1.0/24", "reserved", Map.of("the/printer", "10.193.2.9")) }));
		assertThat(create(body)).isProblem(400, "invalid-request").pointsAt("/ipam/pools/0/reserved/the~1printer");
	}

	@Test
	void createWhenBridgeHasTwoPoolsOfOneFamilyIsRefused() {
		Body body = network().pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().free() + ".0/24");
		Answer refused = create(body);
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.text("/errors/0/pointer")).startsWith("/ipam/pools");
	}

	@Test
	void createWhenIpv6PoolButIpv6IsOffIsRefused() {
		Body body = network().with("ipv6", false).pool("subnet", this.mine.subnets().freeIpv6() + "::/64");
		assertThat(create(body)).isProblem(400, "invalid-request");
	}

	@ParameterizedTest
	@CsvSource({ ".0/24, 24", ".128/25, 25", ".0/29, 29", ".8/31, 31" })
	void createWhenSubnetOverlapsNamesNetworkAndSuggestsOneThatWorks(String end, int prefixLength) {
		String prefix = this.mine.subnets().free();
		String first = this.mine.name("first" + prefixLength);
		JsonNode holder = this.api.create(this.mine.network(first).pool("subnet", prefix + ".0/24"));

		Answer refused = create(network().pool("subnet", prefix + end));
		assertThat(refused).isProblem(409, "subnet-overlap")
			.has("/networks/0/name", first)
			.has("/networks/0/id", holder.path("id").asString());
		assertThat(refused.at("/networks")).hasSize(1);
		assertThat(refused.text("/suggestion/subnet")).endsWith("/" + prefixLength);
		suggestionWorks(prefix + end);
	}

	@Test
	void createWhenSubnetHoldsTwoNetworksNamesBoth() {
		String lower = this.mine.subnets().free();
		String half = this.mine.name("half");
		String otherHalf = this.mine.name("otherhalf");
		this.api.create(this.mine.network(half).pool("subnet", lower + ".0/25"));
		this.api.create(this.mine.network(otherHalf).pool("subnet", lower + ".128/25"));
		Answer refused = create(network().pool("subnet", lower + ".0/24"));
		assertThat(refused).isProblem(409, "subnet-overlap");
		assertThat(refused.texts("/networks", "name")).containsExactlyInAnyOrder(half, otherHalf);
	}

	@Test
	void createWhenIpv6SubnetOverlapsNamesNetworkAndSuggestsOneThatWorks() {
		String subnet = this.mine.subnets().freeIpv6() + "::/64";
		String first = this.mine.name("first6");
		this.api.create(this.mine.network(first).pool("subnet", subnet));
		Answer refused = create(network().pool("subnet", subnet));
		assertThat(refused).isProblem(409, "subnet-overlap").has("/networks/0/name", first);
		suggestionWorks(subnet);
	}

	@ParameterizedTest
	@ValueSource(ints = { 40, 48, 56, 127 })
	void createWhenAnIpv6SubnetOfAnySizeOverlapsSuggestsOneThatWorks(int prefixLength) {
		String prefix = this.mine.subnets().freeIpv6();
		this.api.create(this.mine.network(this.mine.name("any6-" + prefixLength)).pool("subnet", prefix + "::/64"));
		String wanted = Subnet.of(IpAddress.parse(prefix + "::"), prefixLength).toString();
		Answer refused = create(network().pool("subnet", wanted));
		assertThat(refused).isProblem(409, "subnet-overlap");
		assertThat(refused.text("/suggestion/subnet")).startsWith("fd").endsWith("/" + prefixLength);
		suggestionWorks(wanted);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}/32", "10.0.0.0/8", "8.0.0.0/6" })
	void createWhenSubnetOfAnySizeOverlapsSuggestsOneOrSaysThatNoneIsThere(String wanted) {
		String prefix = this.mine.subnets().free();
		String size = wanted.substring(wanted.indexOf('/'));
		this.api
			.create(this.mine.network(this.mine.name("any4-" + size.substring(1))).pool("subnet", prefix + ".0/24"));
		Answer refused = create(network().pool("subnet", wanted.replace("{}", prefix + ".9")));
		assertThat(refused).isProblem(409, "subnet-overlap");
		if (size.equals("/32")) {
			assertThat(refused.text("/suggestion/subnet")).endsWith(size);
			assertThat(refused.text("/suggestion/gateway") + size).isEqualTo(refused.text("/suggestion/subnet"));
		}
		else {
			assertThat(refused.at("/suggestion").isMissingNode()).isTrue();
			assertThat(refused.text("/detail")).contains("No free " + size, "default pools");
		}
	}

	@Test
	void createWhenIpv6PoolFitsWorks() {
		String prefix = this.mine.subnets().freeIpv6();
		String name = this.mine.name("dual");
		JsonNode created = this.api
			.create(this.mine.network(name).pool("subnet", prefix + "::/64", "gateway", prefix + "::9"));
		assertThat(created.path("ipv6").asBoolean()).isTrue();
		JsonNode truth = this.engine.network(name).orElseThrow();
		assertThat(truth.path("EnableIPv6").asBoolean()).isTrue();
		assertThat(truth.at("/IPAM/Config").findValuesAsString("Gateway")).contains(prefix + "::9");
	}

	/** Somebody else may take what was suggested, so a newer suggestion is tried too. */
	private void suggestionWorks(String taken) {
		Answer created = null;
		for (int i = 0; i < 3 && (created == null || created.status() != 201); i++) {
			Answer refused = this.api.at("/networks").post(network().pool("subnet", taken));
			created = this.api.at("/networks")
				.post(this.mine.network(this.mine.name("suggested" + taken.hashCode()))
					.pool("subnet", refused.text("/suggestion/subnet"), "gateway",
							refused.text("/suggestion/gateway")));
		}
		assertThat(created).hasStatus(201);
	}

	private Body network() {
		return this.mine.network(this.mine.name("refused"));
	}

	private Answer create(Body body) {
		return this.mine.unchangedBy(() -> this.api.at("/networks").post(body));
	}

}
