package io.moorage.finding;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers that run without any network are found, and come back to theirs.
 */
@EndToEnd
class NoNetworkTests {

	private final Api api;

	private final Workspace mine;

	private final Stranger stranger;

	private final Findings findings;

	NoNetworkTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.stranger = new Stranger(engine, mine);
		this.findings = new Findings(api);
	}

	private void takeOff(String network, String container) {
		assertThat(this.api.at("/networks/{}/containers/{}", network, container).query("force", true).delete())
			.hasStatus(204);
	}

	@Test
	void containerWhenTakenOffItsOnlyNetworkIsConnectedAgain() {
		String network = this.mine.name("only");
		String container = this.mine.name("alone");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container, network));
		assertThat(this.findings.find("no-network", container)).isEmpty();
		takeOff(network, container);
		this.findings.assertMends("no-network", container);
		assertThat(this.api.at("/networks/{}/containers/{}", network, container).get()).hasStatus(200)
			.has("/active", true);
	}

	@Test
	void containerWhenItsNetworkIsFullIsFoundWithoutARequest() {
		String network = this.mine.name("full");
		String container = this.mine.name("late");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/30"));
		this.api.run(this.mine.container(container, network));
		takeOff(network, container);
		this.api.run(this.mine.container(this.mine.name("instead"), network));
		this.findings.assertLeavesAlone("no-network", container, "has no IPv4 address left");
	}

	@Test
	void containerWhenItWasOnTheDefaultBridgeAloneIsLeftInPeace() {
		String container = this.mine.name("offline");
		this.api.run(this.mine.container(container, "bridge"));
		takeOff("bridge", container);
		assertThat(this.findings.find("no-network", container)).isEmpty();
	}

	@Test
	@RequiresApi("1.44")
	void containerWhenItsNetworkIsGoneAsWellGetsItBackAndIsConnected() {
		String network = this.mine.name("lost");
		String container = this.mine.name("left");
		String id = this.stranger.createNetwork(network);
		this.stranger.run(container, network);
		this.stranger.disconnect(id, container);
		this.stranger.removeNetwork(id);
		this.findings.assertMends("missing-network", container);
		this.findings.assertMends("no-network", container);
		this.stranger.removeContainer(container);
		this.stranger.removeNetwork(network);
	}

	@Test
	@RequiresApi(before = "1.44")
	void containerWhenTheEngineDoesNotMindItsNetworkGoneMayBeConnectedToAny() {
		String network = this.mine.name("lost");
		String container = this.mine.name("left");
		String id = this.stranger.createNetwork(network);
		this.stranger.run(container, network);
		this.stranger.disconnect(id, container);
		this.stranger.removeNetwork(id);
		JsonNode finding = this.findings.find("no-network", container).orElseThrow();
		assertThat(finding.has("remedy")).isFalse();
		String other = this.mine.name("other");
		this.api.create(this.mine.network(other));
		this.api.connect(other, container);
		assertThat(this.findings.find("no-network", container)).isEmpty();
	}

}
