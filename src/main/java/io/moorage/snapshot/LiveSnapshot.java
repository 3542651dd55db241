package io.moorage.snapshot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Difference;
import io.moorage.topology.Differences;
import io.moorage.topology.Topology;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the watcher last published. Readers read one volatile field; the watcher
 * alone writes it.
 */
@Slf4j
class LiveSnapshot implements Snapshot {

	// A look is a handful of calls, each of which has a deadline of its own.
	private static final Duration LOOK_PATIENCE = Duration.ofMinutes(2);

	private final Pending pending;

	private final Origins origins = new Origins();

	private final List<SnapshotListener> listeners;

	private final Duration maxStale;

	private final Waiters waiters;

	private volatile State state = new State(Topology.EMPTY, new Revision(epoch(), 0), null);

	private volatile long confirmed = System.nanoTime();

	LiveSnapshot(Pending pending, Waiters waiters, List<SnapshotListener> listeners, Duration maxStale) {
		this.pending = pending;
		this.waiters = waiters;
		this.listeners = listeners;
		this.maxStale = maxStale;
	}

	private static String epoch() {
		return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);
	}

	@Override
	public Reading read() {
		State now = this.state;
		Reading reading = reading(now);
		if (reading == null) {
			throw (now.lost() != null && now.revision().number() > 0) ? away(now.lost()) : starting(now.lost());
		}
		return reading;
	}

	@Override
	public @Nullable Reading peek() {
		return reading(this.state);
	}

	private @Nullable Reading reading(State now) {
		boolean stale = now.lost() != null;
		Duration age = age();
		boolean tooOld = stale && age.compareTo(this.maxStale) > 0;
		return (tooOld || now.revision().number() == 0) ? null
				: new Reading(now.topology(), now.revision(), age, stale);
	}

	private static MoorageException starting(@Nullable MoorageException lost) {
		return new MoorageException(FaultCode.STARTING, "The engine has not been looked at yet. Try again in a moment."
				+ ((lost != null) ? " " + lost.detail() : ""), Map.of(), lost);
	}

	private static MoorageException away(MoorageException lost) {
		boolean garbage = lost.code() == FaultCode.ENGINE_ERROR;
		return garbage ? new MoorageException(lost.code(), lost.detail(), lost.facts(), lost)
				: new MoorageException(FaultCode.ENGINE_UNAVAILABLE, "The engine is away. " + lost.detail(),
						Map.of("cause", lost.code().toString()), lost);
	}

	@Override
	public Reading lastKnown() {
		State now = this.state;
		if (now.revision().number() == 0) {
			throw starting(now.lost());
		}
		return new Reading(now.topology(), now.revision(), age(), now.lost() != null);
	}

	@Override
	public Reading fresh(Touched touched) {
		return look(touched, Lists.ALL);
	}

	@Override
	public Reading freshNetworks() {
		return look(Touched.NOTHING, Lists.NETWORKS);
	}

	@Override
	public Reading refresh(Touched touched) {
		return look(touched, Lists.NONE);
	}

	private Reading look(Touched touched, Lists lists) {
		checkThere();
		CompletableFuture<@Nullable Void> look = this.pending.add(touched, lists);
		// A loss fails all that wait, and this may have come just after it.
		checkThere();
		try {
			look.get(LOOK_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
			return read();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof MoorageException reason) ? copied(reason)
					: new IllegalStateException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new MoorageException(FaultCode.ENGINE_TIMEOUT,
					"The engine could not be looked at in time. Look whether it is overloaded or hangs.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MoorageException(FaultCode.ENGINE_UNAVAILABLE, "The call was given up, since the service stops.");
		}
	}

	private void checkThere() {
		State now = this.state;
		MoorageException lost = now.lost();
		if (now.revision().number() == 0) {
			throw starting(lost);
		}
		if (lost != null) {
			throw away(lost);
		}
	}

	// Several callers may get the same failure, each on a thread of its own.
	private static MoorageException copied(MoorageException reason) {
		return new MoorageException(reason.code(), reason.detail(), reason.facts(), reason);
	}

	@Override
	public boolean awaitChange(Revision known, Duration patience) {
		return this.waiters.await(() -> !this.state.revision().equals(known), patience);
	}

	@Override
	public <T> T attributed(Touched touched, Supplier<T> write) {
		return this.origins.during(touched, write);
	}

	// ---- for the watcher alone ------------------------------------------------------

	/**
	 * Shows readers what is there now. When nothing but helpers came or went it is the
	 * same revision, and nobody is told.
	 * @param asked when the look at it began, as {@link System#nanoTime()}
	 */
	void publish(Topology topology, long asked) {
		State old = this.state;
		boolean first = old.revision().number() == 0;
		if (old.lost() != null && !first) {
			tell((listener) -> listener.onFound(old.revision()));
		}
		boolean different = first || (topology != old.topology() && !topology.isSameAs(old.topology()));
		Revision revision = different ? old.revision().next() : old.revision();
		List<Difference> differences = (different && !first) ? Differences.between(old.topology(), topology)
				: List.of();
		this.confirmed = asked;
		this.state = new State(topology, revision, null);
		if (different) {
			this.waiters.signal();
		}
		if (!differences.isEmpty()) {
			SnapshotChange change = new SnapshotChange(revision, old.topology(), topology,
					differences.stream()
						.map((each) -> new SnapshotChange.Attributed(each, this.origins.of(each)))
						.toList());
			tell((listener) -> listener.onChange(change));
		}
	}

	// A listener that fails must not keep readers from what is there.
	private void tell(Consumer<SnapshotListener> news) {
		for (SnapshotListener listener : this.listeners) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException ex) {
				log.error("{} failed", listener, ex);
			}
		}
	}

	/**
	 * The engine answered, and what readers see is all that it told of.
	 * @param asked when it was asked, as {@link System#nanoTime()}
	 */
	void confirm(long asked) {
		if (this.state.lost() == null) {
			this.confirmed = asked;
		}
	}

	/**
	 * The engine is away.
	 * @param reason why
	 */
	void lose(MoorageException reason) {
		State old = this.state;
		this.state = new State(old.topology(), old.revision(), reason);
		if (old.lost() == null && old.revision().number() > 0) {
			tell((listener) -> listener.onLost(old.revision()));
		}
	}

	// ---- for health and metrics -----------------------------------------------------

	Duration age() {
		return Duration.ofNanos(Math.max(0, System.nanoTime() - this.confirmed));
	}

	State state() {
		return this.state;
	}

	/**
	 * Is what is shown.
	 *
	 * @param topology what is there
	 * @param revision which state it is; number 0 before the first list
	 * @param lost why the engine is away, or null
	 */
	record State(Topology topology, Revision revision, @Nullable MoorageException lost) {

	}

}
