package io.moorage.reachability;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a service with other settings refuses: more probes than may run at once, and
 * probes without an image. Alone, to count helpers.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated
class ProbeLimitTests {

	private static final String MISSING = "moorage-missing:none";

	private final Engine engine;

	private final Workspace mine;

	ProbeLimitTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	private RunningMoorage moorage(String setting, String[] more) {
		return moorage(Stream.concat(Stream.of(setting), Stream.of(more)).toArray(String[]::new));
	}

	private RunningMoorage moorage(String... settings) {
		String[] all = Arrays.copyOf(settings, settings.length + 1);
		all[settings.length] = "moorage.engine.read-timeout=30s";
		return RunningMoorage.inFrontOf(this.engine.host(), all);
	}

	@BeforeEach
	void run() {
		new Stranger(this.engine, this.mine).run(this.mine.name("from"), "none");
	}

	@AfterEach
	void nothingIsLeftBehind() {
		new Stranger(this.engine, this.mine).removeContainer(this.mine.name("from"));
		assertThat(new HelperLook(this.engine).all()).isEmpty();
	}

	private Body ping(String to) {
		return Body.of("from", this.mine.name("from")).with("to", to);
	}

	@Test
	void probeWhenTooManyRunIsRefusedAfterItsWait() {
		try (RunningMoorage moorage = moorage("moorage.probe.max-concurrent=1", "moorage.probe.queue-timeout=100ms")) {
			CompletableFuture<Answer> first = CompletableFuture
				.supplyAsync(() -> moorage.api().at("/probes").post(ping("127.0.0.1").with("count", 5)));
			new HelperLook(this.engine).running();
			// Another ping from the same container would wait for its turn first.
			assertThat(moorage.api().at("/probes").post(ping("127.0.0.1").with("kind", "tcp").with("port", 9)))
				.isProblem(503, "engine-busy");
			assertThat(first.join()).hasStatus(200).has("/reachable", true);
			assertThat(moorage.api().at("/probes").post(ping("127.0.0.1"))).hasStatus(200);
			assertThat(moorage.api().at("/actuator/prometheus").get().body())
				.contains("moorage_probes_seconds_count{kind=\"ping\",outcome=\"reachable\"} 2");
		}
	}

	@Test
	void pairsOfANetworkWhenOthersHaveThePlacesAreToldAsNotTried() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String network = this.mine.name("waiting");
		stranger.createNetwork(network);
		List<String> members = Stream.of("m1", "m2")
			.map((each) -> stranger.run(this.mine.name(each), network))
			.toList();
		try (RunningMoorage moorage = moorage("moorage.probe.max-concurrent=1", "moorage.probe.queue-timeout=100ms")) {
			CompletableFuture<Answer> first = CompletableFuture
				.supplyAsync(() -> moorage.api().at("/probes").post(ping("127.0.0.1").with("count", 8)));
			new HelperLook(this.engine).running();
			Answer all = moorage.api().at("/probes").post(Body.of("network", network));
			assertThat(all).hasStatus(200).has("/total", 2);
			assertThat(all.at("/items").valueStream()).allSatisfy((pair) -> {
				assertThat(pair.path("reachable").asBoolean()).isFalse();
				assertThat(pair.has("agrees")).isFalse();
				assertThat(pair.has("latencyMs")).isFalse();
				assertThat(pair.path("detail").asString()).startsWith("This was not tried. ")
					.contains("moorage.probe.max-concurrent");
			});
			assertThat(first.join()).hasStatus(200).has("/reachable", true);
			assertThat(moorage.api().at("/probes").post(Body.of("network", network)).at("/items").valueStream())
				.hasSize(2)
				.allSatisfy((pair) -> assertThat(pair.path("agrees").asBoolean()).isTrue());
		}
		members.forEach(stranger::removeContainer);
	}

	@Test
	void probeWhenOneMayRunWaitsForItsTurn() {
		try (RunningMoorage moorage = moorage("moorage.probe.max-concurrent=1")) {
			CompletableFuture<Answer> first = CompletableFuture
				.supplyAsync(() -> moorage.api().at("/probes").post(ping("127.0.0.1").with("count", 3)));
			assertThat(moorage.api().at("/probes").post(ping("127.0.0.1"))).hasStatus(200);
			assertThat(first.join()).hasStatus(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "never", "missing" })
	void probeWhenItsImageIsMissingIsRefused(String pull) {
		try (RunningMoorage moorage = moorage("moorage.probe.image=" + MISSING, "moorage.probe.pull=" + pull)) {
			Answer refused = moorage.api().at("/probes").post(ping("127.0.0.1"));
			assertThat(refused).isProblem(409, "probe-image-missing").has("/image", MISSING);
			assertThat(refused.at("/engineMessage").isMissingNode()).isEqualTo(pull.equals("never"));
		}
	}

	@Test
	void dryRunWhenTheImageIsMissingAndMayNotBePulledIsRefusedAsTheProbeIs() {
		try (RunningMoorage moorage = moorage("moorage.probe.image=" + MISSING, "moorage.probe.pull=never")) {
			Answer refused = this.mine
				.unchangedBy(() -> moorage.api().at("/probes").query("dryRun", true).post(ping("127.0.0.1")));
			assertThat(refused).isProblem(409, "probe-image-missing").has("/image", MISSING);
			assertThat(refused.text("/detail"))
				.isEqualTo(moorage.api().at("/probes").post(ping("127.0.0.1")).text("/detail"));
		}
	}

	@Test
	void dryRunWhenTheImageIsMissingShowsThatItWouldBePulledFirst() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String asker = stranger.run(this.mine.name("asker"), "bridge");
		Body body = Body.of("from", asker).with("to", asker);
		try (RunningMoorage moorage = moorage("moorage.probe.image=" + MISSING, Callers.settings())) {
			Api operator = moorage.api().as(Callers.OPERATOR);
			Answer plan = operator.at("/probes").query("dryRun", true).post(body);
			assertThat(plan).hasStatus(200).has("/steps/0/name", MISSING).has("/steps/1/id", asker);
			assertThat(plan).has("/steps/0/kind", "image");
			assertThat(plan.text("/steps/0/detail")).startsWith("Pull the image " + MISSING);
			assertThat(plan.texts("/steps", "action")).containsExactly("create", "create", "probe");
			assertThat(operator.at("/probes").query("plan", plan.text("/digest")).post(body))
				.isProblem(409, "probe-image-missing")
				.tells("/engineMessage");
		}
		stranger.removeContainer(asker);
	}

	@Test
	void probeWhenContainersMayNotBeRunIsRefused() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String host = stranger.run(this.mine.name("host"), "host");
		try (RunningMoorage moorage = moorage("moorage.containers.enabled=false")) {
			assertThat(moorage.api().at("/probes").post(ping("127.0.0.1"))).isProblem(409, "containers-disabled");
			assertThat(moorage.api().at("/ports").query("listening", true).get()).isProblem(409, "containers-disabled");
			assertThat(moorage.api().at("/ports").get()).hasStatus(200);
		}
		stranger.removeContainer(host);
	}

	@Test
	void probeWhenItsImageHasNoToolsIsRefused() {
		String image = this.mine.name("toolless");
		this.engine.execute(this.mine.name("from"), "rm", "-rf", "/bin", "/sbin", "/usr");
		this.engine.client().commitCmd(this.mine.name("from")).withRepository(image).exec();
		try (RunningMoorage moorage = moorage("moorage.probe.image=" + image)) {
			assertThat(moorage.api().at("/probes").post(ping("127.0.0.1"))).isProblem(409, "probe-image-missing")
				.has("/image", image)
				.tells("/engineMessage");
		}
		finally {
			this.engine.client().removeImageCmd(image).exec();
		}
	}

	@Test
	void probesOfOneContainerWhenTheyWaitForEachOtherKeepNobodyElseWaiting() {
		Stranger stranger = new Stranger(this.engine, this.mine);
		String other = stranger.run(this.mine.name("other"), "none");
		try (RunningMoorage moorage = moorage("moorage.probe.max-concurrent=2", "moorage.probe.queue-timeout=3s")) {
			List<CompletableFuture<Answer>> waiting = Stream
				.generate(() -> CompletableFuture
					.supplyAsync(() -> moorage.api().at("/probes").post(ping("127.0.0.1").with("count", 5))))
				.limit(3)
				.toList();
			new HelperLook(this.engine).running();
			assertThat(moorage.api().at("/probes").post(Body.of("from", other).with("to", "127.0.0.1"))).hasStatus(200)
				.has("/reachable", true);
			waiting.forEach((each) -> assertThat(each.join()).hasStatus(200).has("/reachable", true));
		}
		stranger.removeContainer(other);
	}

}
