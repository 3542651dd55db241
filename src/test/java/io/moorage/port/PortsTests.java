package io.moorage.port;

import java.util.ArrayList;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
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
	void portsWhenPagedAreAllThereOnce() {
		String name = this.mine.name("several");
		int one = WebServer.onFreePort().port();
		int other = WebServer.onFreePort().port();
		String second = this.mine.name("further");
		this.api.run(this.mine.container(name, "bridge").port(80, one));
		this.api.run(this.mine.container(second, "bridge").port(80, other));
		int all = this.api.container(name).path("ports").size() + this.api.container(second).path("ports").size();
		List<Integer> found = new ArrayList<>();
		String after = null;
		do {
			Call call = this.api.at("/ports").query("port", one).query("port", other).query("limit", 1);
			Answer page = ((after != null) ? call.query("after", after) : call).get();
			assertThat(page).hasStatus(200).has("/total", all);
			assertThat(page.at("/items")).hasSize(1);
			found.add(page.at("/items/0/hostPort").asInt());
			after = page.at("/next").isMissingNode() ? null : page.text("/next");
		}
		while (after != null);
		assertThat(found).hasSize(all).contains(one, other).isSorted();
		assertThat(this.api.at("/ports").query("limit", 0).get()).isProblem(400, "invalid-request").pointsAt("?limit");
		assertThat(this.api.at("/ports").query("port", "").get()).isProblem(400, "invalid-request");
	}

	@Test
	void portsWhenThereIsNoSuchPortAreRefused() {
		assertThat(ports(70_000)).isProblem(400, "invalid-request").pointsAt("?port");
		assertThat(ports(0)).isProblem(400, "invalid-request").pointsAt("?port");
	}

}
