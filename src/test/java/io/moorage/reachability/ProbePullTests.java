package io.moorage.reachability;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import com.github.dockerjava.api.async.ResultCallback;
import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A helper image that the engine does not have is pulled, from a registry of the test's
 * own where one is installed ({@code docker-registry}). Alone, to count helpers.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated
class ProbePullTests {

	private final Engine engine;

	private final Workspace mine;

	@TempDir
	Path folder;

	ProbePullTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	private static boolean isInstalled() {
		return Stream.of(System.getenv("PATH").split(":"))
			.anyMatch((each) -> Files.isExecutable(Path.of(each, "docker-registry")));
	}

	private Process registry(int port) throws IOException {
		Path settings = Files.writeString(this.folder.resolve("registry.yml"), """
				version: 0.1
				storage:
				  filesystem:
				    rootdirectory: %s
				http:
				  addr: 127.0.0.1:%d
				""".formatted(this.folder.resolve("images"), port));
		Process registry = new ProcessBuilder("docker-registry", "serve", settings.toString())
			.redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD)
			.start();
		await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
				return true;
			}
		});
		return registry;
	}

	@Test
	void probeWhenItsImageIsInARegistryPullsIt() throws Exception {
		assumeTrue(isInstalled(), "docker-registry is not installed");
		int port = WebServer.onFreePort().port();
		Process registry = registry(port);
		String repository = "127.0.0.1:" + port + "/" + this.mine.id();
		try {
			this.engine.client().tagImageCmd(Engine.IMAGE, repository, "1").exec();
			this.engine.client()
				.pushImageCmd(repository)
				.withTag("1")
				.exec(new ResultCallback.Adapter<>())
				.awaitCompletion();
			this.engine.client().removeImageCmd(repository + ":1").withForce(true).exec();
			String from = new Stranger(this.engine, this.mine).run(this.mine.name("from"), "none");
			try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.engine.host(),
					"moorage.probe.image=" + repository + ":1", "moorage.engine.read-timeout=30s")) {
				Body body = Body.of("from", from).with("to", "127.0.0.1");
				Answer plan = moorage.api().at("/probes").query("dryRun", true).post(body);
				assertThat(plan).hasStatus(200).has("/steps/0/name", repository + ":1").has("/summary/create", 2);
				assertThat(moorage.api().at("/probes").query("plan", plan.text("/digest")).post(body)).hasStatus(200)
					.has("/reachable", true);
				Answer again = moorage.api().at("/probes").query("dryRun", true).post(body);
				assertThat(again).hasStatus(200).has("/steps/0/id", from).has("/summary/create", 1);
			}
			this.engine.client().removeImageCmd(repository + ":1").withForce(true).exec();
			assertThat(new HelperLook(this.engine).all()).isEmpty();
		}
		finally {
			registry.destroy();
		}
	}

}
