package io.moorage.outage;

import java.io.IOException;

import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that is there before its engine.
 */
@ExtendWith(EndToEndExtension.class)
class OutageAtStartTests {

	@Test
	void startWhenEngineIsMissingServesOnceItIsThere(Engine real) throws IOException {
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			engine.vanish();
			try (RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				assertThat(moorage.api().at("/networks").get()).isProblem(503, "engine-unavailable");
				assertThat(moorage.api().at("/actuator/health/liveness").get()).hasStatus(200);
				assertThat(moorage.api().at("/v3/api-docs").get()).hasStatus(200);

				engine.behave();
				assertThat(moorage.api().at("/networks").get()).hasStatus(200);
				assertThat(moorage.api().at("/actuator/health").get()).hasStatus(200);
			}
		}
	}

	@Test
	void startWhenEngineHangsStartsAllTheSame(Engine real) throws IOException {
		try (FaultProxy engine = FaultProxy.onUnixSocket(real.host())) {
			engine.misbehave(Fault.HANG);
			try (RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				assertThat(moorage.api().at("/networks").get()).isProblem(504, "engine-timeout");
			}
		}
	}

}
