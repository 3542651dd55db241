package io.moorage.refusal;

import java.util.List;
import java.util.function.UnaryOperator;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that cannot be made.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class ConnectTests {

	private final Api api;

	private final Workspace mine;

	private final String prefix;

	private final String chosen;

	private final String automatic;

	private final String member;

	private final String stranger;

	private final String stopped;

	ConnectTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.prefix = mine.subnets().free();
		this.chosen = mine.name("chosen");
		this.automatic = mine.name("automatic");
		this.member = mine.name("member");
		this.stranger = mine.name("stranger");
		this.stopped = mine.name("stopped");
	}

	@BeforeAll
	void prepare() {
		this.api.create(this.mine.network(this.chosen).pool("subnet", this.prefix + ".0/24"));
		this.api.create(this.mine.network(this.automatic));
		this.api.run(this.mine.container(this.member, this.chosen));
		this.api.run(this.mine.container(this.stranger, this.automatic));
		this.api.run(this.mine.container(this.stopped, this.automatic));
		assertThat(this.api.at("/containers/{}/stop", this.stopped).post()).hasStatus(200);
	}

	@Test
	void connectWhenConnectedAlreadyIsRefused() {
		assertThat(connect(this.chosen, this.member)).isProblem(409, "already-connected");
		assertThat(connect(this.automatic, this.stopped)).isProblem(409, "already-connected");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "none" })
	void connectWhenNetworkIsHostOrNoneIsRefused(String network) {
		assertThat(connect(network, this.stranger)).isProblem(409, "network-mode-conflict");
		assertThat(connect(network, this.stopped)).isProblem(409, "network-mode-conflict");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "none" })
	void connectWhenContainerIsOnHostOrNoneIsRefused(String network) {
		String alone = this.mine.name("on" + network);
		this.api.run(this.mine.container(alone, network));
		assertThat(connect(this.chosen, alone)).isProblem(409, "network-mode-conflict");
		assertThat(connect(network, alone).status()).isEqualTo(409);
		assertThat(this.api.at("/containers/{}/stop", alone).post()).hasStatus(200);
		assertThat(connect(this.chosen, alone)).isProblem(409, "network-mode-conflict");
	}

	@Test
	void connectWhenNetworkOrContainerIsUnknownIsRefused() {
		assertThat(connect(this.chosen, "nobody-" + this.mine.id())).isProblem(404, "container-not-found");
		assertThat(connect("nowhere-" + this.mine.id(), this.stranger)).isProblem(404, "network-not-found");
		assertThat(connect("nowhere-" + this.mine.id(), this.stopped)).isProblem(404, "network-not-found");
	}

	@Test
	void connectWhenContainerIsMissingIsRefused() {
		assertThat(this.api.at("/networks/{}/containers", this.chosen).post(new Body()))
			.isProblem(400, "invalid-request")
			.pointsAt("/container");
	}

	@Test
	void connectWhenAddressIsOutsideSubnetNamesTheSubnets() {
		for (String container : List.of(this.stranger, this.stopped)) {
			Answer refused = connect(this.chosen, container, (body) -> body.with("ipv4Address", "10.1.1.1"));
			assertThat(refused).isProblem(400, "address-outside-subnet");
			assertThat(refused.at("/subnets").toString()).contains(this.prefix + ".0/24");
		}
		assertThat(connect(this.chosen, this.stranger, (body) -> body.with("ipv6Address", "fd6d::1"))).isProblem(400,
				"address-outside-subnet");
	}

	@ParameterizedTest
	@CsvSource({ "ipv4Address, 10.1.1", "ipv4Address, fd6d::1", "ipv4Address, 10.1.1.1/24", "ipv4Address, localhost",
			"ipv6Address, 10.1.1.1", "ipv6Address, fd6d::zz" })
	void connectWhenAddressCannotBeReadIsRefused(String field, String value) {
		assertThat(connect(this.chosen, this.stranger, (body) -> body.with(field, value)))
			.isProblem(400, "invalid-request")
			.pointsAt("/" + field);
	}

	@Test
	void connectWhenSeveralThingsAreWrongTellsAll() {
		assertThat(connect(this.chosen, this.stranger,
				(body) -> body.with("ipv4Address", "10.1.1")
					.with("ipv6Address", "zz")
					.with("linkLocalAddresses", List.of("169.254.1.1", "here"))))
			.isProblem(400, "invalid-request")
			.pointsAt("/ipv4Address", "/ipv6Address", "/linkLocalAddresses/1");
	}

	@Test
	void connectWhenLinkLocalAddressIsGivenTwiceIsRefused() {
		assertThat(connect(this.chosen, this.stranger,
				(body) -> body.with("linkLocalAddresses", List.of("fe80::7", "169.254.1.1", "fe80:0::7"))))
			.isProblem(400, "invalid-request")
			.pointsAt("/linkLocalAddresses/2");
	}

	@Test
	void connectWhenAddressIsTheGatewaysNamesIt() {
		Answer refused = connect(this.chosen, this.stranger, (body) -> body.with("ipv4Address", this.prefix + ".1"));
		assertThat(refused).isProblem(409, "address-in-use").has("/holder/kind", "gateway");
	}

	@Test
	void connectWhenAddressIsTheNetworksOwnIsRefused() {
		Answer refused = connect(this.chosen, this.stranger, (body) -> body.with("ipv4Address", this.prefix + ".0"));
		assertThat(refused).isProblem(409, "address-in-use").has("/holder/kind", "network");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void connectWhenDefaultBridgeOffersNoChoiceIsRefused(boolean running) {
		String container = running ? this.stranger : this.stopped;
		assertThat(connect("bridge", container, (body) -> body.with("ipv4Address", "172.17.0.77"))).isProblem(409,
				"address-not-choosable");
		assertThat(connect("bridge", container, (body) -> body.with("aliases", List.of("me")))).isProblem(409,
				"aliases-not-supported");
	}

	@Test
	@RequiresApi(before = "1.52")
	void connectWhenEngineChoseSubnetOffersNoAddress() {
		String subnet = this.api.network(this.automatic).at("/ipam/pools/0/subnet").asString();
		String address = subnet.substring(0, subnet.lastIndexOf('.')) + ".77";
		assertThat(connect(this.automatic, this.member, (body) -> body.with("ipv4Address", address))).isProblem(409,
				"address-not-choosable");
	}

	@Test
	@RequiresApi(before = "1.54")
	void connectWhenEngineWouldDropMacAddressIsRefused() {
		assertThat(connect(this.chosen, this.stranger, (body) -> body.with("macAddress", "02:42:ac:11:00:99")))
			.isProblem(422, "not-supported-by-engine")
			.tells("/requires");
	}

	@Test
	@RequiresApi(before = "1.48")
	void connectWhenEngineWouldIgnoreGatewayPriorityIsRefused() {
		assertThat(connect(this.chosen, this.stranger, (body) -> body.with("gatewayPriority", 5)))
			.isProblem(422, "not-supported-by-engine")
			.tells("/requires");
	}

	@Test
	void disconnectWhenStrangerIsRefused() {
		assertThat(disconnect(this.chosen, this.stranger)).isProblem(404, "not-connected");
		assertThat(disconnect(this.chosen, this.stopped)).isProblem(404, "not-connected");
		assertThat(disconnect("host", this.stranger)).isProblem(404, "not-connected");
		assertThat(disconnect(this.chosen, "nobody-" + this.mine.id())).isProblem(404, "container-not-found");
		assertThat(disconnect("nowhere-" + this.mine.id(), this.stranger)).isProblem(404, "network-not-found");
	}

	@Test
	void memberWhenStrangerIsNotFound() {
		assertThat(this.api.at("/networks/{}/containers/{}", this.chosen, this.stranger).get()).isProblem(404,
				"not-connected");
	}

	private Answer connect(String network, String container) {
		return connect(network, container, UnaryOperator.identity());
	}

	private Answer connect(String network, String container, UnaryOperator<Body> settings) {
		Body body = settings.apply(Body.of("container", container));
		return this.mine.unchangedBy(() -> this.api.at("/networks/{}/containers", network).post(body));
	}

	private Answer disconnect(String network, String container) {
		return this.mine.unchangedBy(() -> this.api.at("/networks/{}/containers/{}", network, container).delete());
	}

}
