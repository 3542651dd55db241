package io.moorage.outage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

	private static Answer waitForChange(Api api, String network, String tag) {
		return api.at("/networks/{}", network).header("If-None-Match", tag).header("Prefer", "wait=30").get();
	}

}
