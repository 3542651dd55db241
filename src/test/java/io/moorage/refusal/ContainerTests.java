package io.moorage.refusal;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers that cannot be run, stopped or removed.
 */
@EndToEnd
class ContainerTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	ContainerTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void startWhenNetworkIsGoneTellsHowToMendIt() {
		String name = this.mine.name("forgetful");
		this.api.run(this.mine.container(name));
		String network = this.api.create(this.mine.network(this.mine.name("going"))).path("id").asString();
		this.api.connect(network, name);
		assertThat(this.api.at("/containers/{}/stop", name).post()).hasStatus(200);
		this.engine.client().removeNetworkCmd(network).exec();

		assertThat(this.api.at("/containers/{}/start", name).post()).isProblem(409, "network-gone");
		assertThat(this.api.at("/networks/{}/containers/{}", network, name).delete()).isProblem(404,
				"network-not-found");
		assertThat(this.api.at("/networks/{}/containers/{}", network, name).query("force", true).delete())
			.hasStatus(204);
		assertThat(this.api.at("/containers/{}/start", name).post()).hasStatus(200);
	}

	@Test
	void startWhenContainerIsPausedIsRefused() {
		String name = this.mine.name("paused");
		String id = this.api.run(this.mine.container(name)).path("id").asString();
		this.engine.client().pauseContainerCmd(id).exec();
		assertThat(this.api.at("/containers/{}/start", name).post()).isProblem(409, "engine-refused");
		this.engine.client().unpauseContainerCmd(id).exec();
		assertThat(this.api.at("/containers/{}/start", name).post()).has("/outcome", "unchanged");
	}

	@Test
	void listWhenEngineStoredNonsenseForOneListsAllTheSame() {
		String odd = this.mine.name("odd");
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			create.withName(odd)
				.withLabels(this.mine.labels())
				.withHostConfig(
						HostConfig.newHostConfig()
							.withPortBindings(new PortBinding(Ports.Binding.bindIpAndPort("localhost", 8088),
									ExposedPort.tcp(80))))
				.exec();
		}
		catch (DockerException ex) {
			Assumptions.abort("this engine checks what it stores: " + ex.getMessage());
		}
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
		assertThat(this.api.at("/containers").query("name", odd).get()).hasStatus(200).has("/items/0/name", odd);
	}

	@Test
	void runWhenNetworkWouldIgnoreWhatIsAskedIsRefused() {
		for (String network : List.of("host", "none")) {
			Body endpoint = Body.of("network", network).with("driverOptions", Map.of("a", "b"));
			assertThat(run((body) -> body.with("networks", List.of(endpoint)))).isProblem(409, "network-mode-conflict");
		}
	}

	@Test
	void runWhenBodyAndStateAreWrongTellsOfTheBody() {
		String taken = this.mine.name("namesake");
		String network = this.mine.name("ordered");
		String subnet = this.mine.subnets().free() + ".0/24";
		this.api.create(this.mine.network(network).pool("subnet", subnet));
		this.api.run(this.mine.container(taken));
		Body endpoint = Body.of("network", network).with("ipv4Address", "1.2.3.4");
		assertThat(run((body) -> body.with("name", taken).with("networks", List.of(endpoint)))).isProblem(400,
				"address-outside-subnet");
	}

	@Test
	void stopWhenContainerHasLongGraceWaitsForIt() {
		String name = this.mine.name("patient");
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			create.withName(name)
				.withLabels(this.mine.labels())
				.withStopTimeout(1)
				.withCmd("sh", "-c", "trap '' TERM; while :; do sleep 1; done")
				.exec();
		}
		assertThat(this.api.at("/containers/{}/start", name).post()).hasStatus(200);
		assertThat(this.api.at("/containers/{}/stop", name).post()).hasStatus(200).has("/exitCode", 137);
	}

	@Test
	void runWhenPortIsAnotherContainersNamesItAndLeavesNothing() {
		int port = WebServer.onFreePort().port();
		String first = this.mine.name("first");
		String id = this.api.run(this.mine.container(first).port(80, port)).path("id").asString();
		assertThat(this.api.container(first).at("/ports/0/hostPort").asInt()).isEqualTo(port);

		Answer refused = run((body) -> body.port(8080, port));
		assertThat(refused).isProblem(409, "port-in-use").has("/container/name", first).has("/container/id", id);
	}

	@Test
	void runWhenPortIsNamedTwiceIsRefused() {
		int port = WebServer.onFreePort().port();
		assertThat(run((body) -> body.with("ports",
				List.of(Map.of("containerPort", 80, "hostPort", port), Map.of("containerPort", 81, "hostPort", port)))))
			.isProblem(400, "invalid-request")
			.pointsAt("/ports/1/hostPort");
	}

	@Test
	void runWhenPortIsAnotherProgramsLeavesNothing() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			assertThat(run((body) -> body.port(80, socket.getLocalPort()))).isProblem(409, "port-in-use");
		}
	}

	@Test
	void startWhenPortWasTakenMeanwhileIsRefused() {
		int port = WebServer.onFreePort().port();
		String early = this.mine.name("early");
		this.api.run(this.mine.container(early).port(80, port));
		assertThat(this.api.at("/containers/{}/stop", early).post()).hasStatus(200).has("/state", "exited");
		this.api.run(this.mine.container(this.mine.name("taker")).port(80, port));
		assertThat(this.api.at("/containers/{}/start", early).post()).isProblem(409, "port-in-use");
		assertThat(this.api.container(early).path("state").asString()).isNotEqualTo("running");
	}

	@ParameterizedTest
	@CsvSource({ "containerPort, 0", "containerPort, 65536", "hostPort, 70000", "hostPort, -1" })
	void runWhenPortIsNoPortIsRefused(String field, int value) {
		Map<String, Object> port = field.equals("containerPort") ? Map.of(field, value)
				: Map.of("containerPort", 80, field, value);
		assertThat(run((body) -> body.with("ports", List.of(port)))).isProblem(400, "invalid-request")
			.pointsAt("/ports/0/" + field);
	}

	@Test
	void runWhenProtocolOrAddressOfPortIsUnknownIsRefused() {
		Map<String, Object> port = Map.of("containerPort", 80, "protocol", "carrier-pigeon", "hostIp", "here");
		assertThat(run((body) -> body.with("ports", List.of(port)))).isProblem(400, "invalid-request")
			.pointsAt("/ports/0/protocol", "/ports/0/hostIp");
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "-x", "a b", "a/b", "a?b", "é", "../x", "_" })
	void runWhenNameCannotBeUsedIsRefused(String name) {
		assertThat(run((body) -> body.with("name", name))).isProblem(400, "invalid-request").pointsAt("/name");
	}

	@Test
	void runWhenNameIsTakenIsRefused() {
		String name = this.mine.name("taken");
		String id = this.api.run(this.mine.container(name)).path("id").asString();
		Answer refused = run((body) -> body.with("name", name));
		assertThat(refused).isProblem(409, "container-exists");
		assertThat(refused.body()).contains(id);
	}

	@Test
	void runWhenImageIsMissingIsRefused() {
		assertThat(run((body) -> body.with("image", "nobody/has-this:1").with("pull", "never"))).isProblem(404,
				"image-not-found");
		Body unnamed = this.mine.container(this.mine.name("imageless"));
		unnamed.remove("image");
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers").post(unnamed)))
			.isProblem(400, "invalid-request")
			.pointsAt("/image");
	}

	@Test
	void runWhenImageIsNoReferenceIsRefused() {
		assertThat(run((body) -> body.with("image", "Not A Reference"))).isProblem(400, "invalid-request")
			.pointsAt("/image");
	}

	@Test
	void runWhenNetworkIsUnknownLeavesNothing() {
		assertThat(run((body) -> body.networks("nowhere-" + this.mine.id()))).isProblem(404, "network-not-found");
	}

	@Test
	void runWhenNetworksExcludeEachOtherLeavesNothing() {
		assertThat(run((body) -> body.networks("host", "bridge"))).isProblem(409, "network-mode-conflict");
		assertThat(run((body) -> body.networks("bridge", "none"))).isProblem(409, "network-mode-conflict");
	}

	@Test
	void runWhenCommandCannotBeStartedLeavesNothing() {
		Answer refused = run((body) -> body.with("command", List.of("/no/such/program")));
		assertThat(refused).isProblem(409, "engine-refused").tells("/engineMessage");
	}

	@Test
	void runWhenOnTwoNetworksIsOnBoth() {
		String one = this.mine.name("one");
		String two = this.mine.name("two");
		this.api.create(this.mine.network(one));
		this.api.create(this.mine.network(two));
		String name = this.mine.name("both");
		this.api.run(this.mine.container(name, one, two));
		assertThat(this.api.container(name).path("networks").valueStream())
			.extracting((endpoint) -> endpoint.at("/network/name").asString())
			.containsExactlyInAnyOrder(one, two);
	}

	@Test
	void removeWhenRunningIsRefusedUnlessForced() {
		String name = this.mine.name("busy");
		this.api.run(this.mine.container(name));
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers/{}", name).delete())).isProblem(409,
				"container-running");
		assertThat(this.api.at("/containers/{}", name).query("force", true).delete()).hasStatus(204);
		assertThat(this.api.at("/containers/{}", name).get()).isProblem(404, "container-not-found");
	}

	@Test
	void stopAndStartWhenDoneAlreadyChangeNothing() {
		String name = this.mine.name("calm");
		this.api.run(this.mine.container(name));
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers/{}/start", name).post())).hasStatus(200)
			.has("/state", "running");
		assertThat(this.api.at("/containers/{}/stop", name).query("timeout", "5s").post()).hasStatus(200)
			.has("/state", "exited");
		assertThat(this.mine.unchangedBy(() -> this.api.at("/containers/{}/stop", name).post())).hasStatus(200)
			.has("/state", "exited");
		assertThat(this.api.at("/containers/{}/stop", name).query("timeout", "soon").post()).isProblem(400,
				"invalid-request");
		assertThat(this.api.at("/containers/{}", name).delete()).hasStatus(204);
	}

	private Answer run(UnaryOperator<Body> settings) {
		Body body = settings.apply(this.mine.container(this.mine.name("refused")));
		return this.mine.unchangedBy(() -> this.api.at("/containers").post(body));
	}

	@Test
	void runWhenLabelIsThatOfHelpersIsRefused() {
		assertThat(run((body) -> body.with("labels", Map.of("io.moorage.probe", "x"))))
			.isProblem(400, "invalid-request")
			.pointsAt("/labels");
	}

	@Test
	void containerOfAStrangerWithTheLabelOfHelpersIsShown() {
		String name = this.mine.name("labelled");
		Map<String, String> labels = new LinkedHashMap<>(this.mine.labels());
		labels.put("io.moorage.probe", "x");
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			create.withName(name).withLabels(labels).withCmd(Engine.WAIT).exec();
		}
		assertThat(this.api.at("/containers").query("name", name).query("fresh", true).get()).hasStatus(200)
			.has("/total", 1);
		this.engine.client().removeContainerCmd(name).exec();
	}

}
