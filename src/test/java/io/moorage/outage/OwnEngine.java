package io.moorage.outage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.moorage.harness.Engine;

import static org.awaitility.Awaitility.await;

/**
 * A real engine of a test's own, which can be killed: the daemon that belongs to the
 * Docker client on the PATH, with network, mounts and processes of its own, so that
 * nothing is left of it and nobody is in its way. It has the tests' image and else is
 * empty.
 */
public final class OwnEngine implements AutoCloseable {

	// The shell is the first process in there: when it ends all others do.
	private static final String SCRIPT = """
			ip link set lo up
			while read -r command; do
				case $command in
				start) "$@" >>"$LOG" 2>&1 & daemon=$! ;;
				kill) kill -KILL "$daemon"; wait "$daemon" ;;
				stop) kill -TERM "$daemon"; wait "$daemon"; exit ;;
				esac
			done
			""";

	private final Path folder;

	private final Process shell;

	private final Writer commands;

	private final Engine engine;

	private OwnEngine(Path daemon) throws IOException {
		this.folder = Files.createTempDirectory("moorage-engine");
		Files.writeString(this.folder.resolve("daemon.json"), "{}");
		this.engine = Engine.at(URI.create("unix://" + this.folder.resolve("docker.sock")));
		List<String> unshare = List.of("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
				"sh", "-c", SCRIPT, "sh");
		List<String> dockerd = List.of(daemon.toString(), "--config-file", in("daemon.json"), "--data-root", in("data"),
				"--exec-root", in("exec"), "--pidfile", in("pid"), "--host", this.engine.host().toString(),
				"--storage-driver", "vfs");
		ProcessBuilder builder = new ProcessBuilder(Stream.concat(unshare.stream(), dockerd.stream()).toList())
			.redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD);
		builder.environment().put("LOG", in("log"));
		builder.environment()
			.merge("PATH", daemon.getParent() + ":" + daemon.getParent().resolveSibling("bin"),
					(path, own) -> own + ":" + path);
		this.shell = builder.start();
		this.commands = this.shell.outputWriter();
	}

	private String in(String file) {
		return this.folder.resolve(file).toString();
	}

	/** Says whether this machine has all that it takes. */
	public static boolean isPossible() {
		return System.getProperty("user.name").equals("root") && daemon().isPresent();
	}

	/**
	 * Starts one, and gives it the tests' image.
	 * @return the engine, which the caller closes
	 * @throws IOException if it cannot be started
	 */
	public static OwnEngine started() throws IOException {
		OwnEngine own = new OwnEngine(daemon().orElseThrow());
		try {
			own.start();
			try (InputStream image = Engine.required().client().saveImageCmd(Engine.IMAGE).exec()) {
				own.engine.client().loadImageCmd(image).exec();
			}
			return own;
		}
		catch (IOException | RuntimeException ex) {
			own.close();
			throw ex;
		}
	}

	public Engine engine() {
		return this.engine;
	}

	/** Starts the daemon, on what a killed one left. */
	void start() {
		tell("start");
		await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> !this.engine.info().isEmpty());
	}

	/** Kills the daemon, and waits until it is dead. */
	void kill() {
		tell("kill");
		await().until(() -> !answers());
	}

	private boolean answers() {
		try {
			return !this.engine.info().isEmpty();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private void tell(String command) {
		try {
			this.commands.write(command + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<Path> daemon() {
		return Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/bin").split(":"))
			.map(Path::of)
			.flatMap((place) -> Stream.of(place.resolve("dockerd"), besideClient(place)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	// The client may be a link to where all of them are.
	private static Path besideClient(Path place) {
		try {
			return place.resolve("docker").toRealPath().resolve("../../sbin/dockerd").normalize();
		}
		catch (IOException ex) {
			return place.resolve("nothing");
		}
	}

	@Override
	public void close() throws IOException {
		this.engine.removeLabelled("io.moorage.test", (value) -> true);
		tell("stop");
		try {
			if (!this.shell.waitFor(20, TimeUnit.SECONDS)) {
				this.shell.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.shell.destroyForcibly();
		}
		try (Stream<Path> files = Files.walk(this.folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

}
