package io.moorage.port;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has which port of the host: told while it is published, and no longer.
 */
@EndToEnd
class PortsTests {

	private final Api api;

	private final Workspace mine;

	PortsTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
	}

	private Answer ports(int port) {
		return this.api.at("/ports").query("port", port).get();
	}

	@Test
	void portsWhenPublishedNameTheContainerUntilItStops() {
		WebServer web = WebServer.onFreePort();
		String name = this.mine.name("web");
		this.api.run(this.mine.container(name, "bridge").port(80, web.port()));
		Answer ports = ports(web.port());
		assertThat(ports).hasStatus(200)
			.has("/items/0/hostPort", web.port())
			.has("/items/0/containerPort", 80)
			.has("/items/0/protocol", "tcp")
			.has("/items/0/source", "published")
			.has("/items/0/container/name", name);
		assertThat(ports.texts("/items", "hostIp")).contains("0.0.0.0").doesNotHaveDuplicates();
		assertThat(this.api.at("/ports").header("Accept", "text/plain").get().body()).contains(name);
		this.api.at("/containers/{}/stop", name).query("timeout", "1s").post();
		assertThat(ports(web.port())).hasStatus(200).has("/total", 0);
	}

	@Test
	void portsWhenThereIsNoSuchPortAreRefused() {
		assertThat(ports(70_000)).isProblem(400, "invalid-request").pointsAt("?port");
		assertThat(ports(0)).isProblem(400, "invalid-request").pointsAt("?port");
	}

}
