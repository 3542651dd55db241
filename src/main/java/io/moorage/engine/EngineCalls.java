package io.moorage.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.moorage.access.Caller;
import io.moorage.access.Carried;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls to the engine, a bounded number at a time, whose callers take turns, each on
 * a thread of its own that is interrupted when its deadline passes: the transport's own
 * time-outs have no effect on a unix socket. Safe for use by many threads.
 */
class EngineCalls implements AutoCloseable {

	private static final int MAX_WAITING = 1024;

	// A caller with many tasks must not take every place, nor fill the queue.
	private static final int MAX_SLICES = 8;

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("engine-", 0).factory());

	private final FairPlaces places;

	private final Duration queueTimeout;

	EngineCalls(int maxConcurrent, Duration queueTimeout) {
		this.places = new FairPlaces(maxConcurrent, MAX_WAITING);
		this.queueTimeout = queueTimeout;
	}

	/**
	 * Runs one call.
	 * @param deadline how long it may take once it has begun
	 * @param call what to do
	 * @return what the call returned
	 * @throws MoorageException {@code engine-busy}, {@code engine-timeout}, or what the
	 * call threw
	 */
	<T extends @Nullable Object> T within(Duration deadline, Callable<T> call) {
		String caller = Objects.requireNonNullElse(Caller.currentKey(), FairPlaces.ITSELF);
		takePlace(caller);
		try {
			Future<T> future = this.threads.submit(call);
			try {
				return future.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				throw timeout(deadline);
			}
			catch (ExecutionException ex) {
				throw unwrap(ex);
			}
			finally {
				future.cancel(true);
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
		finally {
			this.places.giveBack(caller);
		}
	}

	/**
	 * Runs several tasks, a few at once, each of which makes calls that have deadlines.
	 * @param tasks what to do
	 * @return what the tasks returned, in their order
	 * @throws MoorageException what the first failed task threw
	 */
	<T> List<T> all(List<Callable<T>> tasks) {
		try {
			List<T> results = new ArrayList<>(tasks.size());
			for (Future<List<T>> slice : this.threads.invokeAll(slices(tasks))) {
				results.addAll(slice.get());
			}
			return results;
		}
		catch (ExecutionException ex) {
			throw unwrap(ex);
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private static <T> List<Callable<List<T>>> slices(List<Callable<T>> tasks) {
		int size = Math.ceilDiv(tasks.size(), MAX_SLICES);
		List<Callable<List<T>>> slices = new ArrayList<>();
		for (int from = 0; from < tasks.size(); from += size) {
			List<Callable<T>> slice = tasks.subList(from, Math.min(from + size, tasks.size()));
			slices.add(Carried.along(() -> {
				List<T> results = new ArrayList<>(slice.size());
				for (Callable<T> task : slice) {
					results.add(task.call());
				}
				return results;
			}));
		}
		return slices;
	}

	private void takePlace(String caller) {
		try {
			if (!this.places.take(caller, this.queueTimeout)) {
				throw new MoorageException(FaultCode.ENGINE_BUSY,
						"Too many calls to the engine are under way. Try again in a moment.");
			}
		}
		catch (InterruptedException ex) {
			throw interrupted();
		}
	}

	private static RuntimeException unwrap(ExecutionException ex) {
		return (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
	}

	private static MoorageException timeout(Duration deadline) {
		return new MoorageException(FaultCode.ENGINE_TIMEOUT,
				"The engine did not answer within " + deadline.toMillis() + " ms. Look whether it is overloaded or "
						+ "hangs; what was asked may still happen, so look before you ask again.",
				Map.of());
	}

	private static MoorageException interrupted() {
		Thread.currentThread().interrupt();
		return new MoorageException(FaultCode.ENGINE_UNAVAILABLE,
				"The call was given up, since the service stops or the caller's own deadline passed.");
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
