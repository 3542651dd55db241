import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine's own events, and when each arrived here: what the service is compared with.
 */
final class EngineEvents implements AutoCloseable {

	private static final String FILTERS = "%7B%22type%22%3A%5B%22network%22%5D%7D";

	private static final Pattern ACTION = Pattern.compile("\"Action\":\"([^\"]+)\"");

	private static final Pattern NETWORK = Pattern.compile("\"ID\":\"([0-9a-f]{64})\"");

	private static final Pattern CONTAINER = Pattern.compile("\"container\":\"([0-9a-f]{64})\"");

	private final LineStream stream;

	private final Map<Change, Arrival> arrivals = new ConcurrentHashMap<>();

	EngineEvents(URI engine) throws IOException {
		this.stream = LineStream.open(engine, "/events?filters=" + FILTERS, "application/json");
		if (this.stream.status() != 200) {
			throw new IOException("the engine's events answered " + this.stream.status());
		}
		Thread.ofPlatform().daemon().start(this::read);
	}

	/** When the engine told of the change, in the terms of {@link System#nanoTime()}. */
	long await(Change change, Duration limit) throws InterruptedException {
		Arrival arrival = arrival(change);
		if (!arrival.happened().await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new IllegalStateException("the engine told no event of " + change);
		}
		return arrival.nanos()[0];
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

	private void read() {
		try {
			for (String line = this.stream.readLine(); line != null; line = this.stream.readLine()) {
				long now = System.nanoTime();
				changeOf(line, now);
			}
		}
		catch (IOException ex) {
			// closed: whoever still waits for an event is told that there was none
		}
	}

	private void changeOf(String line, long now) {
		Matcher action = ACTION.matcher(line);
		Matcher network = NETWORK.matcher(line);
		if (!action.find() || !network.find()) {
			return;
		}
		Matcher container = CONTAINER.matcher(line);
		String member = container.find() ? container.group(1) : "";
		Change.Kind.ofAction(action.group(1))
			.ifPresent((kind) -> arrival(Change.of(kind, network.group(1), member)).at(now));
	}

	private Arrival arrival(Change change) {
		return this.arrivals.computeIfAbsent(change, (key) -> new Arrival(new long[1], new CountDownLatch(1)));
	}

	/** The first arrival counts: the engine may tell of one disconnect twice. */
	private record Arrival(long[] nanos, CountDownLatch happened) {

		void at(long now) {
			if (this.happened.getCount() > 0) {
				this.nanos[0] = now;
				this.happened.countDown();
			}
		}

	}

}
