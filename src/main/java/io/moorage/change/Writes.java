package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

import io.moorage.access.Access;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
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
public class Writes {

	// Each attempt finds that references mean something else than at the attempt before.
	private static final int MAX_ATTEMPTS = 5;

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final KnownPlans plans;

	private final Recovery recovery;

	private final Execution execution;

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
		return previewed(change, Map.of()).plan();
	}

	/**
	 * Shows what would be done after something else.
	 * @param earlier what would have become of networks by then
	 */
	Preview previewed(Change<?> change, Map<NetworkId, Optional<Network>> earlier) {
		return planned(change, earlier,
				(plan, scope) -> new Preview(this.plans.remember(PlanResponse.of(plan)), plan.becoming()));
	}

	/**
	 * Is what would be done.
	 *
	 * @param plan the plan
	 * @param becoming what would become of networks
	 */
	record Preview(PlanResponse plan, Map<NetworkId, Optional<Network>> becoming) {

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
		return planned(change, Map.of(), (plan, scope) -> {
			if (approved != null) {
				this.plans.check(approved, plan);
			}
			if (!plan.steps().isEmpty()) {
				this.recovery.forget(scope);
			}
			return this.execution.of(plan, observer);
		});
	}

	PlanResponse all(List<PlanResponse> plans) {
		return this.plans.remember(PlanResponse.all(plans));
	}

	void check(String approved, PlanResponse now) {
		this.plans.check(approved, now);
	}

	private <T, R> R planned(Change<T> change, Map<NetworkId, Optional<Network>> earlier,
			BiFunction<Plan<T>, Scope, R> then) {
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

	private <T, R> Attempt<R> attempt(Change<T> change, Scope scope, Map<NetworkId, Optional<Network>> earlier,
			BiFunction<Plan<T>, Scope, R> then) {
		Topology looked = scope.members() ? this.snapshot.look(scope.touched())
				: this.snapshot.freshNetworks().topology();
		Topology fresh = looked.becoming(earlier);
		Scope now = change.scope(fresh);
		if (!now.equals(scope)) {
			return new Attempt<>(null, now);
		}
		Plan<T> plan = permitted(plan(change, fresh));
		if (plan.before() != null) {
			this.engine.requireNetworkWrites();
		}
		return new Attempt<>(then.apply(plan, scope), null);
	}

	// A plan that a refusal shows can be approved as well.
	private <T> Plan<T> plan(Change<T> change, Topology fresh) {
		try {
			return change.plan(fresh);
		}
		catch (MoorageException ex) {
			if (ex.facts().get("plan") instanceof PlanResponse shown) {
				this.plans.remember(shown);
			}
			throw ex;
		}
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

	/**
	 * Is what came of trying.
	 */
	private record Attempt<R>(@Nullable R result, @Nullable Scope next) {

	}

}
