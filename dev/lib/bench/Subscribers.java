import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long after the engine's own event a change reaches each of many subscribers, and
 * whether it does exactly once.
 */
final class Subscribers {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	/** What comes twice has come by then. */
	private static final Duration AFTERWARDS = Duration.ofSeconds(2);

	/** A server's queue of connections that it has not yet accepted is short. */
	private static final int CONNECTING_AT_ONCE = 32;

	private final Engine engine;

	private final Service service;

	private final Figures.Writer figures;

	private final AtomicInteger arrived = new AtomicInteger();

	Subscribers(Engine engine, Service service, Figures.Writer figures) {
		this.engine = engine;
		this.service = service;
		this.figures = figures;
	}

	void run(int count, int cycles) throws Exception {
		List<Subscriber> subscribers = new ArrayList<>();
		try (EngineEvents events = this.engine.events()) {
			String refusal = subscribe(count, subscribers);
			if (refusal != null) {
				this.figures.text("missing.subscribers", refusal);
				return;
			}
			Thread.sleep(Duration.ofSeconds(1));
			measure(subscribers, change(count, cycles, events), events);
		}
		finally {
			for (Subscriber subscriber : subscribers) {
				subscriber.close();
			}
		}
	}

	/** Subscribes all, and returns why that was not possible, or null. */
	private String subscribe(int count, List<Subscriber> subscribers) throws InterruptedException {
		Semaphore permits = new Semaphore(CONNECTING_AT_ONCE);
		List<Thread> threads = new ArrayList<>();
		List<String> refusals = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			threads.add(Thread.startVirtualThread(() -> {
				permits.acquireUninterruptibly();
				try {
					Subscriber subscriber = Subscriber.open(this.service.http().base(), this.arrived::incrementAndGet);
					synchronized (subscribers) {
						subscribers.add(subscriber);
					}
				}
				catch (IOException ex) {
					synchronized (refusals) {
						refusals.add(ex.getMessage());
					}
				}
				finally {
					permits.release();
				}
			}));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return refusals.isEmpty() ? null : "%s (%d of %d)".formatted(refusals.getFirst(), refusals.size(), count);
	}

	/** Makes the changes, the next when everybody has heard of the one before. */
	private List<Change> change(int count, int cycles, EngineEvents events) throws Exception {
		String container = this.engine.containerId(Fixture.container(0));
		List<Change> changes = new ArrayList<>();
		for (int number = 0; number < cycles; number++) {
			Cycle cycle = new Cycle(this.engine, "bench-told-" + number, container);
			for (Change.Kind kind : Change.Kind.values()) {
				Change change = cycle.make(kind);
				events.await(change, LIMIT);
				changes.add(change);
				awaitArrivals(count * changes.size());
			}
		}
		Thread.sleep(AFTERWARDS);
		return changes;
	}

	/** One that never arrives is found out later, by who lacks it. */
	private void awaitArrivals(int expected) throws InterruptedException {
		long deadline = System.nanoTime() + LIMIT.toNanos();
		while (this.arrived.get() < expected && System.nanoTime() < deadline) {
			Thread.sleep(5);
		}
	}

	private void measure(List<Subscriber> subscribers, List<Change> changes, EngineEvents events)
			throws InterruptedException {
		List<Double> millis = new ArrayList<>();
		int missed = 0;
		int repeated = 0;
		for (Subscriber subscriber : subscribers) {
			Map<Change, List<Long>> told = subscriber.arrivals();
			for (Change change : changes) {
				List<Long> arrivals = told.getOrDefault(change, List.of());
				if (arrivals.isEmpty()) {
					missed++;
					continue;
				}
				repeated += arrivals.size() - 1;
				millis.add((arrivals.getFirst() - events.await(change, LIMIT)) / 1e6);
			}
		}
		this.figures.add("subscribers.count", subscribers.size());
		this.figures.add("subscribers.changes", changes.size());
		this.figures.add("subscribers.missed", missed);
		this.figures.add("subscribers.repeated", repeated);
		if (!millis.isEmpty()) {
			this.figures.add("subscribers.p50", Figures.percentile(millis, 50));
			this.figures.add("subscribers.p99", Figures.percentile(millis, 99));
			this.figures.add("subscribers.max", Figures.percentile(millis, 100));
		}
	}

}
