package io.moorage.outage;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.EngineMirror;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that is told to stop while callers wait for what may never come.
 */
@ExtendWith(EndToEndExtension.class)
class ShutdownTests {

	private static final Duration PROMPT = Duration.ofSeconds(8);

	@Test
	void stopWhenCallersWaitSendsThemHome(Engine real, Workspace mine) throws Exception {
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host());
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri());
			Api api = moorage.api();
			String id = api.create(mine.network(mine.name("waiting"))).path("id").asString();
			new EngineMirror(api, real).shows(mine);
			String tag = api.at("/networks/{}", id).get().header("ETag");
			List<EventFeed> feeds = List.of(EventFeed.of(api), EventFeed.of(api), EventFeed.of(api));
			List<Future<Answer>> waiting = Stream.generate(() -> callers.submit(() -> waitForChange(api, id, tag)))
				.limit(5)
				.toList();
			await().until(() -> api.at("/actuator/prometheus").get().body(),
					(metrics) -> metrics.contains("moorage_events_subscribers 3.0"));
			assertThat(waiting).noneMatch(Future::isDone);

			Instant told = Instant.now();
			moorage.close();
			assertThat(Duration.between(told, Instant.now())).isLessThan(PROMPT);
			for (Future<Answer> each : waiting) {
				assertThat(each.get()).hasStatus(304);
			}
			for (EventFeed feed : feeds) {
				await().until(feed::isOver);
				assertThat(feed.told()).last().isEqualTo("reset");
				feed.close();
			}
			await().until(engine::connections, (open) -> open == 0);
		}
	}

	@Test
	void stopWhenAChangeIsInTheBackgroundTakesNothingMoreAndGivesItAsLongAsOthers(Engine real, Workspace mine)
			throws Exception {
		DataDir folder = DataDir.fresh();
		ReplaceScene scene = ReplaceScene.on(real, mine, "stopping");
		Gate gate = new Gate();
		String path;
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			try (MoorageProcess service = MoorageProcess.start(engine.uri(), folder)) {
				Api api = service.api();
				engine.misbehave(ReplaceStep.DISCONNECT, Fault.holding(gate));
				path = takeOff(api, scene);
				gate.awaitVisitor();
				EventFeed feed = EventFeed.of(api);

				service.terminate();
				// Longer than it was given once, and still in the time that all have.
				CompletableFuture<Void> late = CompletableFuture.runAsync(gate::open,
						CompletableFuture.delayedExecutor(6, TimeUnit.SECONDS));
				await().until(feed::isOver);
				assertThat(feed.told()).last().isEqualTo("reset");
				feed.close();
				await().until(() -> isRefused(api));
				assertThat(late).isNotDone();
				service.awaitEnd();
				assertThat(service.log()).doesNotContain("cut off");
			}
			try (MoorageProcess service = MoorageProcess.start(engine.uri(), folder)) {
				assertThat(service.api().at(path).get()).has("/state", "done");
			}
		}
	}

	@Test
	void stopWhenAChangeInTheBackgroundDoesNotFinishTellsAtTheNextStartThatNobodyKnows(Engine real, Workspace mine)
			throws Exception {
		DataDir folder = DataDir.fresh();
		ReplaceScene scene = ReplaceScene.on(real, mine, "cut");
		Gate gate = new Gate();
		String path;
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			try (MoorageProcess service = MoorageProcess.start(engine.uri(), folder,
					"spring.lifecycle.timeout-per-shutdown-phase=1s")) {
				engine.misbehave(ReplaceStep.DISCONNECT, Fault.holding(gate));
				path = takeOff(service.api(), scene);
				gate.awaitVisitor();
				service.terminate();
				service.awaitEnd();
				assertThat(service.log()).contains("is cut off").doesNotContain("undone at the next start");
				gate.open();
			}
			try (MoorageProcess service = MoorageProcess.start(real.host(), folder)) {
				Answer known = service.api().at(path).get();
				assertThat(known).has("/state", "failed");
				assertThat(known.text("/problem/code")).isIn("change-interrupted", "engine-unavailable");
				assertThat(service.api().at("/networks/{}/containers/{}", scene.network, scene.any).get())
					.isProblem(404, "not-connected");
			}
		}
	}

	private static String takeOff(Api api, ReplaceScene scene) {
		Answer begun = api.at("/networks/{}/containers/{}", scene.network, scene.any)
			.header("Prefer", "respond-async")
			.delete();
		assertThat(begun).hasStatus(202);
		return "/operations/" + begun.text("/id");
	}

	private static boolean isRefused(Api api) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(api.base().getHost(), api.base().getPort()));
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static Answer waitForChange(Api api, String network, String tag) {
		return api.at("/networks/{}", network).header("If-None-Match", tag).header("Prefer", "wait=30").get();
	}

}
