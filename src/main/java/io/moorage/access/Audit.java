package io.moorage.access;

import java.util.List;
import java.util.function.Supplier;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.http.HttpServletRequest;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes down who changes what: a line before anything is done, without which nothing is,
 * and the same again with its outcome once it is over. Nothing of a request's headers,
 * body or query is ever in it. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Audit {

	static final String BEGUN = "begun";

	private static final String CODE = Audit.class.getName() + ".code";

	private final AuditTrail trail;

	/**
	 * Writes down that something is about to be done.
	 * @param plan the digest of the plan, or null where there is none
	 * @param objects what is done to which objects, one at least
	 * @return what to tell the outcome
	 * @throws MoorageException {@code audit-unavailable} when it cannot be written
	 */
	public Begun begin(@Nullable String plan, List<Act> objects) {
		Asked asked = Asked.current();
		AuditEntry entry = AuditEntry.of(asked, BEGUN, plan, objects, null);
		this.trail.add(entry);
		if (asked != null) {
			asked.begun(true);
		}
		return new Begun(entry);
	}

	/**
	 * Writes down that what is asked for will be done in the background.
	 * @throws MoorageException {@code audit-unavailable} when it cannot be written
	 */
	public void accepted() {
		Asked asked = Asked.current();
		this.trail.add(AuditEntry.of(asked, "accepted", null, List.of(), null));
		if (asked != null) {
			asked.begun(true);
		}
	}

	/**
	 * Writes down that something was interrupted, and what was begun of it is put back.
	 * @param begun how the trail tells of it
	 * @param made the full ids of the networks that were made anew
	 */
	public void putBack(AuditEntry begun, List<String> made) {
		add(begun.ended("failed", made, FaultCode.CHANGE_UNDONE.toString()));
	}

	/**
	 * Remembers why a request is refused.
	 * @param request the request
	 * @param code the problem's code
	 */
	public static void note(HttpServletRequest request, FaultCode code) {
		request.setAttribute(CODE, code.toString());
	}

	/**
	 * Writes down what came of a request for which nothing was begun.
	 */
	void over(Asked asked, HttpServletRequest request, int status) {
		String code = (request.getAttribute(CODE) instanceof String noted) ? noted : null;
		add(AuditEntry.of(asked, (status >= 400) ? "refused" : "done", null, List.of(), code));
	}

	// What is done is done, whether it can be written down or not.
	private void add(AuditEntry entry) {
		try {
			this.trail.add(entry);
		}
		catch (MoorageException ex) {
			log.error("The audit trail lacks the outcome of {} ({}): {}", entry.id(), entry.outcome(), ex.detail());
		}
	}

	/**
	 * Is something that was done to an object.
	 *
	 * @param action what
	 * @param kind what the object is: {@code network}, {@code container}, {@code set},
	 * {@code address}, {@code image}, or {@code helper}, which is known by the container
	 * whose network it joins
	 * @param id its full id, or null when it was yet to be made
	 * @param name its name
	 */
	public record Act(String action, String kind, @Nullable String id, String name) {

	}

	/**
	 * Is something that was begun.
	 */
	@RequiredArgsConstructor
	public final class Begun {

		@Getter
		@Accessors(fluent = true)
		private final AuditEntry entry;

		private boolean over;

		/**
		 * Writes down that it is done.
		 * @param made the full ids of the networks that were made
		 */
		public void done(List<String> made) {
			this.over = true;
			add(this.entry.ended("done", made, null));
		}

		/**
		 * Does it, and writes down when it fails; that it is done, the deed tells.
		 * @param deed what was begun
		 * @return what came of it
		 */
		public <T> T attempt(Supplier<T> deed) {
			try {
				return deed.get();
			}
			catch (MoorageException ex) {
				failed(ex.code());
				throw ex;
			}
			catch (RuntimeException ex) {
				failed(FaultCode.INTERNAL_ERROR);
				throw ex;
			}
		}

		/**
		 * Writes down that it failed, unless it was done before; what was begun of it is
		 * put back.
		 * @param code the problem's code
		 */
		private void failed(FaultCode code) {
			if (this.over) {
				return;
			}
			add(this.entry.ended("failed", List.of(), code.toString()));
		}

	}

}
