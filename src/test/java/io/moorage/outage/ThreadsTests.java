package io.moorage.outage;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.EngineMirror;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Threads that asked a hanging engine are all given back. Nothing else runs meanwhile.
 */
@Isolated
@ExtendWith(EndToEndExtension.class)
class ThreadsTests {

	@TempDir
	Path folder;

	private int dumps;

	@Test
	void callsWhenEngineHangsLeaveNoThreadBehind(Engine real, Workspace mine) throws IOException {
		for (FaultProxy engine : List.of(FaultProxy.onUnixSocket(real.host()), FaultProxy.onTcp(real.host()))) {
			try (engine; RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				assertThat(moorage.api().at("/networks").query("fresh", true).get()).hasStatus(200);
				engine.misbehave(Fault.HANG);
				List<String> before = platformThreads();
				askOften(moorage.api());
				// The one who looks whether the engine is back goes on asking.
				await().untilAsserted(() -> assertThat(threadsThatAsk()).hasSizeLessThanOrEqualTo(1));
				await().untilAsserted(() -> assertThat(platformThreads()).hasSizeLessThanOrEqualTo(before.size()));
				engine.behave();
				await().untilAsserted(
						() -> assertThat(moorage.api().at("/networks").query("fresh", true).get()).hasStatus(200));
				await().untilAsserted(() -> assertThat(threadsThatAsk()).isEmpty());
				assertThat(platformThreads()).hasSizeLessThanOrEqualTo(before.size());
				new EngineMirror(moorage.api(), real).shows(mine);
			}
		}
	}

	private void askOften(Api api) {
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 60; i++) {
				callers.execute(() -> api.at("/networks").query("fresh", true).get());
				callers.execute(() -> api.at("/containers").get());
			}
			await().untilAsserted(() -> assertThat(threadsThatAsk()).isNotEmpty());
		}
	}

	/**
	 * Every thread that the service could have made. The JDK has as many carriers of
	 * virtual threads as it likes, and the test itself has threads too.
	 */
	private List<String> platformThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((
					name) -> !name.matches("(ForkJoinPool-|VirtualThread-|[A-Za-z]+-?Poller|HttpClient-|awaitility).*"))
			.sorted()
			.toList();
	}

	/**
	 * Every thread, virtual ones too, that is in a call to the engine, but for the one
	 * that listens to its events.
	 */
	private List<JsonNode> threadsThatAsk() throws IOException {
		Path dump = this.folder.resolve("threads-" + this.dumps++ + ".json");
		ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
			.dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
		JsonNode containers = JsonMapper.builder()
			.build()
			.readTree(Files.readString(dump))
			.at("/threadDump/threadContainers");
		return containers.valueStream()
			.flatMap((container) -> container.path("threads").valueStream())
			.filter((thread) -> !thread.path("name").asString("").equals("engine-events"))
			.filter((thread) -> stack(thread).anyMatch((frame) -> frame.contains("com.github.dockerjava")))
			.toList();
	}

	private Stream<String> stack(JsonNode thread) {
		return thread.path("stack").valueStream().map(JsonNode::asString);
	}

}
