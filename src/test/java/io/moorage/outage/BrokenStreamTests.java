package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The engine's stream of events breaks, while all else works. Nothing is listed anew for
 * its own sake meanwhile, so whatever is seen was told, or found when the stream began
 * again.
 */
@TestMethodOrder(OrderAnnotation.class)
class BrokenStreamTests extends AbstractFaultTests {

	private static final String STREAM = "GET /events.*";

	BrokenStreamTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=10m",
				"moorage.snapshot.max-stale=10m", "moorage.engine.read-timeout=20s");
	}

	@Test
	@Order(1)
	void changesWhenStreamIsCutOnceAreToldAndItIsNoLoss() throws IOException {
		try (EventFeed feed = EventFeed.of(this.api)) {
			List<String> expected = cutAndCreate("cut", 1, 1);
			assertThat(told(feed)).containsExactlyElementsOf(expected);
		}
	}

	@Test
	void changesWhenStreamIsCutAgainAndAgainAreEachToldOnce() throws IOException {
		try (EventFeed feed = EventFeed.of(this.api)) {
			List<String> expected = cutAndCreate("again", 2, 1);
			expected.addAll(cutAndCreate("recut", 2, 2));
			assertThat(told(feed)).filteredOn((line) -> !line.startsWith("engine."))
				.containsExactlyElementsOf(expected);
		}
	}

	private List<String> cutAndCreate(String base, int times, int cuts) throws IOException {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < times; i++) {
			String name = this.mine.name(base + i);
			this.engine.countAnew();
			this.engine.cut(STREAM);
			String network = this.stranger.createNetwork(name);
			for (int cut = 1; cut < cuts; cut++) {
				awaitAttempt();
				this.engine.countAnew();
				this.engine.cut(STREAM);
			}
			expected.add("network.created " + name);
			awaitAttempt();
			awaitSeen("/networks/{}", network);
		}
		return expected;
	}

	@Test
	void changesWhenStreamCannotBeReopenedAreSeenOnceItCan() throws IOException {
		String gone = this.stranger.createNetwork(this.mine.name("gone"));
		awaitSeen("/networks/{}", gone);
		this.engine.misbehave(STREAM, Fault.DROP);
		this.engine.cut(STREAM);
		String made = this.stranger.createNetwork(this.mine.name("made"));
		this.stranger.removeNetwork(gone);
		await().until(() -> this.engine.count(STREAM), (attempts) -> attempts > 1);
		assertThat(this.engine.count("GET /networks")).as("lists, though nobody would tell what changes then")
			.isLessThanOrEqualTo(this.engine.count(STREAM));
		this.engine.behave();
		awaitSeen("/networks/{}", made);
		assertThat(this.api.at("/networks/{}", gone).get()).isProblem(404, "network-not-found");
	}

	@Test
	void writesWhenStreamIsCutWhileItBeginsAreUnavailable() throws IOException {
		this.engine.misbehave("GET /(networks|containers/json.*)", Fault.HANG);
		this.engine.cut(STREAM);
		await().until(() -> this.engine.connections("GET /(networks|containers/json.*)"), (lists) -> lists > 0);
		this.engine.cut(STREAM);
		awaitLoss();
		assertThat(this.api.at("/networks").post(this.mine.network(this.mine.name("never")))).isProblem(503,
				"engine-unavailable");
	}

	@Test
	void lossWhenStreamWasCutOftenIsNoticedAllTheSame() throws IOException {
		cutAndCreate("often", 4, 1);
		try (EventFeed feed = EventFeed.of(this.api)) {
			this.engine.misbehave(Fault.HANG);
			Instant begin = Instant.now();
			this.engine.cut(STREAM);
			await().until(feed::told, (told) -> told.contains("engine.lost"));
			Instant noticed = Instant.parse(feed.events().getFirst().path("time").asString());
			assertThat(Duration.between(begin, noticed)).isLessThan(Duration.ofSeconds(2));
		}
	}

	@Test
	void eventsWhenTheyNameWhatIsNotThereChangeNothing() throws IOException {
		String nobody = "f".repeat(64);
		String line = "{\"Type\":\"%s\",\"Action\":\"%s\",\"Actor\":{\"ID\":\"" + nobody
				+ "\",\"Attributes\":{\"container\":\"" + nobody + "\"}}}\n";
		this.engine.misbehave(STREAM,
				Fault.streaming(line.formatted("network", "create") + line.formatted("network", "connect")
						+ line.formatted("container", "start") + line.formatted("network", "destroy")));
		this.engine.cut(STREAM);
		await().until(() -> this.engine.count("GET /containers/" + nobody + "/json"), (looks) -> looks > 0);
		// The stream has ended after those lines, and another one may still be opened.
		await().untilAsserted(() -> assertThat(fresh("/networks")).hasStatus(200).has("/stale", false));
		assertThat(this.api.at("/networks/{}", nobody).get()).isProblem(404, "network-not-found");
	}

	private void awaitAttempt() {
		await().until(() -> this.engine.count(STREAM), (attempts) -> attempts > 0);
	}

}
