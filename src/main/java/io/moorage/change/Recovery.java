package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.moorage.access.Audit;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineReport;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
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

	private static final Duration WATCH = Duration.ofSeconds(2);

	private static final int WATCHES = 30;

	private final UndoRecords records;

	private final Restorer restorer;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final ServiceNotes notes;

	private final Audit audit;

	private final Unrestored unrestored;

	private final Snapshot snapshot;

	private final ApplicationEventPublisher publisher;

	private final Semaphore wanted = new Semaphore(1);

	private final Set<String> pending = new ConcurrentSkipListSet<>();

	private final Map<String, UndoRecord> watched = new ConcurrentHashMap<>();

	private volatile List<Left> left = List.of();

	private volatile @Nullable Thread thread;

	/**
	 * Says that something is yet to be put back.
	 */
	void add(UndoRecord entry) {
		this.pending.add(entry.before().spec().name());
		this.wanted.release();
	}

	/**
	 * Looks again and again at what was put back, for a minute: the engine was too slow
	 * with a call, and may still do it. That ends when somebody writes to the network,
	 * and with this process.
	 */
	void watch(UndoRecord entry) {
		String name = entry.before().spec().name();
		this.watched.put(name, entry);
		Thread.ofVirtual().name("recovery-watch").start(() -> {
			for (int i = 0; i < WATCHES && this.watched.get(name) == entry && isRunning(); i++) {
				LockSupport.parkNanos(WATCH.toNanos());
				try {
					this.locks.holding(Set.of(name), true,
							() -> (this.watched.get(name) == entry) ? lookAgain(entry) : null);
				}
				catch (RuntimeException ex) {
					log.debug("Not looked at {} again: {}", name, ex.getMessage());
				}
			}
			this.watched.remove(name, entry);
		});
	}

	private @Nullable Restoration lookAgain(UndoRecord entry) {
		Restoration restoration = this.restorer.again(entry);
		if (!restoration.restored().isEmpty()) {
			log.warn("The engine did late what it was given up for; network {} is as it was; {}",
					entry.before().spec().name(), restoration);
			if (restoration.network() != null) {
				this.notes.replaced(entry.before().id(), restoration.network());
			}
			this.audit.putBack(entry.audit(), restoration.made());
		}
		return restoration;
	}

	/**
	 * Ends looking at networks that somebody writes to now.
	 */
	void forget(Scope scope) {
		scope.networks().forEach(this.watched::remove);
	}

	/**
	 * Checks that nothing is yet to be put back that a change is about. Whoever makes a
	 * network waits for all of it: names and subnets are still wanted.
	 * @throws MoorageException {@code engine-busy}
	 */
	void check(Scope scope) {
		if (!this.pending.isEmpty() && (scope.making() || scope.networks().stream().anyMatch(this.pending::contains))) {
			throw new MoorageException(FaultCode.ENGINE_BUSY,
					"An interrupted change of " + String.join(", ", this.pending)
							+ " is being undone. Try again in a moment; GET /engine tells when that is done.");
		}
	}

	@Override
	public void start() {
		try {
			List<UndoRecord> found = this.records.left();
			found.forEach((entry) -> this.pending.add(entry.before().spec().name()));
			this.left = found.stream().map(Left::of).toList();
		}
		catch (MoorageException ex) {
			log.warn("Interrupted changes are not known: {}", ex.detail());
		}
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
		Set<String> seen = Set.copyOf(this.pending);
		try {
			List<UndoRecord> found = this.records.left();
			List<UndoRecord> mine = (found.isEmpty() && !this.unrestored.isAny()) ? List.of() : ofThisEngine(found);
			this.left = mine.stream().map(Left::of).toList();
			for (int i = 0; i < mine.size(); i++) {
				recover(mine.get(i));
				this.left = mine.stream().skip(i + 1).map(Left::of).toList();
			}
			this.pending.removeAll(seen);
			return true;
		}
		catch (MoorageException ex) {
			log.debug("Nothing can be put back yet: {}", ex.detail());
			return ex.code() == FaultCode.DATA_DIR_UNAVAILABLE;
		}
		catch (RuntimeException ex) {
			log.error("What a change left half done could not be put back", ex);
			this.pending.removeAll(seen);
			return true;
		}
	}

	private List<UndoRecord> ofThisEngine(List<UndoRecord> found) {
		String own = this.engine.info().id();
		this.unrestored.on(own);
		this.unrestored.settle(known());
		return found.stream().filter((entry) -> entry.engine().equals(own)).toList();
	}

	private void recover(UndoRecord entry) {
		Before before = entry.before();
		// A change that still runs has the lock, and sees to its own record.
		Restoration restoration = this.locks.holding(Set.of(before.spec().name()), true,
				() -> this.records.isLeft(entry) ? this.restorer.restore(entry, List.of()) : null);
		if (restoration == null) {
			return;
		}
		if (restoration.network() != null) {
			this.notes.replaced(before.id(), restoration.network());
		}
		this.audit.putBack(entry.audit(), restoration.made());
		this.records.end(entry);
		if (entry.operation() != null) {
			this.publisher.publishEvent(new Recovered(entry.operation(), restoration));
		}
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
		return Stream.concat(this.left.stream(), this.unrestored.in(known()).stream().map(Left::of)).toList();
	}

	// Before anything is known a network that could not be put back counts as missing.
	private Topology known() {
		try {
			return this.snapshot.lastKnown().topology();
		}
		catch (MoorageException ex) {
			return Topology.EMPTY;
		}
	}

	/**
	 * Is a change that is yet to be undone, or that could not be undone wholly.
	 *
	 * @param id names it
	 * @param network the network's name
	 * @param since when the change began
	 * @param notRestored what could not be put back and is still missing, or null where
	 * it is yet to be tried
	 */
	record Left(String id, String network, Instant since, @Nullable List<Object> notRestored) {

		private static Left of(UndoRecord entry) {
			return new Left(entry.id(), entry.before().spec().name(), entry.since(), null);
		}

		private static Left of(Unrestored.Entry entry) {
			return new Left(entry.id(), entry.network(), entry.since(), entry.notRestored());
		}

	}

	/**
	 * Is told when what an operation had begun is undone.
	 *
	 * @param operation its id
	 * @param restoration what came of it
	 */
	record Recovered(String operation, Restoration restoration) {

	}

}
