package io.moorage.change;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.moorage.access.Caller;
import io.moorage.engine.FairPlaces;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Lets one write at a time touch a network, while writes to other networks go on. A
 * network is locked by its name, which stays when it is made anew under another id.
 * Several are locked in order, so that two writes never wait for each other.
 *
 * <p>
 * Networks are made one at a time, so that a free subnet stays free until its network has
 * it. That costs little, since the engine makes them one at a time too: Docker 26.1 takes
 * 145 to 175 ms for a bridge network, and 115 to 125 ms for each of twelve that are asked
 * for at once.
 *
 * <p>
 * Callers have each lock in turns, so that nobody waits behind all that another asks for.
 * Safe for use by many threads.
 */
@Component
public class NetworkLocks {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int MAX_WAITING = 1000;

	// Names and subnets are an engine's, not a network's: whoever makes one holds this.
	// It comes last, also for those who take it in the middle.
	private static final String MAKING = "\uffff";

	private final Map<String, Lock> locks = new ConcurrentHashMap<>();

	/**
	 * Does something while nobody else writes to the networks.
	 * @param <T> what comes of it
	 * @param names the names of the networks that it touches
	 * @param making whether it makes a network, which one at a time may
	 * @param action what to do
	 * @return what came of it
	 * @throws MoorageException {@code engine-busy} when others keep a network for longer
	 * than a minute, or too many wait for it
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
	 * than a minute, or too many wait to
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
		Lock lock = this.locks.compute(key, (name, existing) -> ((existing != null) ? existing : new Lock()).wanted());
		boolean acquired = false;
		try {
			acquired = lock.take();
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
					(key.equals(MAKING)
							? "Networks are made one at a time, and those that others make have taken this one's turn"
							: "Other changes of the network " + key + " are still under way")
							+ ". Try again in a moment.");
		}
	}

	private void release(String key) {
		Lock lock = this.locks.get(key);
		if (lock != null) {
			lock.giveBack();
		}
		letGo(key);
	}

	private void letGo(String key) {
		this.locks.computeIfPresent(key, (name, lock) -> (--lock.users == 0) ? null : lock);
	}

	/**
	 * Is the lock of a network. Who has it may take it again.
	 */
	private static final class Lock {

		private final FairPlaces place = new FairPlaces(1, MAX_WAITING);

		// Who hold or want it; changed only inside the map's own lock.
		private int users;

		private volatile @Nullable Thread owner;

		private String caller = FairPlaces.ITSELF;

		private int held;

		private Lock wanted() {
			this.users++;
			return this;
		}

		private boolean take() throws InterruptedException {
			if (this.owner != Thread.currentThread()) {
				String asking = Objects.requireNonNullElse(Caller.currentKey(), FairPlaces.ITSELF);
				if (!this.place.take(asking, PATIENCE)) {
					return false;
				}
				this.owner = Thread.currentThread();
				this.caller = asking;
			}
			this.held++;
			return true;
		}

		private void giveBack() {
			if (--this.held == 0) {
				this.owner = null;
				this.place.giveBack(this.caller);
			}
		}

	}

}
