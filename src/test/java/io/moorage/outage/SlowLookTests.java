package io.moorage.outage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Things change while the service looks at them.
 */
class SlowLookTests extends AbstractFaultTests {

	private static final String LISTS = "GET /(networks|containers/json.*)";

	private final AtomicInteger count = new AtomicInteger();

	private ExecutorService callers;

	SlowLookTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.snapshot.resync=10m",
				"moorage.engine.read-timeout=20s");
	}

	@BeforeEach
	void begin() {
		this.callers = Executors.newVirtualThreadPerTaskExecutor();
	}

	@AfterEach
	void end() {
		this.callers.shutdownNow();
	}

	@Test
	void changesWhenListsAreOlderThanTheyAreSeen() throws Exception {
		for (String list : List.of("GET /networks", "GET /containers/json.*")) {
			String name = "old" + this.count.incrementAndGet();
			String kept = this.stranger.createNetwork(this.mine.name(name + "-kept"));
			String gone = this.stranger.createNetwork(this.mine.name(name + "-gone"));
			String leaving = this.stranger.createContainer(this.mine.name(name + "-leaving"), gone);
			String staying = this.stranger.createContainer(this.mine.name(name + "-staying"), kept);
			awaitSeen("/containers/{}", staying);

			Gate gate = new Gate();
			this.engine.misbehave(list, Fault.holding(gate));
			Future<Answer> slow = this.callers.submit(() -> fresh("/networks"));
			gate.awaitVisitor();
			this.stranger.removeContainer(leaving);
			this.stranger.removeNetwork(gone);
			String made = this.stranger.createNetwork(this.mine.name(name + "-made"));
			String arriving = this.stranger.run(this.mine.name(name + "-arriving"), made);
			this.stranger.rename(staying, this.mine.name(name + "-stayed"));
			this.stranger.start(staying);
			gate.open();

			assertThat(slow.get()).hasStatus(200).has("/stale", false);
			awaitSeen("/networks/{}/containers/{}", made, arriving);
			showsWhatIsThere();
			assertThat(this.api.at("/networks/{}", gone).get()).isProblem(404, "network-not-found");
			assertThat(this.api.at("/containers/{}", staying).get()).has("/name", this.mine.name(name + "-stayed"))
				.has("/state", "running");
		}
	}

	@Test
	void readsWhenListsAreSlowAreAnsweredMeanwhile() throws Exception {
		Gate gate = new Gate();
		this.engine.misbehave(LISTS, Fault.holding(gate));
		List<Future<Answer>> slow = List.of(this.callers.submit(() -> fresh("/networks")),
				this.callers.submit(() -> fresh("/containers")));
		gate.awaitVisitor();
		for (int i = 0; i < 20; i++) {
			assertThat(this.api.at("/networks").get()).hasStatus(200).has("/stale", false);
			assertThat(this.api.at("/containers").get()).hasStatus(200);
		}
		assertThat(slow).noneMatch(Future::isDone);
		gate.open();
		for (Future<Answer> each : slow) {
			assertThat(each.get()).hasStatus(200);
		}
	}

	@Test
	void freshReadsWhenManyAskAtOnceAreJoined() throws Exception {
		Gate gate = new Gate();
		this.engine.misbehave(LISTS, Fault.holding(gate));
		Future<Answer> first = this.callers.submit(() -> fresh("/networks"));
		gate.awaitVisitor();
		String late = this.stranger.createConfiguration(this.mine.name("late"));
		List<Future<Answer>> joined = IntStream.range(0, 50)
			.mapToObj((i) -> this.callers.submit(() -> fresh("/networks/{}", late)))
			.toList();
		assertThat(joined).noneMatch(Future::isDone);
		gate.open();
		assertThat(first.get()).hasStatus(200);
		for (Future<Answer> each : joined) {
			assertThat(each.get()).as("who asked after it was made").hasStatus(200);
		}
		assertThat(this.engine.count("GET /networks")).as("lists for 51 who asked").isLessThan(20);
	}

	@Test
	void lookWhenNetworkIsRemovedBetweenListAndInspectLeavesItOut() throws IOException {
		String[] target = new String[1];
		this.engine.misbehave("GET /(events.*|networks/[0-9a-f]{64})", (request, client, proxy) -> {
			if (request.line().endsWith("/" + target[0])) {
				this.stranger.removeNetwork(target[0]);
			}
			(request.line().startsWith("GET /events") ? Fault.STALL : Fault.PASS).answer(request, client, proxy);
		});
		untold();
		String other = this.stranger.createNetwork(this.mine.name("other"));
		target[0] = this.stranger.createNetwork(this.mine.name("between"));
		Answer list = fresh("/networks");
		assertThat(list).hasStatus(200);
		assertThat(this.engine.count("GET /networks/" + target[0])).isPositive();
		assertThat(list.texts("/items", "id")).contains(other).doesNotContain(target[0]);
		showsWhatIsThere();
	}

	@Test
	void lookWhenContainerIsRemovedBetweenListAndInspectLeavesItOut() throws IOException {
		String network = this.stranger.createNetwork(this.mine.name("left"));
		String[] target = new String[1];
		this.engine.misbehave("GET /(events.*|containers/[0-9a-f]{64}/json)", (request, client, proxy) -> {
			if (request.line().endsWith("/" + target[0] + "/json")) {
				this.stranger.removeContainer(target[0]);
			}
			(request.line().startsWith("GET /events") ? Fault.STALL : Fault.PASS).answer(request, client, proxy);
		});
		untold();
		target[0] = this.stranger.run(this.mine.name("between"), network);
		Answer members = fresh("/networks/{}/containers", network);
		assertThat(this.engine.count("GET /containers/" + target[0] + "/json")).isPositive();
		assertThat(members).hasStatus(200);
		assertThat(members.at("/items")).isEmpty();
		showsWhatIsThere();
	}

	/**
	 * Waits until nothing is told any more, so that whatever is new is found in a list.
	 */
	private void untold() throws IOException {
		this.engine.cut("GET /events.*");
		await().until(() -> this.engine.count("GET /events.*"), (streams) -> streams > 0);
		awaitRecovery();
	}

}
