import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** When a service that is being started answers for the first time. */
final class FirstAnswers {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private static final Duration PAUSE = Duration.ofMillis(5);

	private final Service service;

	private final Figures.Writer figures;

	FirstAnswers(Service service, Figures.Writer figures) {
		this.service = service;
		this.figures = figures;
	}

	/**
	 * Watches until each path has answered 200. The script starts the service when it
	 * sees the file {@code watching}, and writes into it when that was, in microseconds
	 * of the epoch.
	 */
	void run(Path watching, List<String> paths) throws Exception {
		Files.createFile(watching);
		Instant[] answered = new Instant[paths.size()];
		List<Thread> threads = new ArrayList<>();
		for (int index = 0; index < paths.size(); index++) {
			int place = index;
			threads.add(Thread.startVirtualThread(() -> answered[place] = firstAnswer(paths.get(place))));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		Instant start = Instant.EPOCH.plus(Long.parseLong(Files.readString(watching).strip()), ChronoUnit.MICROS);
		for (int index = 0; index < paths.size(); index++) {
			if (answered[index] == null) {
				throw new IllegalStateException(
						paths.get(index) + " did not answer 200 within " + PATIENCE.toSeconds() + " s");
			}
			this.figures.add("start." + paths.get(index), Duration.between(start, answered[index]).toNanos() / 1e6);
		}
	}

	private Instant firstAnswer(String path) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			try {
				if (this.service.http().get(path).statusCode() == 200) {
					return Instant.now();
				}
			}
			catch (IOException ex) {
				// not there yet
			}
			catch (InterruptedException ex) {
				return null;
			}
			try {
				Thread.sleep(PAUSE);
			}
			catch (InterruptedException ex) {
				return null;
			}
		}
		return null;
	}

}
