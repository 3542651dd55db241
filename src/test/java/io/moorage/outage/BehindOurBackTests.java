package io.moorage.outage;

import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What others do to the engine, however odd. Nothing is listed for its own sake
 * meanwhile.
 */
class BehindOurBackTests extends AbstractFaultTests {

	BehindOurBackTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=10m",
				"moorage.engine.read-timeout=20s");
	}

	@Test
	void networkWhenRecreatedUnderItsNameIsAnother() {
		String name = this.mine.name("recreated");
		String old = this.stranger.createNetwork(name);
		String moving = this.stranger.run(this.mine.name("moving"), name);
		String stopped = this.stranger.run(this.mine.name("stopped"), name);
		String never = this.stranger.createContainer(this.mine.name("never"), name);
		this.stranger.stop(stopped);
		awaitSeen("/networks/{}/containers/{}", old, never);

		this.stranger.disconnect(old, moving);
		this.stranger.removeNetwork(old);
		String anew = this.stranger.createNetwork(name);
		this.stranger.connect(anew, moving);
		awaitSeen("/networks/{}/containers/{}", anew, moving);
		showsWhatIsThere();
		assertThat(this.api.network(name).path("id").asString()).isEqualTo(anew);
		assertThat(this.api.at("/networks/{}", old).get()).isProblem(404, "network-not-found");
		assertThat(Engine.required().container(stopped).orElseThrow().at("/NetworkSettings/Networks").toString())
			.as("the stopped container still names the old one")
			.contains(old);
		assertThat(this.api.container(stopped).path("networks")).as("a dangling reference is no membership").isEmpty();
		assertThat(this.api.at("/networks/{}/containers/{}", name, stopped).get()).isProblem(404, "not-connected");
	}

	@Test
	void containersWhenTheySwapNamesAreFoundUnderTheNewOnes() {
		String network = this.stranger.createNetwork(this.mine.name("swap"));
		List<String> names = List.of(this.mine.name("one"), this.mine.name("other"));
		String one = this.stranger.run(names.getFirst(), network);
		String other = this.stranger.createContainer(names.getLast(), network);
		awaitSeen("/containers/{}", other);

		this.stranger.rename(one, this.mine.name("aside"));
		this.stranger.rename(other, names.getFirst());
		this.stranger.rename(one, names.getLast());
		await().untilAsserted(() -> {
			assertThat(this.api.at("/containers/{}", names.getFirst()).get()).hasStatus(200).has("/id", other);
			assertThat(this.api.at("/containers/{}", names.getLast()).get()).hasStatus(200).has("/id", one);
		});
		showsWhatIsThere();
		assertThat(this.api.at("/networks/{}/containers/{}", network, names.getFirst()).get())
			.has("/container/id", other)
			.has("/active", false);
		assertThat(this.api.at("/containers/{}", this.mine.name("aside")).get()).isProblem(404, "container-not-found");
	}

	@Test
	void containerWhenConnectedWhileStoppedKeepsNetworkFromRemoval() {
		String base = this.stranger.createNetwork(this.mine.name("base"));
		String network = this.stranger.createNetwork(this.mine.name("needed"));
		String stopped = this.stranger.createContainer(this.mine.name("needing"), base);
		awaitSeen("/containers/{}", stopped);
		awaitSeen("/networks/{}", network);
		this.stranger.connect(network, stopped);
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks/{}", network).delete());
		assertThat(refused).isProblem(409, "network-in-use").has("/dependents/0/id", stopped);
		showsWhatIsThere();
	}

	@Test
	void containerWhenConnectedWhileStoppedIsSeenByWhoAsks() {
		String base = this.stranger.createNetwork(this.mine.name("elsewhere"));
		String network = this.stranger.createNetwork(this.mine.name("asked"));
		String stopped = this.stranger.createContainer(this.mine.name("silent"), base);
		awaitSeen("/containers/{}", stopped);
		awaitSeen("/networks/{}", network);
		this.stranger.connect(network, stopped);
		assertThat(fresh("/networks/{}/containers/{}", network, stopped)).hasStatus(200).has("/active", false);
		this.stranger.disconnect(network, stopped);
		Answer gone = this.api.at("/networks/{}/containers/{}", network, stopped)
			.header("Cache-Control", "no-cache")
			.get();
		assertThat(gone).isProblem(404, "not-connected");
	}

}
