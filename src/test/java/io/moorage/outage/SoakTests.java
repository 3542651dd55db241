package io.moorage.outage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.EngineMirror;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import lombok.extern.slf4j.Slf4j;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Eight callers make, connect, disconnect and remove for minutes while the engine is
 * killed twice: nothing is left over, the service shows what the engine has, and it has
 * not grown. {@code dev/soak} runs it.
 */
@ExtendWith(EndToEndExtension.class)
@EnabledIfSystemProperty(named = "moorage.soak", matches = ".+")
@Slf4j
class SoakTests {

	private static final int CALLERS = 8;

	private static final Duration AWAY = Duration.ofSeconds(3);

	private final Workspace mine;

	private final Map<String, AtomicLong> outcomes = new ConcurrentSkipListMap<>();

	private volatile boolean over;

	SoakTests(Workspace mine) {
		this.mine = mine;
	}

	@Test
	void changesWhenTheyGoOnForLongLeaveNothingBehind() throws Exception {
		Assumptions.assumeTrue(OwnEngine.isPossible(), "an engine of one's own takes root and dockerd");
		Duration duration = DurationStyle.detectAndParse(System.getProperty("moorage.soak"));
		try (OwnEngine own = OwnEngine.started();
				MoorageProcess service = MoorageProcess.start(own.engine().host(), DataDir.fresh());
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Api api = service.api();
			Stranger stranger = new Stranger(own.engine(), this.mine);
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CALLERS; i++) {
				String container = this.mine.name("caller" + i);
				// When the engine has gone it has stopped, and is connected all the same.
				stranger.run(container, "bridge");
				running.add(callers.submit(() -> change(api, container)));
			}
			Figures early = soak(own, service, duration);
			this.over = true;
			for (Future<?> each : running) {
				each.get();
			}
			Figures late = Figures.of(service, api);
			log.info("Soaked for {}: {}; early {}, late {}", duration, this.outcomes, early, late);
			await().atMost(Duration.ofMinutes(1))
				.untilAsserted(
						() -> assertThat(api.at("/networks").query("label", this.mine.label()).get().at("/items"))
							.isEmpty());
			new EngineMirror(api, own.engine()).showsEverything();
			assertThat(own.engine().networks().valueStream().map((each) -> each.path("Name").asString()))
				.containsExactlyInAnyOrder("bridge", "host", "none");
			assertThat(this.outcomes.keySet()).as("answers")
				.isSubsetOf("201", "204", "404", "409 already-connected", "409 engine-refused", "409 network-exists",
						"500 change-undone", "502 engine-error", "503 engine-unavailable", "504 engine-timeout");
			assertThat(this.outcomes.get("201").get()).as("done").isGreaterThan(duration.toSeconds());
			assertThat(late.memory()).as("kB of memory after %s", early).isLessThan(early.memory() * 5 / 4);
			assertThat(late.files()).as("open files after %s", early).isLessThan(early.files() + 32);
		}
	}

	// The engine goes at a third and at two thirds of the time.
	private Figures soak(OwnEngine own, MoorageProcess service, Duration duration) {
		Duration third = duration.dividedBy(3);
		pause(third);
		Figures early = Figures.of(service, service.api());
		for (int i = 0; i < 2; i++) {
			own.kill();
			pause(AWAY);
			own.start();
			pause(third.minus(AWAY));
			log.info("Soaking: {}", this.outcomes);
		}
		return early;
	}

	private static void pause(Duration duration) {
		Instant end = Instant.now().plus(duration);
		while (Instant.now().isBefore(end)) {
			LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
		}
	}

	private void change(Api api, String container) {
		for (int i = 0; !this.over; i++) {
			String network = this.mine.name(container + "-" + i);
			if (count(api.at("/networks").post(this.mine.network(network))) / 100 == 2) {
				count(api.at("/networks/{}/containers", network).post(Body.of("container", container)));
				count(api.at("/networks/{}/containers/{}", network, container).delete());
			}
			else {
				// The engine may be away for a while.
				LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
			}
			await().atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(200))
				.pollDelay(Duration.ZERO)
				.until(() -> isGone(count(api.at("/networks/{}", network).query("disconnect", true).delete())));
		}
	}

	private static boolean isGone(int status) {
		return status == 204 || status == 404;
	}

	private int count(Answer answer) {
		String code = (answer.status() > 404) ? " " + answer.text("/code") : "";
		this.outcomes.computeIfAbsent(answer.status() + code, (key) -> new AtomicLong()).incrementAndGet();
		return answer.status();
	}

	/**
	 * What a process takes.
	 *
	 * @param memory kB of the machine's memory
	 * @param files open files
	 */
	private record Figures(long memory, long files) {

		private static final Pattern METRIC = Pattern.compile("(?m)^(\\w+)(?:\\{[^}]*})? ([0-9.E]+)$");

		private static Figures of(MoorageProcess service, Api api) {
			Map<String, Double> metrics = new TreeMap<>();
			String scraped = api.at("/actuator/prometheus").get().body();
			for (Matcher found = METRIC.matcher(scraped); found.find();) {
				metrics.merge(found.group(1), Double.parseDouble(found.group(2)), Double::sum);
			}
			return new Figures(service.memory(), metrics.getOrDefault("process_files_open_files", 0.0).longValue());
		}

	}

}
