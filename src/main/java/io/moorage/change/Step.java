package io.moorage.change;

import java.util.List;
import java.util.Set;

import io.moorage.access.Audit;
import io.moorage.access.Role;
import io.moorage.engine.EngineGateway;
import org.jspecify.annotations.Nullable;

/**
 * Is one thing that a plan does.
 *
 * @param action what it does
 * @param kind to what: {@code network}, {@code container}, {@code set}, {@code address},
 * {@code image}, or {@code helper}, which is known by the container whose network it
 * joins
 * @param id its full id, or null while there is none
 * @param name its name
 * @param detail a sentence that says what is done
 * @param diff what is not as it was asked for; empty unless something is replaced
 * @param basis all that the deed depends on, which the detail does not say; two plans
 * with another basis are not the same
 * @param deed does it
 */
public record Step(Action action, String kind, @Nullable String id, String name, String detail, List<Diff> diff,
		String basis, Deed deed) {

	// What is made of them can do no more than its network lets it.
	private static final Set<String> UNPRIVILEGED = Set.of("network", "helper", "image");

	/**
	 * Copies what is given.
	 */
	public Step {
		diff = List.copyOf(diff);
	}

	/**
	 * Is a step whose detail says all.
	 */
	public Step(Action action, String kind, @Nullable String id, String name, String detail, List<Diff> diff,
			Deed deed) {
		this(action, kind, id, name, detail, diff, "", deed);
	}

	/**
	 * Returns the least role that it takes.
	 */
	Role role() {
		return switch (this.action) {
			case REPLACE, PROTECT -> Role.ADMIN;
			case CREATE -> UNPRIVILEGED.contains(this.kind) ? Role.OPERATOR : Role.ADMIN;
			case PROBE, REMOVE, CONNECT, DISCONNECT, START, STOP, ADOPT, RELEASE, RECALL -> Role.OPERATOR;
		};
	}

	/**
	 * Returns what the audit trail tells of it.
	 */
	Audit.Act act() {
		return new Audit.Act(this.action.toString(), this.kind, this.id, this.name);
	}

	/**
	 * Says on what the deed depends.
	 * @param basis a record
	 * @return the same step otherwise
	 */
	public Step basedOn(Object basis) {
		return new Step(this.action, this.kind, this.id, this.name, this.detail, this.diff, basis.toString(),
				this.deed);
	}

	/**
	 * Does the same in another way.
	 * @param otherwise does it
	 * @return the same step otherwise
	 */
	public Step doneBy(Deed otherwise) {
		return new Step(this.action, this.kind, this.id, this.name, this.detail, this.diff, this.basis, otherwise);
	}

	/**
	 * Does what a step says.
	 */
	@FunctionalInterface
	public interface Deed {

		/**
		 * Does it.
		 * @param engine where
		 * @param progress what steps before it made, and where to tell what this one made
		 */
		void run(EngineGateway engine, Progress progress);

	}

}
