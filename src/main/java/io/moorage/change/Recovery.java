package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.moorage.change.Restorer.Restoration;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineReport;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Puts back what a change left half done: of this process when the engine went away in
 * the middle, or of one that was killed. One thread of its own, which tries again until
 * nothing is left.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class Recovery implements SmartLifecycle, EngineReport {

	// After the snapshot has had its head start, before the web server opens.
	private static final int PHASE = 1;

	private static final Duration RETRY = Duration.ofSeconds(1);

	private final UndoRecords records;

	private final Restorer restorer;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final ServiceNotes notes;

	private final Semaphore wanted = new Semaphore(1);

	private volatile List<Left> left = List.of();

	private volatile @Nullable Thread thread;

	/**
	 * Says that there may be something to put back.
	 */
	void wake() {
		this.wanted.release();
	}

	@Override
	public void start() {
		this.thread = Thread.ofVirtual().name("recovery").start(this::run);
	}

	private void run() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				this.wanted.acquire();
				this.wanted.drainPermits();
				while (!isDone()) {
					TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
				}
			}
		}
		catch (InterruptedException ex) {
			log.debug("No more recovery, since the service stops");
		}
	}

	private boolean isDone() {
		try {
			List<UndoRecord> found = this.records.left();
			if (found.isEmpty()) {
				this.left = List.of();
				return true;
			}
			String own = this.engine.info().id();
			List<UndoRecord> mine = found.stream().filter((entry) -> entry.engine().equals(own)).toList();
			this.left = mine.stream().map(Left::of).toList();
			mine.forEach(this::recover);
			this.left = List.of();
			return true;
		}
		catch (MoorageException ex) {
			log.debug("Nothing can be put back yet: {}", ex.detail());
			return false;
		}
		catch (RuntimeException ex) {
			log.error("What a change left half done could not be put back", ex);
			return true;
		}
	}

	private void recover(UndoRecord entry) {
		Before before = entry.before();
		// A change that still runs has the lock, and sees to its own record.
		Restoration restoration = this.locks.holding(Set.of(before.id()), true,
				() -> this.records.isLeft(entry) ? this.restorer.restore(before, List.of()) : null);
		if (restoration == null) {
			return;
		}
		if (restoration.network() != null) {
			this.notes.replaced(before.id(), restoration.network());
		}
		this.records.end(entry);
		log.warn("A change of network {} that began at {} was interrupted, and is undone; {}", before.spec().name(),
				entry.since(), restoration);
	}

	@Override
	public void stop() {
		Thread running = this.thread;
		this.thread = null;
		if (running != null) {
			running.interrupt();
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

	@Override
	public String name() {
		return "recovery";
	}

	@Override
	public Object report() {
		return this.left;
	}

	/**
	 * Is a change that is yet to be undone.
	 *
	 * @param id names it
	 * @param network the network's name
	 * @param since when the change began
	 */
	record Left(String id, String network, Instant since) {

		private static Left of(UndoRecord entry) {
			return new Left(entry.id(), entry.before().spec().name(), entry.since());
		}

	}

}
