package io.moorage.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.moorage.engine.EngineEvent;
import io.moorage.engine.EngineEvents;
import io.moorage.engine.EngineEvents.Subscription;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Is one time of listening to the engine without a gap. It is made, used and closed by
 * the watcher's thread; its own two threads (the stream of events, the pulse) only add to
 * what is pending, or interrupt the watcher when the session cannot go on.
 */
@Slf4j
class EngineSession implements AutoCloseable, EngineEvents.Listener {

	// Together they are less than 2 s, the time in which a lost engine is noticed.
	private static final Duration PULSE = Duration.ofMillis(500);

	private static final Duration PULSE_DEADLINE = Duration.ofMillis(1400);

	// How long after something happened its event may still come.
	private static final Duration DELAY = Duration.ofSeconds(1);

	private final EngineEvents events;

	private final Pending pending;

	private final LiveSnapshot snapshot;

	private final SnapshotMetrics metrics;

	private final EngineCopy copy;

	private final Thread watcher = Thread.currentThread();

	private @Nullable Subscription subscription;

	private @Nullable Thread pulse;

	private @Nullable MoorageException end;

	private boolean over;

	// When a list showed what no event had told, as System.nanoTime(), or 0.
	private long suspected;

	private volatile boolean looking;

	private volatile boolean listed;

	private volatile boolean unanswered;

	private volatile @Nullable Instant since;

	EngineSession(EngineGateway engine, EngineEvents events, NotesKeeper keeper, Pending pending, LiveSnapshot snapshot,
			SnapshotMetrics metrics) {
		this.events = events;
		this.pending = pending;
		this.snapshot = snapshot;
		this.metrics = metrics;
		this.copy = new EngineCopy(engine, keeper);
	}

	/**
	 * Subscribes, then looks at everything.
	 */
	void begin() {
		this.events.ping(PULSE_DEADLINE);
		this.pulse = Thread.ofVirtual().name("snapshot-pulse").start(this::feelPulse);
		this.subscription = this.events.subscribe(this);
		this.since = Instant.now();
		Work work = this.pending.takeAll();
		doing(new Work(work.networks(), work.containers(), Lists.ALL, true, work.waiting()), "first");
		this.suspected = 0;
		this.listed = true;
		log.info("Following {} networks and {} containers", this.copy.networks().size(), this.copy.containers().size());
	}

	/**
	 * Waits for something to look at, and looks at it.
	 * @param patience how long to wait, in nanoseconds
	 */
	void lookAtPending(long patience) {
		Work work;
		try {
			long suspicion = (this.suspected != 0) ? DELAY.toNanos() : Long.MAX_VALUE;
			work = this.pending.take(Math.min(patience, Math.min(suspicion, this.copy.patience())));
		}
		catch (InterruptedException ex) {
			throw ended();
		}
		if (work != null) {
			doing(work, "event");
		}
		else if (this.copy.isNewsNoted()) {
			doing(Work.NOTHING, "notes");
		}
		this.copy.newcomers().takeDue().forEach((network) -> this.pending.add(Touched.network(network), Lists.NONE));
		checkStream();
	}

	/**
	 * Lists, looks at what has changed, and has all the rest looked at in turn.
	 */
	void resync() {
		this.copy.forgetFailures();
		doing(Work.LISTS, "resync");
		this.pending.addInTurn(this.copy.containers(), this.copy.networks());
	}

	// A stream that stays open and says nothing looks like a quiet engine, until a list
	// shows something that should have been told, and is not told a moment later either.
	private void checkStream() {
		if (this.suspected == 0) {
			return;
		}
		long elapsed = System.nanoTime() - this.suspected;
		if (this.pending.silence() < elapsed) {
			this.suspected = 0;
		}
		else if (elapsed >= DELAY.toNanos()) {
			throw new MoorageException(FaultCode.ENGINE_UNAVAILABLE,
					"Something happened that the engine's stream of events did not tell. It is opened anew.");
		}
	}

	private void doing(Work work, String cause) {
		long begun = System.nanoTime();
		this.looking = true;
		try {
			this.snapshot.publish(this.copy.look(work), begun);
			this.metrics.looked(cause, System.nanoTime() - begun);
			work.done(this.copy::failureOf);
			if (this.copy.wasSurprised() && this.suspected == 0 && this.pending.silence() > DELAY.toNanos()) {
				this.suspected = System.nanoTime();
			}
		}
		catch (MoorageException ex) {
			throw undone(work, ex);
		}
		catch (RuntimeException ex) {
			work.failed(new MoorageException(FaultCode.INTERNAL_ERROR,
					"The service failed while it looked at the engine. Its log tells more.", Map.of(), ex));
			throw ex;
		}
		finally {
			this.looking = false;
		}
	}

	// What failed of itself is told to those who wait for it; when the session ended in
	// the middle, the next one does it.
	private MoorageException undone(Work work, MoorageException ex) {
		MoorageException reason = endIfAny();
		if (reason == null && this.listed) {
			work.failed(ex);
		}
		else {
			this.pending.putBack(work);
		}
		return Objects.requireNonNullElse(reason, ex);
	}

	// ---- from other threads ---------------------------------------------------------

	@Override
	public void onEvent(EngineEvent event) {
		this.pending.add(event);
	}

	@Override
	public void onEnd(MoorageException reason) {
		log.info("The stream of events ended: {}", reason.detail());
		end(reason);
	}

	private void feelPulse() {
		try {
			while (!isOver()) {
				long asked = System.nanoTime();
				this.events.ping(PULSE_DEADLINE);
				if (this.listed && !this.looking && this.pending.isNothingTold()) {
					this.snapshot.confirm(asked);
				}
				TimeUnit.MILLISECONDS.sleep(PULSE.toMillis());
			}
		}
		catch (MoorageException ex) {
			this.unanswered = true;
			end(ex);
		}
		catch (InterruptedException ex) {
			log.debug("The pulse is not felt any more");
		}
	}

	private synchronized void end(MoorageException reason) {
		if (!this.over && this.end == null) {
			this.end = reason;
			this.watcher.interrupt();
		}
	}

	private synchronized @Nullable MoorageException endIfAny() {
		return this.end;
	}

	private MoorageException ended() {
		return Objects.requireNonNullElseGet(endIfAny(),
				() -> new MoorageException(FaultCode.ENGINE_UNAVAILABLE, "The service stops."));
	}

	private synchronized boolean isOver() {
		return this.over;
	}

	// ---- the state of the session ---------------------------------------------------

	/**
	 * Tells whether readers have seen what this session found.
	 */
	boolean isListed() {
		return this.listed;
	}

	/**
	 * Tells whether the engine did not even answer a ping.
	 */
	boolean isUnanswered() {
		return this.unanswered;
	}

	/**
	 * Tells since when the engine's events are listened to.
	 * @return a time, or null before
	 */
	@Nullable Instant since() {
		return this.since;
	}

	@Override
	public void close() {
		synchronized (this) {
			this.over = true;
			// Whatever interrupt was meant for this session must not reach the next.
			boolean ignored = Thread.interrupted();
		}
		if (this.subscription != null) {
			this.subscription.close();
		}
		if (this.pulse != null) {
			this.pulse.interrupt();
		}
	}

}
