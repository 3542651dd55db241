package io.moorage.outage;

import java.io.IOException;

import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the engine tells nobody is found all the same when everything is looked at anew.
 */
class ResyncTests extends AbstractFaultTests {

	private static final String STREAM = "GET /events.*";

	ResyncTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=1s");
	}

	@Test
	void changesWhenStreamStallsAreFoundAndTheStreamIsReopened() throws IOException {
		String gone = this.stranger.createNetwork(this.mine.name("gone"));
		String member = this.stranger.createContainer(this.mine.name("member"), gone);
		awaitSeen("/networks/{}", gone);
		this.engine.misbehave(STREAM, Fault.STALL);
		this.engine.cut(STREAM);
		awaitStreams(1);

		String made = this.stranger.createNetwork(this.mine.name("made"));
		this.stranger.disconnect(gone, member);
		this.stranger.connect(made, member, "alias");
		this.stranger.removeNetwork(gone);
		awaitSeen("/networks/{}", made);
		awaitSeen("/networks/{}/containers/{}", made, member);
		await().untilAsserted(
				() -> assertThat(this.api.at("/networks/{}", gone).get()).isProblem(404, "network-not-found"));
		showsWhatIsThere();
		assertThat(this.api.at("/networks").get()).has("/stale", false);

		for (int i = 0; this.engine.count(STREAM) < 2 && i < 10; i++) {
			awaitSeen("/networks/{}", this.stranger.createNetwork(this.mine.name("unheard" + i)));
		}
		assertThat(this.engine.count(STREAM)).as("streams, after what the first did not tell").isGreaterThan(1);
	}

	@Test
	void containerWhenConnectedWhileStoppedIsFound() {
		String network = this.stranger.createNetwork(this.mine.name("silent"));
		String base = this.stranger.createNetwork(this.mine.name("base"));
		String container = this.stranger.createContainer(this.mine.name("silent"), base);
		awaitSeen("/containers/{}", container);
		this.stranger.connect(network, container, "quietly");
		awaitSeen("/networks/{}/containers/{}", network, container);
	}

	@Test
	void networkWhenItsRemovalIsToldToNobodyIsFound() {
		String network = this.stranger.createConfiguration(this.mine.name("settings"));
		awaitSeen("/networks/{}", network);
		this.stranger.removeNetwork(network);
		await().untilAsserted(
				() -> assertThat(this.api.at("/networks/{}", network).get()).isProblem(404, "network-not-found"));
	}

	private void awaitStreams(long least) {
		await().until(() -> this.engine.count(STREAM), (count) -> count >= least);
		await().until(() -> this.engine.connections(STREAM), (open) -> open == 1);
	}

}
