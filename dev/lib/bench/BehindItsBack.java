import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long after the engine's own event a change that was made behind the service's back
 * can be read here.
 */
final class BehindItsBack {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Duration PAUSE = Duration.ofMillis(1);

	private final Engine engine;

	private final Service service;

	private final Figures.Writer figures;

	BehindItsBack(Engine engine, Service service, Figures.Writer figures) {
		this.engine = engine;
		this.service = service;
		this.figures = figures;
	}

	void run(int cycles) throws Exception {
		String container = this.engine.containerId(Fixture.container(0));
		Map<Change.Kind, List<Double>> samples = new EnumMap<>(Change.Kind.class);
		List<Double> all = new ArrayList<>();
		try (EngineEvents events = this.engine.events()) {
			for (int number = 0; number < cycles; number++) {
				Cycle cycle = new Cycle(this.engine, "bench-behind-" + number, container);
				for (Change.Kind kind : Change.Kind.values()) {
					double millis = sample(cycle, kind, container, events);
					samples.computeIfAbsent(kind, (key) -> new ArrayList<>()).add(millis);
					all.add(millis);
				}
			}
		}
		catch (TimeoutException ex) {
			this.figures.text("failed.behind", "a change was not readable within " + LIMIT.toSeconds() + " s");
			return;
		}
		samples.forEach((kind, millis) -> add("behind." + kind.name().toLowerCase(Locale.ROOT), millis));
		add("behind.all", all);
	}

	private void add(String key, List<Double> millis) {
		this.figures.add(key + ".p50", Figures.percentile(millis, 50));
		this.figures.add(key + ".p99", Figures.percentile(millis, 99));
		this.figures.add(key + ".count", millis.size());
	}

	/**
	 * It is asked already while the change is being made, since the answer may be there
	 * before the event is.
	 */
	private double sample(Cycle cycle, Change.Kind kind, String container, EngineEvents events) throws Exception {
		CompletableFuture<Long> readable = new CompletableFuture<>();
		Thread reader = Thread.startVirtualThread(() -> readUntil(cycle.name(), kind, container, readable));
		try {
			long told = events.await(cycle.make(kind), LIMIT);
			return (readable.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS) - told) / 1e6;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("the service could not be asked", ex.getCause());
		}
		finally {
			reader.interrupt();
			reader.join();
		}
	}

	private void readUntil(String name, Change.Kind kind, String container, CompletableFuture<Long> readable) {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				HttpResponse<String> answer = this.service.http().get("/networks/" + name);
				if (shows(kind, container, answer)) {
					readable.complete(System.nanoTime());
					return;
				}
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException ex) {
			// it took too long: the one that waits says so
		}
		catch (IOException ex) {
			readable.completeExceptionally(ex);
		}
	}

	private static boolean shows(Change.Kind kind, String container, HttpResponse<String> answer) {
		boolean there = answer.statusCode() == 200;
		return switch (kind) {
			case CREATED -> there;
			case CONNECTED -> there && answer.body().contains(container);
			case DISCONNECTED -> there && !answer.body().contains(container);
			case REMOVED -> answer.statusCode() == 404;
		};
	}

}
