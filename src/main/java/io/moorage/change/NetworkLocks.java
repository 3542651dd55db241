package io.moorage.change;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Lets one write at a time touch a network, while writes to other networks go on. A
 * network is locked by its name, which stays when it is made anew under another id.
 * Several are locked in order, so that two writes never wait for each other. Safe for use
 * by many threads.
 */
@Component
public class NetworkLocks {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	// Names and subnets are an engine's, not a network's: whoever makes one holds this.
	// It comes last, also for those who take it in the middle.
	private static final String MAKING = "\uffff";

	private final Map<String, CountedLock> locks = new ConcurrentHashMap<>();

	/**
	 * Does something while nobody else writes to the networks.
	 * @param <T> what comes of it
	 * @param names the names of the networks that it touches
	 * @param making whether it makes a network, which one at a time may
	 * @param action what to do
	 * @return what came of it
	 * @throws MoorageException {@code engine-busy} when others keep a network for longer
	 * than a minute
	 */
	public <T extends @Nullable Object> T holding(Collection<String> names, boolean making, Supplier<T> action) {
		TreeSet<String> keys = new TreeSet<>(names);
		if (making) {
			keys.add(MAKING);
		}
		return holdingKeys(keys, action);
	}

	/**
	 * Does something while nobody else makes a network. Whoever calls this may hold
	 * networks already.
	 * @param <T> what comes of it
	 * @param action what to do
	 * @return what came of it
	 * @throws MoorageException {@code engine-busy} when others make networks for longer
	 * than a minute
	 */
	public <T extends @Nullable Object> T making(Supplier<T> action) {
		return holdingKeys(new TreeSet<>(List.of(MAKING)), action);
	}

	private <T extends @Nullable Object> T holdingKeys(TreeSet<String> keys, Supplier<T> action) {
		Deque<String> held = new ArrayDeque<>();
		try {
			for (String key : keys) {
				acquire(key);
				held.push(key);
			}
			return action.get();
		}
		finally {
			held.forEach(this::release);
		}
	}

	private void acquire(String key) {
		CountedLock lock = this.locks.compute(key,
				(name, existing) -> ((existing != null) ? existing : new CountedLock()).taken());
		boolean acquired = false;
		try {
			acquired = lock.lock.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			if (!acquired) {
				letGo(key);
			}
		}
		if (!acquired) {
			throw new MoorageException(FaultCode.ENGINE_BUSY,
					"Another change of the same network is still under way. Try again in a moment.");
		}
	}

	private void release(String key) {
		CountedLock lock = this.locks.get(key);
		if (lock != null) {
			lock.lock.unlock();
		}
		letGo(key);
	}

	private void letGo(String key) {
		this.locks.computeIfPresent(key, (name, lock) -> (--lock.users == 0) ? null : lock);
	}

	// The count of those who hold or want it; changed only inside the map's own lock.
	private static final class CountedLock {

		private final ReentrantLock lock = new ReentrantLock(true);

		private int users;

		private CountedLock taken() {
			this.users++;
			return this;
		}

	}

}
