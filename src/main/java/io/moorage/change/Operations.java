package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries changes out in the background and tells how they get on, for a day. Safe for
 * use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Operations implements SmartLifecycle {

	private static final Duration KEPT = Duration.ofDays(1);

	private static final int MAX_KEPT = 1000;

	private static final int MAX_RUNNING = 64;

	// Changes get to finish before what they need goes.
	private static final int PHASE = Integer.MAX_VALUE - 3000;

	private static final Duration GRACE = Duration.ofSeconds(5);

	private final Writes writes;

	private final Snapshot snapshot;

	private final List<OperationListener> listeners;

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	private volatile boolean running;

	/**
	 * Begins a change. What would be refused is refused at once.
	 * @param change what is asked for
	 * @param approved the digest of the plan that was approved, or null
	 * @return the operation as it begins
	 * @throws MoorageException what planning throws, {@code plan-stale}, or
	 * {@code engine-busy} when too many run already
	 */
	public Operation begin(Change<?> change, @Nullable String approved) {
		PlanResponse plan = this.writes.preview(change);
		if (approved != null) {
			this.writes.check(approved, plan);
		}
		String requestId = MDC.get("requestId");
		Operation begun = new Operation(Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 60), 36),
				Operation.State.RUNNING, Instant.now(), null, requestId, List.of(), null, null);
		Entry entry = enter(begun);
		entry.thread = Thread.ofVirtual().name("operation-" + begun.id()).start(() -> {
			try (MDC.MDCCloseable ignored = MDC.putCloseable("requestId", requestId)) {
				carryOut(entry, change, approved);
			}
		});
		return begun;
	}

	private synchronized Entry enter(Operation begun) {
		Instant limit = Instant.now().minus(KEPT);
		this.entries.values().removeIf((entry) -> entry.isOver() && entry.operation.created().isBefore(limit));
		if (this.entries.values().stream().filter((entry) -> !entry.isOver()).count() >= MAX_RUNNING) {
			throw new MoorageException(FaultCode.ENGINE_BUSY,
					"Too many changes run in the background already. Try again in a moment.");
		}
		if (this.entries.size() >= MAX_KEPT) {
			this.entries.values()
				.stream()
				.filter(Entry::isOver)
				.findFirst()
				.ifPresent((oldest) -> this.entries.remove(oldest.operation.id()));
		}
		Entry entry = new Entry(begun);
		this.entries.put(begun.id(), entry);
		return entry;
	}

	private void carryOut(Entry entry, Change<?> change, @Nullable String approved) {
		try {
			Writes.Done<?> done = this.writes.carryOut(change, approved, new Observer() {

				@Override
				public void planned(List<Step> steps) {
					update(entry, (operation) -> operation.planned(steps));
				}

				@Override
				public void at(int step, StepState state) {
					update(entry, (operation) -> operation.at(step, state), (operation) -> operation.only(step));
				}

			});
			entry.done = done;
			update(entry, (operation) -> operation.ended(Operation.State.DONE, done.answer(), null));
		}
		catch (MoorageException ex) {
			log.info("Operation {} failed: {}", entry.operation.id(), ex.detail());
			update(entry, (operation) -> operation.ended(Operation.State.FAILED, null, Failure.of(ex)));
		}
		catch (RuntimeException ex) {
			log.error("Operation {} failed", entry.operation.id(), ex);
			update(entry, (operation) -> operation.ended(Operation.State.FAILED, null,
					new Failure(FaultCode.INTERNAL_ERROR.toString(), FaultCode.INTERNAL_ERROR.remedy(), Map.of())));
		}
	}

	private void update(Entry entry, UnaryOperator<Operation> step) {
		update(entry, step, UnaryOperator.identity());
	}

	private void update(Entry entry, UnaryOperator<Operation> step, UnaryOperator<Operation> told) {
		Operation now;
		synchronized (this) {
			now = step.apply(entry.operation);
			entry.operation = now;
		}
		Operation news = told.apply(now);
		Revision revision = this.snapshot.lastKnown().revision();
		this.listeners.forEach((listener) -> listener.onProgress(revision, news));
	}

	/**
	 * Lists operations.
	 * @return those that are kept, the latest first
	 */
	public synchronized List<Operation> all() {
		return this.entries.values().stream().map((entry) -> entry.operation).toList().reversed();
	}

	/**
	 * Finds an operation.
	 * @throws MoorageException {@code operation-not-found}
	 */
	public Operation find(String id) {
		return entry(id).operation;
	}

	private synchronized Entry entry(String id) {
		Entry entry = this.entries.get(id);
		if (entry == null) {
			throw new MoorageException(FaultCode.OPERATION_NOT_FOUND, "There is no operation \"" + id
					+ "\". They are kept for a day, and not over a restart. GET /operations lists them.");
		}
		return entry;
	}

	/**
	 * Asks to undo an operation.
	 * @return the change that does it; its planning throws {@code undo-stale} when what
	 * the operation changed is not as it left it
	 * @throws MoorageException {@code operation-not-found}, {@code undo-stale}
	 */
	public Change<Operation> undo(String id) {
		Entry entry = entry(id);
		Writes.Done<?> done = entry.done;
		Change<?> reversal = (done != null) ? done.reversal() : null;
		if (done == null || reversal == null || entry.operation.state() != Operation.State.DONE) {
			throw stale("The operation " + id + " is " + entry.operation.state()
					+ ((entry.operation.state() == Operation.State.DONE) ? ", but it is of a kind that is not undone."
							: "; only one that is done can be undone."));
		}
		return undoing(entry, done, reversal);
	}

	private <T> Change<Operation> undoing(Entry entry, Writes.Done<?> done, Change<T> reversal) {
		return Change.of((topology) -> scope(entry, reversal, topology), (topology) -> {
			if (!done.isAsLeft(topology)) {
				throw stale("What the operation " + entry.operation.id()
						+ " changed has been changed again since. Look at it, and change it as you want it.");
			}
			Plan<T> plan = reversal.plan(topology);
			return new Plan<>(plan.steps(), plan.affected(), plan.warnings(), plan.touched(), plan.before(), null,
					(now, progress) -> {
						update(entry, (operation) -> operation.ended(Operation.State.UNDONE, operation.result(), null));
						return entry.operation;
					});
		});
	}

	// What it changed may not even be there any more.
	private static Scope scope(Entry entry, Change<?> reversal, Topology topology) {
		try {
			return reversal.scope(topology);
		}
		catch (MoorageException ex) {
			throw stale("What the operation " + entry.operation.id() + " changed has been changed again since: "
					+ ex.detail());
		}
	}

	private static MoorageException stale(String detail) {
		return new MoorageException(FaultCode.UNDO_STALE, detail);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		long end = System.nanoTime() + GRACE.toNanos();
		for (Entry entry : threads()) {
			Thread thread = entry.thread;
			try {
				if (thread != null && !thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
					log.warn("Operation {} is cut off, and undone at the next start", entry.operation.id());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

	private synchronized List<Entry> threads() {
		return this.entries.values().stream().filter((entry) -> !entry.isOver()).toList();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private static final class Entry {

		private volatile Operation operation;

		private volatile Writes.@Nullable Done<?> done;

		private volatile @Nullable Thread thread;

		private Entry(Operation operation) {
			this.operation = operation;
		}

		private boolean isOver() {
			return this.operation.ended() != null;
		}

	}

}
