package io.moorage.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.moorage.access.Carried;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;

import org.springframework.stereotype.Component;

/**
 * Lets a few work with helpers at a time. Whoever comes later waits, but neither for long
 * nor in a long queue.
 */
@Component
public class HelperPlaces {

	private static final int MAX_WAITING = 256;

	private final ProbeProperties properties;

	private final Semaphore places;

	HelperPlaces(ProbeProperties properties) {
		this.properties = properties;
		this.places = new Semaphore(properties.maxConcurrent(), true);
	}

	/**
	 * Does something in a place of its own.
	 * @param <T> what comes of it
	 * @param work what to do, with one helper at a time
	 * @return what came of it
	 * @throws MoorageException {@code engine-busy} when no place was free for
	 * {@code moorage.probe.queue-timeout}
	 */
	public <T> T within(Supplier<T> work) {
		take();
		try {
			return work.get();
		}
		finally {
			this.places.release();
		}
	}

	/**
	 * Does several things, as many at once as there are places. Each takes its place by
	 * itself, after what else it may have to wait for.
	 * @param <T> what comes of one
	 * @param work what to do
	 * @return what came of it, in its order
	 * @throws MoorageException what the first one that failed threw, once those that run
	 * have ended
	 */
	public <T> List<T> all(List<Supplier<T>> work) {
		try (ExecutorService threads = Executors.newFixedThreadPool(this.properties.maxConcurrent(),
				Thread.ofVirtual().name("probe-", 0).factory())) {
			List<Future<T>> begun = new ArrayList<>();
			work.forEach((each) -> begun.add(threads.submit(Carried.along(each::get))));
			List<T> results = new ArrayList<>();
			try {
				for (Future<T> each : begun) {
					results.add(each.get());
				}
			}
			finally {
				begun.forEach((each) -> each.cancel(false));
			}
			return results;
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	/**
	 * Tells how many there are.
	 */
	public int count() {
		return this.properties.maxConcurrent();
	}

	private void take() {
		try {
			if (this.places.getQueueLength() >= MAX_WAITING
					|| !this.places.tryAcquire(this.properties.queueTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
				throw new MoorageException(FaultCode.ENGINE_BUSY, this.properties.maxConcurrent()
						+ " probes run at once at most (moorage.probe.max-concurrent), and others came first. Try again in a moment.");
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private static MoorageException interrupted() {
		Thread.currentThread().interrupt();
		return new MoorageException(FaultCode.ENGINE_UNAVAILABLE, "The probe was given up, since the service stops.");
	}

}
