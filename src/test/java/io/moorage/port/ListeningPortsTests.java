package io.moorage.port;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What containers on the host's network really listen on, whoever their processes belong
 * to.
 */
@EndToEnd
class ListeningPortsTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	ListeningPortsTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	private String listen(String name, HostConfig host, String user, String command) {
		String full = this.mine.name(name);
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			create.withName(full)
				.withLabels(this.mine.labels())
				.withUser(user)
				.withCmd("sh", "-c", command)
				.withHostConfig(host.withNetworkMode("host"))
				.exec();
		}
		this.engine.client().startContainerCmd(full).exec();
		return full;
	}

	private Answer ports(int... ports) {
		var call = this.api.at("/ports").query("listening", true);
		for (int port : ports) {
			call.query("port", port);
		}
		return call.get();
	}

	@Test
	void portsWhenListenedOnNameTheContainerWhosePortsTheyAre() {
		int root = WebServer.onFreePort().port();
		int nobody = WebServer.onFreePort().port();
		int unseen = WebServer.onFreePort().port();
		HostConfig plain = HostConfig.newHostConfig();
		String one = listen("root", plain, "0", "httpd -f -p 127.0.0.1:" + root);
		String other = listen("nobody", HostConfig.newHostConfig(), "65534", "httpd -f -p 0.0.0.0:" + nobody);
		listen("pid", HostConfig.newHostConfig().withPidMode("host"), "0", "httpd -f -p 127.0.0.1:" + unseen);
		await(root, nobody, unseen);
		Answer ports = ports(root, nobody, unseen);
		assertThat(ports).hasStatus(200).has("/total", 2);
		assertThat(ports.at("/items").valueStream().map(ListeningPortsTests::line))
			.containsExactlyInAnyOrder(root + " 127.0.0.1 " + one, nobody + " 0.0.0.0 " + other);
		assertThat(ports.texts("/items", "source")).containsOnly("listening");
		assertThat(ports.texts("/items", "protocol")).containsOnly("tcp");
		assertThat(this.api.at("/ports").query("port", root).get()).has("/total", 0);
		Stream.of(one, other).forEach((each) -> this.api.at("/containers/{}", each).query("force", true).delete());
		assertThat(ports(root, nobody)).has("/total", 0);
	}

	private static String line(JsonNode port) {
		return port.path("hostPort").asString() + " " + port.path("hostIp").asString() + " "
				+ port.at("/container/name").asString();
	}

	// The image has no server for UDP, but a client that waits for an answer is bound
	// too.
	@Test
	void portsWhenBoundByUdpNameTheContainer() {
		String name = listen("udp", HostConfig.newHostConfig(), "0",
				"while true; do tftp -g -r none -l none 127.0.0.1 9; done");
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.api.at("/ports").query("listening", true).get().at("/items").valueStream())
						.anyMatch((port) -> port.at("/container/name").asString().equals(name)
								&& port.path("protocol").asString().equals("udp")
								&& port.path("hostIp").asString().equals("0.0.0.0")));
		this.api.at("/containers/{}", name).query("force", true).delete();
	}

	/** Another container sees the host's sockets, and cannot tell whose they are. */
	private void await(int... ports) {
		Set<String> wanted = Arrays.stream(ports)
			.mapToObj((port) -> ":%04X ".formatted(port))
			.collect(Collectors.toSet());
		String look = this.mine.name("look");
		this.api.run(this.mine.container(look, "host"));
		Awaitility.await()
			.untilAsserted(
					() -> assertThat(this.engine.execute(look, "cat", "/proc/net/tcp", "/proc/net/tcp6").output())
						.contains(wanted));
		this.api.at("/containers/{}", look).query("force", true).delete();
	}

	@Test
	void containerWhenAListenerHasItsPortIsToldWho() {
		int port = WebServer.onFreePort().port();
		String listener = listen("listener", HostConfig.newHostConfig(), "0", "httpd -f -p " + port);
		await(port);
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/containers")
			.post(this.mine.container(this.mine.name("late"), "bridge").port(80, port)));
		assertThat(refused).isProblem(409, "port-in-use").has("/container/name", listener).tells("/engineMessage");
		assertThat(refused.text("/detail")).contains("listens on port " + port + "/tcp");
		this.api.at("/containers/{}", listener).query("force", true).delete();
	}

	@Test
	void containerWhenStartedAfterAListenerIsToldWho() {
		int port = WebServer.onFreePort().port();
		String late = this.mine.name("stopped");
		this.api.run(this.mine.container(late, "bridge").port(80, port));
		assertThat(this.api.at("/containers/{}/stop", late).post()).hasStatus(200);
		String listener = listen("first", HostConfig.newHostConfig(), "0", "httpd -f -p 0.0.0.0:" + port);
		await(port);
		assertThat(this.api.at("/containers/{}/start", late).post()).isProblem(409, "port-in-use")
			.has("/container/name", listener);
		this.api.at("/containers/{}", listener).query("force", true).delete();
		assertThat(this.api.at("/containers/{}/start", late).post()).hasStatus(200);
	}

	@Test
	void tableWhenReadTellsWhatIsOpenInEachFamily() {
		String output = """
				net/tcp:   0: 0100007F:4A35 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100
				net/tcp:   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1 0 100
				net/tcp6:   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 13 1 0
				net/tcp6:   1: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 14 1 0
				net/tcp6:   2: B80D0120000000000000000001000000:0052 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 15 1 0
				net/udp:  99: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 16 2 0 0
				socket:[11]
				socket:[13]
				socket:[14]
				socket:[15]
				socket:[16]
				""";
		assertThat(Listeners.read(new ContainerRef(new ContainerId("a".repeat(64)), "x"), output)
			.stream()
			.map((port) -> port.protocol() + " " + port.hostIp() + " " + port.hostPort())).containsExactly(
					"tcp 127.0.0.1 18997", "tcp :: 80", "tcp 127.0.0.1 81", "tcp 2001:db8::1 82", "udp 0.0.0.0 53");
	}

	@Test
	void portsWhenWaitedForAreAnsweredInTime() throws Exception {
		listen("waited", HostConfig.newHostConfig(), "0", "sleep 600");
		Answer first = ports(9);
		assertThat(first).hasStatus(200);
		Answer again = CompletableFuture
			.supplyAsync(() -> this.api.at("/ports")
				.query("listening", true)
				.query("port", 9)
				.header("If-None-Match", first.header("ETag"))
				.header("Prefer", "wait=3")
				.get())
			.get(60, TimeUnit.SECONDS);
		assertThat(again).hasStatus(304);
	}

	@Test
	void portWhenItIsNoNumberIsToldWhatItMustBe() {
		Answer refused = this.api.at("/ports").query("port", "abc").get();
		assertThat(refused).isProblem(400, "invalid-request").pointsAt("?port");
		assertThat(refused.body()).contains("1 to 65535");
	}

}
