package io.moorage.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Gives out a bounded number of places. Callers wait each in a line of their own, and a
 * place that is free goes to the first in the line of the one who has fewest of them, so
 * that nobody waits behind all that another asks for. None has more than three quarters
 * of the places, however many are free: a caller's slow calls leave room for others. A
 * single place is a lock that callers have in turns. Safe for use by many threads.
 */
public class FairPlaces {

	/** The service itself, which is not bounded but by the number of places. */
	public static final String ITSELF = "";

	private final int maxPerCaller;

	private final int maxWaiting;

	private final int maxWaitingPerCaller;

	private final Map<String, Deque<CountDownLatch>> lines = new LinkedHashMap<>();

	private final Map<String, Integer> taken = new HashMap<>();

	private int free;

	private int waiting;

	/**
	 * Creates places.
	 * @param places how many there are
	 * @param maxWaiting how many may wait, of one caller at most half of them
	 */
	public FairPlaces(int places, int maxWaiting) {
		this.free = places;
		this.maxPerCaller = Math.max(1, places - places / 4);
		this.maxWaiting = maxWaiting;
		this.maxWaitingPerCaller = Math.max(1, maxWaiting / 2);
	}

	/**
	 * Takes a place, when there is one in time.
	 * @param caller who asks
	 * @param timeout how long to wait
	 * @return whether it is taken; whoever has it gives it back
	 * @throws InterruptedException when the thread is interrupted; then it is not taken
	 */
	public boolean take(String caller, Duration timeout) throws InterruptedException {
		CountDownLatch turn = new CountDownLatch(1);
		if (!enter(caller, turn)) {
			return false;
		}
		try {
			return turn.await(timeout.toNanos(), TimeUnit.NANOSECONDS) || !leave(caller, turn);
		}
		catch (InterruptedException ex) {
			if (!leave(caller, turn)) {
				giveBack(caller);
			}
			throw ex;
		}
	}

	private synchronized boolean enter(String caller, CountDownLatch turn) {
		Deque<CountDownLatch> line = this.lines.get(caller);
		if (this.waiting >= this.maxWaiting || (line != null && line.size() >= this.maxWaitingPerCaller)) {
			return false;
		}
		this.lines.computeIfAbsent(caller, (name) -> new ArrayDeque<>()).add(turn);
		this.waiting++;
		next();
		return true;
	}

	/**
	 * Leaves the line.
	 * @return whether it was not yet its turn
	 */
	private synchronized boolean leave(String caller, CountDownLatch turn) {
		Deque<CountDownLatch> line = this.lines.get(caller);
		if (line == null || !line.remove(turn)) {
			return false;
		}
		this.waiting--;
		if (line.isEmpty()) {
			this.lines.remove(caller);
		}
		return true;
	}

	/**
	 * Gives a place back.
	 * @param caller who took it
	 */
	public synchronized void giveBack(String caller) {
		this.taken.computeIfPresent(caller, (name, count) -> (count > 1) ? count - 1 : null);
		this.free++;
		next();
	}

	private void next() {
		while (this.free > 0) {
			String caller = nextCaller();
			if (caller == null) {
				return;
			}
			// Whoever had a turn comes after all others that have as few.
			Deque<CountDownLatch> line = Objects.requireNonNull(this.lines.remove(caller));
			CountDownLatch turn = line.remove();
			if (!line.isEmpty()) {
				this.lines.put(caller, line);
			}
			this.waiting--;
			this.free--;
			this.taken.merge(caller, 1, Integer::sum);
			turn.countDown();
		}
	}

	private @Nullable String nextCaller() {
		String best = null;
		int fewest = this.maxPerCaller;
		for (String caller : this.lines.keySet()) {
			int has = this.taken.getOrDefault(caller, 0);
			if (has < fewest || (caller.equals(ITSELF) && best == null)) {
				best = caller;
				fewest = has;
			}
		}
		return best;
	}

}
