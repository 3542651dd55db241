package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import io.moorage.reachability.HelperLook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Helpers whose service is killed: the next one sweeps them, and leaves those that are at
 * work for another service alone.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated
class ProbeServiceKilledTests {

	private final Engine engine;

	private final Workspace mine;

	private final HelperLook helpers;

	ProbeServiceKilledTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.helpers = new HelperLook(engine);
	}

	@AfterEach
	void sweep() {
		this.engine.removeLabelled(HelperLook.LABEL, (value) -> !value.isEmpty());
	}

	private Body pings(int count) {
		return Body.of("from", this.mine.name("from")).with("to", "127.0.0.1").with("count", count);
	}

	@Test
	void helperWhenItsServiceIsKilledIsSweptByTheNext() throws IOException {
		new Stranger(this.engine, this.mine).run(this.mine.name("from"), "none");
		String left;
		try (MoorageProcess killed = MoorageProcess.start(this.engine.host(), DataDir.fresh())) {
			CompletableFuture<Boolean> answered = CompletableFuture.supplyAsync(() -> answers(killed));
			left = this.helpers.running().path("Id").asString();
			killed.kill();
			assertThat(answered.join()).isFalse();
		}
		assertThat(this.helpers.all()).containsExactly(left);
		try (RunningMoorage next = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s");
				RunningMoorage other = RunningMoorage.inFrontOf(this.engine.host(),
						"moorage.engine.read-timeout=30s")) {
			CompletableFuture<Answer> busy = CompletableFuture
				.supplyAsync(() -> other.api().at("/probes").post(pings(10)));
			await().atMost(Duration.ofSeconds(40)).until(() -> !this.helpers.all().contains(left));
			assertThat(busy.join()).hasStatus(200).has("/reachable", true);
			assertThat(next.api().at("/probes").post(pings(1))).hasStatus(200).has("/reachable", true);
		}
		assertThat(this.helpers.all()).isEmpty();
	}

	private boolean answers(MoorageProcess service) {
		try {
			return service.api().at("/probes").post(pings(5)).status() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

}
