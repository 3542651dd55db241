package io.moorage.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Very many changes at once. Nothing else runs meanwhile: it would have to look at them
 * too.
 */
@Isolated
class BurstTests extends AbstractFaultTests {

	private static final String LISTS = "GET /(networks|containers/json.*)";

	BurstTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=10m",
				"moorage.engine.read-timeout=20s");
	}

	@Test
	void networksWhenManyAreMadeAreNotListedForEach() throws Exception {
		this.engine.countAnew();
		List<String> made = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			made.add(this.stranger.createConfiguration(this.mine.name("many" + i)));
		}
		await().untilAsserted(() -> assertThat(this.api.at("/networks").query("q", "many").get().texts("/items", "id"))
			.containsAll(made));
		assertThat(this.engine.count(LISTS)).as("full lists").isLessThanOrEqualTo(2);
		long inspects = made.stream().mapToLong((id) -> this.engine.count("GET /networks/" + id)).sum();
		assertThat(inspects).as("looks at 200 networks").isLessThanOrEqualTo(2 * 200);
		showsWhatIsThere();
		made.parallelStream().forEach(this.stranger::removeNetwork);
		assertThat(fresh("/networks").texts("/items", "id")).doesNotContainAnyElementsOf(made);
	}

	@Test
	void changesWhenAThousandComeInABurstAreLookedAtTogether() throws Exception {
		String network = this.stranger.createNetwork(this.mine.name("burst"));
		String renamed = this.stranger.createContainer(this.mine.name("burst"), network);
		String connected = this.stranger.createContainer(this.mine.name("connected"), network);
		awaitSeen("/containers/{}", connected);
		Gate gate = new Gate();
		this.engine.misbehave("GET /containers/" + renamed + "/json", Fault.holding(gate));
		this.stranger.rename(renamed, this.mine.name("held"));
		gate.awaitVisitor();
		try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
			List<Future<?>> bursts = List.of(threads.submit(() -> {
				for (int i = 0; i < 300; i++) {
					this.stranger.rename(renamed, this.mine.name("burst" + i));
				}
			}), threads.submit(() -> {
				for (int i = 0; i < 250; i++) {
					this.stranger.disconnect(network, connected);
					this.stranger.connect(network, connected);
				}
			}), threads.submit(() -> {
				for (int i = 0; i < 100; i++) {
					String made = this.stranger.createConfiguration(this.mine.name("short" + i));
					this.stranger.removeNetwork(made);
				}
			}));
			for (Future<?> burst : bursts) {
				burst.get();
			}
		}
		gate.open();
		await().untilAsserted(() -> assertThat(this.api.at("/containers/{}", renamed).get()).has("/name",
				this.mine.name("burst299")));
		assertThat(fresh("/networks/{}/containers/{}", network, connected)).hasStatus(200);
		showsWhatIsThere();
		for (String container : List.of(renamed, connected)) {
			assertThat(this.engine.count("GET /containers/" + container + "/json")).as("looks at a container")
				.isLessThan(25);
		}
		assertThat(this.engine.count(LISTS)).as("full lists").isLessThanOrEqualTo(3);
	}

}
