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
import io.moorage.harness.RunningMoorage;
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
	void callsWhenEngineHangsLeaveNoThreadBehind(Engine real) throws IOException {
		for (FaultProxy engine : List.of(FaultProxy.onUnixSocket(real.host()), FaultProxy.onTcp(real.host()))) {
			try (engine; RunningMoorage moorage = RunningMoorage.inFrontOf(engine.uri())) {
				assertThat(moorage.api().at("/networks").get()).hasStatus(200);
				engine.misbehave(Fault.HANG);
				int before = ManagementFactory.getThreadMXBean().getThreadCount();
				askOften(moorage.api());
				await().untilAsserted(() -> assertThat(threadsThatAsk()).isEmpty());
				await().untilAsserted(() -> assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
					.isLessThanOrEqualTo(before + 10));
				engine.behave();
				assertThat(moorage.api().at("/networks").get()).hasStatus(200);
			}
		}
	}

	private void askOften(Api api) {
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < 60; i++) {
				callers.execute(() -> api.at("/networks").get());
			}
			await().untilAsserted(() -> assertThat(threadsThatAsk()).isNotEmpty());
		}
	}

	/** Every thread, virtual ones too, that is in a call to the engine. */
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
			.filter((thread) -> stack(thread).anyMatch((frame) -> frame.contains("com.github.dockerjava")))
			.toList();
	}

	private Stream<String> stack(JsonNode thread) {
		return thread.path("stack").valueStream().map(JsonNode::asString);
	}

}
