package io.moorage.change;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.moorage.fault.MoorageException;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is a write that is done whole or not at all, from one look and under the locks of what
 * it touches.
 *
 * @param <T> how it is answered
 */
public final class Change<T> extends Write<T> {

	private final Function<Topology, Scope> scope;

	private final Function<Topology, Plan<T>> plan;

	private @Nullable String path;

	private Function<T, List<?>> variables = (answer) -> List.of();

	private Predicate<MoorageException> remedy = (failure) -> false;

	private Change(Function<Topology, Scope> scope, Function<Topology, Plan<T>> plan) {
		this.scope = scope;
		this.plan = plan;
	}

	/**
	 * Asks for a write.
	 * @param <T> how it is answered
	 * @param scope tells what it is about; asked again after the look, since references
	 * may mean something else by then; may throw a
	 * {@link io.moorage.fault.MoorageException}
	 * @param plan tells what would be done, from a fresh look at its scope; may throw a
	 * {@link io.moorage.fault.MoorageException}
	 * @return the change
	 */
	public static <T> Change<T> of(Function<Topology, Scope> scope, Function<Topology, Plan<T>> plan) {
		return new Change<>(scope, plan);
	}

	/**
	 * Says where what it makes is found.
	 * @param path a path with variables in braces
	 * @param variables their values, from the answer
	 * @return this
	 */
	public Change<T> locatedAt(String path, Function<T, List<?>> variables) {
		this.path = path;
		this.variables = variables;
		return this;
	}

	/**
	 * Says what can be done about a failure before trying again, once and while nobody
	 * waits for the networks.
	 * @param remedy does it, and tells whether it did
	 * @return this
	 */
	public Change<T> remediedBy(Predicate<MoorageException> remedy) {
		this.remedy = remedy;
		return this;
	}

	boolean isRemedied(MoorageException failure) {
		return this.remedy.test(failure);
	}

	Scope scope(Topology topology) {
		return this.scope.apply(topology);
	}

	Plan<T> plan(Topology topology) {
		return this.plan.apply(topology);
	}

	@Override
	PlanResponse preview(Writes writes) {
		return writes.previewed(this);
	}

	@Override
	Done<T> carryOut(Writes writes, @Nullable String approved, Observer observer) {
		return writes.carriedOut(this, approved, observer);
	}

	@Override
	public @Nullable Place place(T answer) {
		return (this.path != null) ? new Place(this.path, this.variables.apply(answer)) : null;
	}

}
