package io.moorage.snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.moorage.engine.EngineEvents;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps the snapshot: one thread, its only writer. A session with the engine begins with
 * a subscription to its events and a look at everything, and goes on with looks at what
 * the events name, until the stream ends or the engine does not answer; then another one
 * begins.
 */
@RequiredArgsConstructor
@Slf4j
class EngineWatcher implements SmartLifecycle {

	// Before the web server opens: its first reader should find something.
	private static final int PHASE = 0;

	private static final Duration HEAD_START = Duration.ofSeconds(2);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);

	private static final Duration MIN_BACKOFF = Duration.ofMillis(100);

	private static final Duration GRACE = Duration.ofMillis(500);

	private static final Duration STEADY = Duration.ofSeconds(10);

	private final EngineGateway engine;

	private final EngineEvents events;

	private final NotesKeeper keeper;

	private final Pending pending;

	private final LiveSnapshot snapshot;

	private final SnapshotMetrics metrics;

	private final Duration resync;

	private final CountDownLatch firstAttempt = new CountDownLatch(1);

	private volatile @Nullable Thread thread;

	private volatile boolean closed;

	private volatile @Nullable EngineSession session;

	@Override
	public void start() {
		Thread watcher = Thread.ofPlatform().daemon().name("snapshot").unstarted(this::watch);
		this.thread = watcher;
		watcher.start();
		try {
			boolean ignored = this.firstAttempt.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void watch() {
		int failures = 0;
		while (!this.closed) {
			long begun = System.nanoTime();
			try {
				watchOnce();
			}
			catch (MoorageException ex) {
				failures = (System.nanoTime() - begun > STEADY.toNanos()) ? 0 : failures + 1;
				pause(failures, ex);
			}
			catch (RuntimeException ex) {
				log.error("The snapshot could not be kept up to date; it begins anew", ex);
				MoorageException reason = new MoorageException(FaultCode.INTERNAL_ERROR,
						"The service could not understand what the engine told. Its log tells more.", Map.of(), ex);
				lose(reason);
				failures++;
				pause(failures, reason);
			}
			finally {
				this.firstAttempt.countDown();
			}
		}
	}

	private void watchOnce() {
		try (EngineSession current = new EngineSession(this.engine, this.events, this.keeper, this.pending,
				this.snapshot, this.metrics)) {
			this.session = current;
			try {
				current.begin();
				this.firstAttempt.countDown();
				goOn(current);
			}
			catch (MoorageException ex) {
				// A stream that ends is no loss as long as another one begins at once.
				if (!this.closed && (!current.isListed() || current.isUnanswered())) {
					lose(ex);
				}
				throw ex;
			}
			finally {
				this.session = null;
			}
		}
	}

	private void lose(MoorageException reason) {
		if (this.snapshot.state().lost() == null) {
			log.warn("The engine is away: {}", reason.detail());
		}
		this.snapshot.lose(reason);
		this.pending.takeAll().failed(reason);
	}

	private void goOn(EngineSession current) {
		long nextResync = System.nanoTime() + this.resync.toNanos();
		while (!this.closed) {
			long left = nextResync - System.nanoTime();
			if (left <= 0) {
				current.resync();
				nextResync = System.nanoTime() + this.resync.toNanos();
			}
			else {
				current.lookAtPending(left);
			}
		}
	}

	// Full jitter over the upper half, so that many services do not come back at once.
	private void pause(int failures, MoorageException reason) {
		if (failures == 0 || this.closed) {
			return;
		}
		long most = Math.min(MAX_BACKOFF.toMillis(), MIN_BACKOFF.toMillis() << Math.min(failures - 1, 10));
		if (most > GRACE.toMillis()) {
			// Nobody listens meanwhile, so nobody must take for sure what there is.
			lose(reason);
		}
		try {
			TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
		}
		catch (InterruptedException ex) {
			// Closed, or the end of a session that is over: go on either way.
			log.debug("Woken while waiting for the engine");
		}
	}

	/**
	 * Tells since when the engine's events are listened to.
	 * @return the present session, or null while there is none
	 */
	@Nullable EngineSession session() {
		return this.session;
	}

	@Override
	public void stop() {
		this.closed = true;
		Thread watcher = this.thread;
		this.thread = null;
		if (watcher != null) {
			watcher.interrupt();
			try {
				watcher.join(HEAD_START);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
