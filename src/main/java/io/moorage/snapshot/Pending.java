package io.moorage.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.moorage.engine.EngineEvent;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is to be looked at, from events and from those who ask, until it is taken
 * all at once: however many there are in a burst, each thing is looked at once. It holds
 * at most one entry for each thing of the engine. Safe for use by many threads.
 */
class Pending {

	// What is looked at for its own sake comes in portions, so that nobody waits long,
	// and
	// takes a twentieth of the time at most: an engine with a thousand networks needs
	// seconds to tell of each.
	private static final int PORTION = 8;

	private static final int SHARE = 20;

	// What events tell waits a little for more of the same burst, and for the write that
	// brought them about, which asks for a look itself.
	private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(3);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition filled = this.lock.newCondition();

	private final Set<Object> inTurn = new LinkedHashSet<>();

	private long nextTurn = System.nanoTime();

	// When the present portion was taken, or 0.
	private long turnTaken;

	private Set<NetworkId> networks = new LinkedHashSet<>();

	private Set<ContainerId> containers = new LinkedHashSet<>();

	private List<Work.Waiter> waiting = new ArrayList<>();

	private Lists lists = Lists.NONE;

	private boolean services;

	private long lastEvent = System.nanoTime();

	void add(EngineEvent event) {
		this.lock.lock();
		try {
			NetworkId network = event.network();
			ContainerId container = event.container();
			if (network != null) {
				this.networks.add(network);
			}
			if (container != null) {
				this.containers.add(container);
			}
			this.services |= network == null && container == null;
			this.lastEvent = System.nanoTime();
			this.filled.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Asks for a look that begins after this call.
	 * @return done when the look has been published
	 */
	CompletableFuture<@Nullable Void> add(Touched touched, Lists lists) {
		CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
		this.lock.lock();
		try {
			this.networks.addAll(touched.networks());
			this.containers.addAll(touched.containers());
			this.lists = this.lists.and(lists);
			this.waiting.add(new Work.Waiter(touched, done));
			this.filled.signal();
		}
		finally {
			this.lock.unlock();
		}
		return done;
	}

	/**
	 * Gives work back that could not be done.
	 */
	void putBack(Work work) {
		this.lock.lock();
		try {
			this.networks.addAll(work.networks());
			this.containers.addAll(work.containers());
			this.waiting.addAll(work.waiting());
			this.lists = this.lists.and(work.lists());
			this.services |= work.services();
			this.filled.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Has everything looked at in turn, whenever there is nothing more urgent. What waits
	 * for its turn already keeps its place.
	 */
	void addInTurn(Collection<ContainerId> containers, Collection<NetworkId> networks) {
		this.lock.lock();
		try {
			Set<Object> there = new LinkedHashSet<>(containers);
			there.addAll(networks);
			this.inTurn.retainAll(there);
			this.inTurn.addAll(there);
			this.filled.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells how long the engine has said nothing.
	 * @return nanoseconds
	 */
	long silence() {
		this.lock.lock();
		try {
			return System.nanoTime() - this.lastEvent;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes all that there is, and waits for it if need be.
	 * @param patience how long to wait, in nanoseconds
	 * @return the work, or null when there was none in that time
	 */
	@Nullable Work take(long patience) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			endTurn();
			long end = System.nanoTime() + patience;
			while (isNothingUrgent() && !isTurn()) {
				long left = end - System.nanoTime();
				if (left <= 0) {
					return null;
				}
				long ignored = this.filled
					.awaitNanos(this.inTurn.isEmpty() ? left : Math.min(left, this.nextTurn - System.nanoTime()));
			}
			long linger = LINGER;
			while (linger > 0 && this.waiting.isEmpty()) {
				linger = this.filled.awaitNanos(linger);
			}
			return takeAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes all that is urgent, or else a portion of what is looked at in turn, without
	 * waiting.
	 * @return the work, maybe none at all
	 */
	Work takeAll() {
		this.lock.lock();
		try {
			if (isNothingUrgent() && isTurn()) {
				takePortion();
			}
			Work work = new Work(this.networks, this.containers, this.lists, this.services, this.waiting);
			this.networks = new LinkedHashSet<>();
			this.containers = new LinkedHashSet<>();
			this.waiting = new ArrayList<>();
			this.lists = Lists.NONE;
			this.services = false;
			return work;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isTurn() {
		return !this.inTurn.isEmpty() && System.nanoTime() - this.nextTurn >= 0;
	}

	private void takePortion() {
		Iterator<Object> next = this.inTurn.iterator();
		for (int i = 0; i < PORTION && next.hasNext(); i++) {
			switch (next.next()) {
				case NetworkId network -> this.networks.add(network);
				case ContainerId container -> this.containers.add(container);
				default -> throw new IllegalStateException();
			}
			next.remove();
		}
		this.turnTaken = System.nanoTime();
	}

	private void endTurn() {
		if (this.turnTaken != 0) {
			long now = System.nanoTime();
			this.nextTurn = now + (SHARE - 1) * (now - this.turnTaken);
			this.turnTaken = 0;
		}
	}

	/**
	 * Tells whether the engine has told nothing that was not taken.
	 */
	boolean isNothingTold() {
		this.lock.lock();
		try {
			return isNothingUrgent();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isNothingUrgent() {
		return this.networks.isEmpty() && this.containers.isEmpty() && this.waiting.isEmpty()
				&& this.lists == Lists.NONE && !this.services;
	}

}
