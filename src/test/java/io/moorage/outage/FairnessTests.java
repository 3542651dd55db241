package io.moorage.outage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Callers who take more than their share, of the engine or of the service.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated("it takes all of the machine, and others have deadlines")
class FairnessTests {

	private final Workspace mine;

	private final FaultProxy proxy;

	private ExecutorService threads;

	FairnessTests(Workspace mine, Engine engine) {
		this.mine = mine;
		this.proxy = FaultProxy.onUnixSocket(engine.host());
	}

	@BeforeEach
	void begin() {
		this.threads = Executors.newVirtualThreadPerTaskExecutor();
	}

	@AfterEach
	void end() throws IOException {
		this.threads.shutdownNow();
		this.proxy.close();
	}

	@Test
	void writeWhenAnothersSlowCallsFillTheQueueIsDoneMeanwhile() throws Exception {
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.proxy.uri(),
				Callers.settings("moorage.engine.max-concurrent=4", "moorage.engine.read-timeout=60s"))) {
			Api admin = moorage.api().as(Callers.ADMIN);
			Api operator = moorage.api().as(Callers.OPERATOR);
			List<String> slow = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				slow.add(network(admin, "slow" + i));
			}
			String quick = network(admin, "quick");
			Gate gate = new Gate();
			String pattern = "DELETE /(v[0-9.]+/)?networks/(" + String.join("|", slow) + ").*";
			this.proxy.misbehave(pattern, Fault.holding(gate));
			List<Future<Answer>> held = slow.stream()
				.map((id) -> this.threads.submit(() -> operator.at("/networks/{}", id).delete()))
				.toList();
			await().until(() -> this.proxy.count(pattern) >= 3);

			assertThat(admin.at("/networks/{}", quick).delete()).hasStatus(204);
			assertThat(this.proxy.count(pattern)).as("calls of the greedy at once").isEqualTo(3);
			assertThat(held).noneMatch(Future::isDone);
			gate.open();
			for (Future<Answer> each : held) {
				assertThat(each.get()).hasStatus(204);
			}
		}
	}

	private String network(Api api, String base) {
		return api.create(this.mine.network(this.mine.name(base)).pool("subnet", this.mine.subnets().free() + ".0/24"))
			.path("id")
			.asString();
	}

	@Test
	void readsWhenEngineTakesTwentySecondsAreAnsweredMeanwhile() throws Exception {
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.proxy.uri(), "moorage.engine.read-timeout=30s",
				"moorage.snapshot.max-stale=5m", "moorage.security.requests-per-second=100000")) {
			Api api = moorage.api();
			api.create(this.mine.network(this.mine.name("there")));
			this.proxy.misbehave("(?!GET /events).*", Fault.delaying(Duration.ofSeconds(20)));
			Future<Answer> fresh = this.threads.submit(() -> api.at("/networks").query("fresh", true).get());
			Future<Answer> write = this.threads
				.submit(() -> api.at("/networks").query("dryRun", true).post(this.mine.network(this.mine.name("new"))));
			await().until(() -> this.proxy.connections("GET /networks.*") > 0);
			List<Future<?>> readers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				readers.add(this.threads.submit(() -> {
					for (int j = 0; j < 10; j++) {
						assertThat(api.at("/networks/{}", this.mine.name("there")).get()).hasStatus(200);
						assertThat(api.at("/containers").get()).hasStatus(200);
					}
				}));
			}
			for (Future<?> reader : readers) {
				reader.get();
			}
			assertThat(this.proxy.connections("(?!GET /events).*")).as("calls that the engine still works on")
				.isPositive();
			for (Future<Answer> asked : List.of(fresh, write)) {
				assertThat(asked.get().status()).as("%s", asked.get()).isIn(200, 503, 504);
			}
			this.proxy.behave();
		}
	}

	@Test
	void readsWhenTwoHundredSendSlowlyAreAnswered() throws Exception {
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.proxy.uri(), "moorage.web.max-body-time=2s")) {
			int port = moorage.api().base().getPort();
			List<Socket> sockets = new ArrayList<>();
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
				sockets.add(socket);
				boolean body = i % 2 == 0;
				write(socket, "POST /networks HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
						+ (body ? "Content-Length: 100000\r\n\r\n{" : "X-Slow: "));
				if (body) {
					this.threads.submit(() -> drip(socket));
					answers.add(this.threads.submit(() -> read(socket)));
				}
			}
			for (int i = 0; i < 50; i++) {
				assertThat(moorage.api().at("/networks").get()).hasStatus(200);
			}
			for (Future<String> answer : answers) {
				assertThat(answer.get()).startsWith("HTTP/1.1 400").contains("invalid-request", "too slowly");
			}
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	private static void write(Socket socket, String text) throws IOException {
		OutputStream out = socket.getOutputStream();
		out.write(text.getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private static void drip(Socket socket) {
		try {
			while (!Thread.interrupted()) {
				write(socket, " ");
				LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
			}
		}
		catch (IOException ex) {
			// The other side has had enough.
		}
	}

	// The connection stays open, since more may come of the body.
	private static String read(Socket socket) {
		try {
			socket.setSoTimeout(60_000);
			StringBuilder answer = new StringBuilder();
			int next = 0;
			while (next >= 0 && answer.indexOf("]}") < 0) {
				next = socket.getInputStream().read();
				answer.append((char) next);
			}
			return answer.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
