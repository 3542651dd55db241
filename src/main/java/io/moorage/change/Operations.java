package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.moorage.access.Audit;
import io.moorage.access.Caller;
import io.moorage.access.Carried;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.Snapshot;
import jakarta.annotation.PreDestroy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Carries writes out in the background and tells how they get on, for a day and over a
 * restart. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Operations implements SmartInitializingSingleton, SmartLifecycle {

	private static final Duration KEPT = Duration.ofDays(1);

	private static final int MAX_KEPT = 1000;

	private static final int MAX_RUNNING = 64;

	private final Writes writes;

	private final Snapshot snapshot;

	private final List<OperationListener> listeners;

	private final OperationRecords records;

	private final Undoing undoing;

	private final Audit audit;

	private final Map<String, OperationEntry> entries = new LinkedHashMap<>();

	private volatile boolean stopping;

	/**
	 * Begins a write. What would be refused is refused at once, of several when all are.
	 * @param write what is asked for
	 * @param approved the digest of the plan that was approved, or null
	 * @return the operation as it begins
	 * @throws MoorageException what planning throws, {@code plan-stale},
	 * {@code engine-busy} when too many run already or the service stops,
	 * {@code data-dir-unavailable}, or {@code audit-unavailable}
	 */
	public Operation begin(Write<?> write, @Nullable String approved) {
		write.check(this.writes, approved);
		Operation begun = new Operation(Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 60), 36),
				Operation.State.RUNNING, Instant.now(), null, MDC.get("requestId"), Caller.currentName(), List.of(),
				null, null, List.of());
		OperationEntry entry = enter(begun);
		try {
			this.audit.accepted();
		}
		catch (RuntimeException ex) {
			drop(entry);
			throw ex;
		}
		Thread.ofVirtual().name("operation-" + begun.id()).start(Carried.along(() -> {
			MDC.put(UndoRecords.OPERATION, begun.id());
			try {
				carryOut(entry, write, approved);
			}
			finally {
				entry.over.complete(null);
			}
		}));
		return begun;
	}

	private synchronized OperationEntry enter(Operation begun) {
		if (this.stopping) {
			throw new MoorageException(FaultCode.ENGINE_BUSY,
					"The service is being stopped, and begins nothing more in the background. Try again in a moment.");
		}
		Instant limit = Instant.now().minus(KEPT);
		this.entries.values().removeIf((entry) -> isForgotten(entry, limit));
		if (this.entries.values().stream().filter((entry) -> !entry.kept.isEnded()).count() >= MAX_RUNNING) {
			throw new MoorageException(FaultCode.ENGINE_BUSY,
					"Too many changes run in the background already. Try again in a moment.");
		}
		OperationEntry entry = new OperationEntry(this.records.begin(begun));
		if (this.entries.size() >= MAX_KEPT) {
			this.entries.values().stream().filter((each) -> each.kept.isEnded()).findFirst().ifPresent((oldest) -> {
				this.entries.remove(oldest.kept.id());
				this.records.forget(oldest.kept);
			});
		}
		this.entries.put(begun.id(), entry);
		return entry;
	}

	private synchronized void drop(OperationEntry entry) {
		this.entries.remove(entry.kept.id());
		this.records.forget(entry.kept);
		entry.over.complete(null);
	}

	private boolean isForgotten(OperationEntry entry, Instant limit) {
		boolean old = entry.kept.isEnded() && entry.kept.operation().created().isBefore(limit);
		if (old) {
			this.records.forget(entry.kept);
		}
		return old;
	}

	private void carryOut(OperationEntry entry, Write<?> write, @Nullable String approved) {
		try {
			Done<?> done = this.writes.carryOut(write, approved, new OperationProgress(this, entry));
			entry.leave(done.remains());
			MoorageException refusal = done.refusal();
			if (refusal != null) {
				throw refusal;
			}
			update(entry, (operation) -> operation.ended(Operation.State.DONE, done.answer(), null));
		}
		catch (MoorageException ex) {
			log.info("Operation {} failed: {}", entry.kept.id(), ex.detail());
			fail(entry, ex);
		}
		catch (RuntimeException ex) {
			log.error("Operation {} failed", entry.kept.id(), ex);
			fail(entry, new MoorageException(FaultCode.INTERNAL_ERROR, FaultCode.INTERNAL_ERROR.remedy()));
		}
	}

	/**
	 * Keeps what it takes to undo what is done so far, also should this process end now.
	 */
	void keep(OperationEntry entry, Done.Remains remains) {
		synchronized (entry) {
			this.records.keep(entry.leave(remains));
		}
	}

	void update(OperationEntry entry, UnaryOperator<Operation> step) {
		update(entry, step, UnaryOperator.identity());
	}

	// Written under the same lock, so that what is newer stays.
	void update(OperationEntry entry, UnaryOperator<Operation> step, UnaryOperator<Operation> told) {
		Operation news;
		synchronized (entry) {
			entry.kept = entry.kept.with(step.apply(entry.kept.operation()));
			this.records.keep(entry.kept);
			news = told.apply(entry.kept.operation());
		}
		Revision revision = this.snapshot.lastKnown().revision();
		this.listeners.forEach((listener) -> listener.onProgress(revision, news));
	}

	private void fail(OperationEntry entry, MoorageException reason) {
		synchronized (entry) {
			update(entry, (operation) -> operation.ended(Operation.State.FAILED, null, Failure.of(reason)));
			if (entry.recovered != null) {
				recovered(entry, entry.recovered);
			}
		}
	}

	private void recovered(OperationEntry entry, Restoration restoration) {
		synchronized (entry) {
			entry.recovered = restoration;
			if (entry.kept.isEnded()) {
				update(entry, (operation) -> operation.recovered(restoration));
			}
		}
	}

	@EventListener
	void onRecovered(Recovery.Recovered told) {
		known(told.operation()).ifPresent((entry) -> recovered(entry, told.restoration()));
	}

	/**
	 * Lists operations, whether the engine is there or not.
	 * @param page which of those that are kept, the latest first
	 */
	Listing<Operation> list(Page page) {
		return page.of(this.snapshot.lastKnown(), all(), Operation::key, Function.identity());
	}

	private synchronized List<Operation> all() {
		return this.entries.values().stream().map((entry) -> entry.kept.operation()).toList().reversed();
	}

	/**
	 * Finds an operation.
	 * @throws MoorageException {@code operation-not-found}
	 */
	public Operation find(String id) {
		return entry(id).kept.operation();
	}

	private OperationEntry entry(String id) {
		return known(id).orElseThrow(() -> new MoorageException(FaultCode.OPERATION_NOT_FOUND,
				"There is no operation \"" + id + "\". They are kept for a day. GET /operations lists them."));
	}

	private synchronized Optional<OperationEntry> known(String id) {
		return Optional.ofNullable(this.entries.get(id));
	}

	/**
	 * Asks to undo an operation.
	 * @return the write that does it; its planning throws {@code undo-stale} when what
	 * the operation changed is not as it left it
	 * @throws MoorageException {@code operation-not-found}, {@code undo-stale}
	 */
	public Write<Operation> undo(String id) {
		OperationEntry entry = entry(id);
		return this.undoing.of(entry.kept, (undone, result, now) -> {
			entry.leave(entry.kept.remains().without(undone, now));
			update(entry, (operation) -> operation.undone(result, entry.kept.remains().reversals().isEmpty()));
			return entry.kept.operation();
		});
	}

	// Before anybody can ask, and before Recovery puts anything back.
	@Override
	public void afterSingletonsInstantiated() {
		try {
			List<OperationRecord> kept = this.records.kept();
			synchronized (this) {
				kept.forEach((each) -> this.entries.put(each.id(), new OperationEntry(each)));
			}
		}
		catch (MoorageException ex) {
			log.error("Earlier operations are not known: {}", ex.detail());
		}
	}

	@Override
	public void start() {
		this.stopping = false;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	// Spring waits for the callback, and no longer than for requests.
	@Override
	public synchronized void stop(Runnable callback) {
		this.stopping = true;
		CompletableFuture.allOf(unfinished().stream().map((entry) -> entry.over).toArray(CompletableFuture[]::new))
			.thenRun(callback);
	}

	private synchronized List<OperationEntry> unfinished() {
		return this.entries.values().stream().filter((entry) -> !entry.over.isDone()).toList();
	}

	@PreDestroy
	void cutOff() {
		unfinished().forEach((entry) -> log
			.warn("Operation {} is cut off; what is known of it is told after the next start", entry.kept.id()));
	}

	@Override
	public boolean isRunning() {
		return !this.stopping;
	}

	// Changes in the background and those that callers wait for have one time to finish.
	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
	}

}
