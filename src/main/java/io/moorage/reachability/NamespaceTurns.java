package io.moorage.reachability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;

import org.springframework.stereotype.Component;

/**
 * Lets one at a time do something in a network namespace.
 */
@Component
class NamespaceTurns {

	private static final int MAX_WAITING = 64;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Map<String, Turn> turns = new ConcurrentHashMap<>();

	/**
	 * Does something while nobody else does.
	 * @param key which namespace it is
	 * @throws MoorageException {@code engine-busy} when others take too long, or too many
	 * wait
	 */
	<T> T alone(String key, Supplier<T> work) {
		Turn turn = this.turns.compute(key, (id, there) -> (there != null) ? there.join() : new Turn());
		try {
			if (turn.free.getQueueLength() >= MAX_WAITING
					|| !turn.free.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new MoorageException(FaultCode.ENGINE_BUSY,
						"Others ping from the same container, one after the other. Try again in a moment.");
			}
			try {
				return work.get();
			}
			finally {
				turn.free.release();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MoorageException(FaultCode.ENGINE_UNAVAILABLE,
					"The probe was given up, since the service stops.");
		}
		finally {
			this.turns.computeIfPresent(key, (id, there) -> there.leave() ? null : there);
		}
	}

	/**
	 * Is a namespace's turn, kept as long as somebody has it or waits for it. Counted
	 * under the map's lock.
	 */
	private static final class Turn {

		private final Semaphore free = new Semaphore(1, true);

		private int interested = 1;

		private Turn join() {
			this.interested++;
			return this;
		}

		private boolean leave() {
			this.interested--;
			return this.interested == 0;
		}

	}

}
