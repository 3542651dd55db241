package io.moorage.change;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.moorage.access.Audit;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Carries plans out, step by step: written down before anything is done, and put back
 * when a step fails. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class Execution {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final UndoRecords records;

	private final Restorer restorer;

	private final Recovery recovery;

	private final ServiceNotes notes;

	private final Audit audit;

	/**
	 * Carries a plan out. Readers see the outcome, a failure's too, before this returns.
	 * @param <T> how it is answered
	 * @param plan the plan; the caller holds the locks of what it touches
	 * @param observer hears how it gets on
	 * @return the answer, and what would undo it
	 * @throws MoorageException {@code audit-unavailable}, {@code data-dir-unavailable},
	 * what the engine refused when that left all as it was, else {@code change-undone}
	 */
	<T> Done<T> of(Plan<T> plan, Observer observer) {
		observer.planned(plan.steps());
		if (plan.steps().isEmpty()) {
			Topology now = this.snapshot.read().topology();
			return Done.of(plan.answer().of(now, new Progress()), Done.Remains.NONE);
		}
		Audit.Begun begun = this.audit.begin(PlanResponse.of(plan).digest(),
				plan.steps().stream().map(Step::act).toList());
		Progress progress = new Progress();
		return begun.attempt(() -> carryOut(plan, progress, observer, begun));
	}

	private <T> Done<T> carryOut(Plan<T> plan, Progress progress, Observer observer, Audit.Begun begun) {
		return this.snapshot.attributed(plan.touched(), () -> {
			plan.warnings().forEach(progress::warn);
			run(plan, progress, observer, begun);
			// It is, whether it can be looked at now or not.
			begun.done(progress.networks().stream().map(NetworkId::value).toList());
			Touched touched = progress.touched(plan.touched());
			Topology now = this.snapshot.refresh(touched).topology();
			Function<Progress, Reversal> reversal = plan.reversal();
			return Done.of(plan.answer().of(now, progress),
					Done.Remains.of((reversal != null) ? reversal.apply(progress) : null, touched, now));
		});
	}

	private void run(Plan<?> plan, Progress progress, Observer observer, Audit.Begun begun) {
		Before before = plan.before();
		UndoRecord entry = (before != null) ? this.records.begin(this.engine.info().id(), begun.entry(), before) : null;
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
			if (entry != null) {
				throw undone(entry, plan, progress, reason);
			}
			noteReplaced(plan, progress);
			throw failed(plan, progress, reason);
		}
		noteReplaced(plan, progress);
		if (entry != null) {
			if (overrides && !progress.networks().isEmpty()) {
				this.notes.overridden(entry.before().id(), progress.network(), entry.before().spec());
			}
			this.records.end(entry);
		}
	}

	private void noteReplaced(Plan<?> plan, Progress progress) {
		if (plan.replaced() != null && !progress.networks().isEmpty()) {
			this.notes.replaced(plan.replaced(), progress.network());
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
			restoration = this.restorer.restore(entry, progress.networks());
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
		String outcome = restoration.notRestored().isEmpty() ? restoration.wholly(before)
				: "notRestored names what could not be put back, and GET /findings what to do about what is missing.";
		return new MoorageException(reason.code().isOutage() ? reason.code() : FaultCode.CHANGE_UNDONE,
				"The network " + before.spec().name() + " was not changed. " + reason.detail() + " " + outcome, facts,
				reason);
	}

}
