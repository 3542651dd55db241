package io.moorage.outage;

import java.io.IOException;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
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
 * A service that is there before its engine.
 */
@ExtendWith(EndToEndExtension.class)
class OutageAtStartTests {

	private static int count;

	@Test
	void startWhenEngineIsMissingServesOnceItIsThere(Engine real, Workspace mine) throws IOException {
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			engine.vanish();
			try (RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				isStarting(moorage.api());
				assertThat(moorage.api().at("/actuator/health/liveness").get()).hasStatus(200);
				assertThat(moorage.api().at("/v3/api-docs").get()).hasStatus(200);

				assertThat(moorage.api().at("/actuator/health/readiness").get()).hasStatus(503);

				engine.behave();
				becomesGood(moorage.api(), mine);
			}
		}
	}

	@Test
	void startWhenEngineHangsStartsAllTheSame(Engine real, Workspace mine) throws IOException {
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			engine.misbehave(Fault.HANG);
			try (RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				isStarting(moorage.api());
				engine.behave();
				becomesGood(moorage.api(), mine);
			}
		}
	}

	private void isStarting(Api api) {
		for (Answer answer : List.of(api.at("/networks").get(), api.at("/containers").query("fresh", true).get(),
				api.at("/networks").post(Body.of("name", "never")), api.at("/events").get())) {
			assertThat(answer).isProblem(503, "starting");
			assertThat(answer.header("Retry-After")).matches("\\d+");
		}
	}

	private void becomesGood(Api api, Workspace mine) {
		await().untilAsserted(() -> {
			assertThat(api.at("/networks").get()).hasStatus(200).has("/stale", false);
			assertThat(api.at("/actuator/health").get()).hasStatus(200);
		});
		api.create(mine.network(mine.name("first" + count++)));
		new EngineMirror(api, Engine.required()).shows(mine);
	}

}
