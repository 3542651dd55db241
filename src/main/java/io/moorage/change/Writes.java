package io.moorage.change;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.moorage.access.Access;
import io.moorage.access.Audit;
import io.moorage.change.Restorer.Restoration;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Does what is asked for, or shows what would be done. Either way the plan is made from a
 * fresh look at what it touches, while nobody else writes to the networks that it
 * touches; when a step fails, what was there before is put back. Readers see the outcome,
 * a failure's too, before a write returns. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Writes {

	// Each attempt finds that references mean something else than at the attempt before.
	private static final int MAX_ATTEMPTS = 5;

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final KnownPlans plans;

	private final UndoRecords records;

	private final Restorer restorer;

	private final Recovery recovery;

	private final ServiceNotes notes;

	private final Audit audit;

	private final Access access;

	/**
	 * Shows what would be done.
	 * @param write what is asked for
	 * @return the plan
	 * @throws MoorageException what the write itself would throw
	 */
	public PlanResponse preview(Write<?> write) {
		return write.preview(this);
	}

	PlanResponse previewed(Change<?> change) {
		return previewed(change, UnaryOperator.identity()).plan();
	}

	/**
	 * Shows what would be done after something else.
	 * @param earlier what would be there by then, of what is there
	 */
	Preview previewed(Change<?> change, UnaryOperator<Topology> earlier) {
		return planned(change, earlier, (plan, scope) -> new Preview(this.plans.remember(PlanResponse.of(plan)),
				(now) -> plan.afterwards().apply(earlier.apply(now))));
	}

	/**
	 * Is what would be done.
	 *
	 * @param plan the plan
	 * @param afterwards what would be there then, of what is there now
	 */
	record Preview(PlanResponse plan, UnaryOperator<Topology> afterwards) {

	}

	/**
	 * Does it.
	 * @param <T> how it is answered
	 * @param write what is asked for
	 * @param approved the digest of the plan that was approved, or null when any will do
	 * @return the answer, or null when there is nothing to say
	 * @throws MoorageException {@code plan-stale}, what planning throws, what the engine
	 * refused when that left all as it was, else {@code change-undone}; of several
	 * changes {@code partly-done}
	 */
	public <T> @Nullable T carryOut(Write<T> write, @Nullable String approved) {
		return carryOut(write, approved, Observer.NONE).orRefusal();
	}

	<T> Done<T> carryOut(Write<T> write, @Nullable String approved, Observer observer) {
		return write.carryOut(this, approved, observer);
	}

	<T> Done<T> carriedOut(Change<T> change, @Nullable String approved, Observer observer) {
		try {
			return attempt(change, approved, observer);
		}
		catch (MoorageException ex) {
			if (!change.isRemedied(ex)) {
				throw ex;
			}
			return attempt(change, approved, observer);
		}
	}

	private <T> Done<T> attempt(Change<T> change, @Nullable String approved, Observer observer) {
		return planned(change, UnaryOperator.identity(), (plan, scope) -> {
			if (approved != null) {
				this.plans.check(approved, plan);
			}
			if (!plan.steps().isEmpty()) {
				this.recovery.forget(scope);
			}
			return carryOut(plan, observer);
		});
	}

	PlanResponse all(List<PlanResponse> plans) {
		return this.plans.remember(PlanResponse.all(plans));
	}

	void check(String approved, PlanResponse now) {
		this.plans.check(approved, now);
	}

	private <T, R> R planned(Change<T> change, UnaryOperator<Topology> earlier, BiFunction<Plan<T>, Scope, R> then) {
		Scope scope = scope(change);
		for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
			Scope tried = scope;
			Attempt<R> outcome = this.locks.holding(tried.networks(), tried.making(), () -> {
				this.recovery.check(tried);
				return attempt(change, tried, earlier, then);
			});
			if (outcome.next() == null) {
				return Objects.requireNonNull(outcome.result());
			}
			scope = outcome.next();
		}
		throw new MoorageException(FaultCode.ENGINE_BUSY,
				"What it touches changes faster than it can be looked at. Try again in a moment.");
	}

	private <T, R> Attempt<R> attempt(Change<T> change, Scope scope, UnaryOperator<Topology> earlier,
			BiFunction<Plan<T>, Scope, R> then) {
		Topology fresh = earlier
			.apply(scope.members() ? this.snapshot.look(scope.touched()) : this.snapshot.freshNetworks().topology());
		Scope now = change.scope(fresh);
		if (!now.equals(scope)) {
			return new Attempt<>(null, now);
		}
		Plan<T> plan = permitted(change.plan(fresh));
		if (plan.before() != null) {
			this.engine.requireNetworkWrites();
		}
		return new Attempt<>(then.apply(plan, scope), null);
	}

	// By what would be done, whatever asked for it: another request, a set, or undoing.
	private <T> Plan<T> permitted(Plan<T> plan) {
		plan.steps().forEach((step) -> this.access.require(step.role(), step.detail().replaceFirst("\\.$", ":")));
		return plan;
	}

	// Mostly the snapshot knows what is meant; the engine has the last word.
	private Scope scope(Change<?> change) {
		try {
			return change.scope(this.snapshot.read().topology());
		}
		catch (MoorageException ex) {
			return change.scope(this.snapshot.look(Touched.NOTHING));
		}
	}

	private <T> Done<T> carryOut(Plan<T> plan, Observer observer) {
		observer.planned(plan.steps());
		if (plan.steps().isEmpty()) {
			Topology now = this.snapshot.read().topology();
			return Done.of(plan.answer().of(now, new Progress()), Done.Remains.NONE);
		}
		Audit.Begun begun = this.audit.begin(PlanResponse.of(plan).digest(),
				plan.steps().stream().map(Step::act).toList());
		Progress progress = new Progress();
		try {
			Done<T> done = carryOut(plan, progress, observer);
			begun.done(progress.networks().stream().map(NetworkId::value).toList());
			return done;
		}
		catch (MoorageException ex) {
			begun.failed(ex.code());
			throw ex;
		}
		catch (RuntimeException ex) {
			begun.failed(FaultCode.INTERNAL_ERROR);
			throw ex;
		}
	}

	private <T> Done<T> carryOut(Plan<T> plan, Progress progress, Observer observer) {
		return this.snapshot.attributed(plan.touched(), () -> {
			plan.warnings().forEach(progress::warn);
			run(plan, progress, observer);
			Touched touched = progress.touched(plan.touched());
			Topology now = this.snapshot.refresh(touched).topology();
			Function<Progress, Reversal> reversal = plan.reversal();
			return Done.of(plan.answer().of(now, progress),
					Done.Remains.of((reversal != null) ? reversal.apply(progress) : null, touched, now));
		});
	}

	private void run(Plan<?> plan, Progress progress, Observer observer) {
		Before before = plan.before();
		UndoRecord entry = (before != null) ? this.records.begin(this.engine.info().id(), before) : null;
		boolean overrides = before != null && isElsewhere(before);
		int at = 0;
		try {
			for (Step step : plan.steps()) {
				observer.at(at, StepState.RUNNING);
				step.deed().run(this.engine, progress);
				observer.at(at++, StepState.DONE);
				log.info("{}", step.detail());
			}
		}
		catch (RuntimeException ex) {
			MoorageException reason = (ex instanceof MoorageException known) ? known
					: new MoorageException(FaultCode.INTERNAL_ERROR,
							"The service failed in the middle of a change. Its log tells more.", Map.of(), ex);
			observer.at(at, StepState.FAILED);
			throw (entry != null) ? undone(entry, plan, progress, reason) : failed(plan, progress, reason);
		}
		if (entry != null) {
			if (!progress.networks().isEmpty()) {
				this.notes.replaced(entry.before().id(), progress.network());
				if (overrides) {
					this.notes.overridden(entry.before().id(), progress.network(), entry.before().spec());
				}
			}
			this.records.end(entry);
		}
	}

	// An owner of ours has its own list of differences.
	private boolean isElsewhere(Before before) {
		Topology topology = this.snapshot.read().topology();
		return topology.network(before.id())
			.filter((network) -> ManagedBy.of(topology, network).isElsewhere())
			.isPresent();
	}

	private MoorageException failed(Plan<?> plan, Progress progress, MoorageException reason) {
		try {
			this.snapshot.refresh(progress.touched(plan.touched()));
		}
		catch (MoorageException ex) {
			log.debug("No look after a failed write: {}", ex.detail());
		}
		return reason;
	}

	private MoorageException undone(UndoRecord entry, Plan<?> plan, Progress progress, MoorageException reason) {
		Before before = entry.before();
		Map<String, Object> facts = new LinkedHashMap<>(reason.facts());
		facts.put("cause", reason.code().toString());
		facts.put("network", before.ref());
		Restoration restoration;
		try {
			restoration = this.restorer.restore(before, progress.networks());
		}
		catch (MoorageException ex) {
			log.warn("The change of {} could not be undone yet: {}", before.spec().name(), ex.detail());
			this.recovery.add(entry);
			return new MoorageException(reason.code().isOutage() ? reason.code() : ex.code(),
					reason.detail() + " What was done of the change of " + before.spec().name()
							+ " is undone as soon as the engine answers again; GET /engine shows when that is done.",
					facts, reason);
		}
		if (restoration.network() != null) {
			this.notes.replaced(before.id(), restoration.network());
		}
		this.records.end(entry);
		if (reason.code() == FaultCode.ENGINE_TIMEOUT) {
			this.recovery.watch(entry);
		}
		failed(plan, progress, reason);
		if (restoration.isNothing()) {
			return reason;
		}
		facts.put("restored", restoration.restored());
		facts.put("notRestored", restoration.notRestored());
		String outcome = restoration.notRestored().isEmpty() ? "Everything is as it was before."
				: "notRestored names what could not be put back: see to that by hand.";
		return new MoorageException(reason.code().isOutage() ? reason.code() : FaultCode.CHANGE_UNDONE,
				"The network " + before.spec().name() + " was not changed. " + reason.detail() + " " + outcome, facts,
				reason);
	}

	/**
	 * Is what came of trying.
	 */
	private record Attempt<R>(@Nullable R result, @Nullable Scope next) {

	}

}
