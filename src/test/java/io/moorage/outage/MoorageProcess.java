package io.moorage.outage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.moorage.MoorageApplication;
import io.moorage.harness.Api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service in a process of its own, which can be killed.
 */
final class MoorageProcess implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final Path log;

	private MoorageProcess(URI engine, DataDir folder, String... more) throws IOException {
		this.log = Files.createTempFile("moorage-process", ".log");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
						MoorageApplication.class.getName()));
		Map<String, String> settings = new LinkedHashMap<>();
		Stream
			.concat(Stream.of("server.port=0", folder.setting(), "moorage.engine.host=" + engine,
					"moorage.engine.read-timeout=60s"), Stream.of(more))
			.forEach((setting) -> settings.put(setting.substring(0, setting.indexOf('=')), "--" + setting));
		command.addAll(settings.values());
		this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file()).start();
	}

	/** Starts one and waits until it listens. */
	static MoorageProcess start(URI engine, DataDir folder, String... more) {
		try {
			MoorageProcess started = new MoorageProcess(engine, folder, more);
			try {
				await().atMost(Duration.ofSeconds(60)).until(() -> started.port() != null || !started.isAlive());
				assertThat(started.port()).as("the port in %s", started.log()).isNotNull();
				return started;
			}
			catch (RuntimeException | AssertionError ex) {
				started.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts one that cannot, and returns what it logged until it ended. */
	static String failed(URI engine, DataDir folder, String... more) throws IOException {
		try (MoorageProcess started = new MoorageProcess(engine, folder, more)) {
			started.awaitEnd();
			return started.log();
		}
	}

	Api api() {
		return new Api(URI.create("http://127.0.0.1:" + port()));
	}

	private boolean isAlive() {
		return this.process.isAlive();
	}

	private String port() {
		Matcher found = PORT.matcher(log());
		return found.find() ? found.group(1) : null;
	}

	/** What it logged. */
	String log() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private File file() {
		return this.log.toFile();
	}

	/** How much memory it has of the machine, in kB. */
	long memory() {
		try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(this.process.pid()), "status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.map((line) -> line.replaceAll("\\D", ""))
				.mapToLong(Long::parseLong)
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Kills it, and waits until it is dead. */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/** Tells it to stop, as Docker and systemd do. */
	void terminate() {
		this.process.destroy();
	}

	/** Waits until it is gone by itself. */
	void awaitEnd() {
		await().atMost(Duration.ofSeconds(60)).until(() -> !isAlive());
	}

	@Override
	public void close() throws IOException {
		kill();
		Files.deleteIfExists(this.log);
	}

}
