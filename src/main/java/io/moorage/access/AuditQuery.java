package io.moorage.access;

import java.time.Instant;
import java.util.Locale;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * Says which entries of the audit trail are wanted.
 *
 * @param caller who asked
 * @param object the full id or the name of something that was to be changed
 * @param outcome what came of it
 * @param code why it was refused or failed
 * @param requestId the id of the request
 * @param since not before this
 * @param until before this
 * @param limit how many at most
 * @param after the last one of the page before
 */
record AuditQuery(@Parameter(description = "Who asked", example = "ci") @Nullable String caller,
		@Parameter(description = "The full id or the name of something that was to be changed",
				example = "bridge1") @Nullable String object,
		@Parameter(description = "What came of it", example = "refused") @Nullable Outcome outcome,
		@Parameter(description = "Why it was refused or failed", example = "forbidden") @Nullable String code,
		@Parameter(description = "The id of the request") @Nullable String requestId,
		@Parameter(description = "Not before this", example = "2026-01-01T00:00:00Z") @Nullable Instant since,
		@Parameter(description = "Before this", example = "2036-01-01T00:00:00Z") @Nullable Instant until,
		@Parameter(
				description = "How many at most, 100 when it is not said") @Min(1) @Max(1000) @Nullable Integer limit,
		@Parameter(description = "next of the page before") @Nullable String after) {

	private static final int PAGE = 100;

	int most() {
		return (this.limit != null) ? this.limit : PAGE;
	}

	/**
	 * Tells whether an entry may be wanted once it is over.
	 */
	boolean isAbout(AuditEntry entry) {
		return is(this.caller, entry.caller()) && is(this.requestId, entry.requestId())
				&& (this.since == null || !entry.time().isBefore(this.since))
				&& (this.until == null || entry.time().isBefore(this.until)) && (this.object == null
						|| entry.made().contains(this.object) || entry.objects().stream().anyMatch(this::isObject));
	}

	private boolean isObject(Audit.Act act) {
		return act.name().equals(this.object) || String.valueOf(act.id()).equals(this.object);
	}

	/**
	 * Tells whether what came of it is what is wanted.
	 */
	boolean isOutcome(AuditEntry entry) {
		return (this.outcome == null || this.outcome.toString().equals(entry.outcome())) && is(this.code, entry.code());
	}

	/**
	 * Says what came of something.
	 */
	enum Outcome {

		BEGUN, DONE, FAILED, REFUSED, ACCEPTED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	private static boolean is(@Nullable String wanted, @Nullable String value) {
		return wanted == null || wanted.equals(value);
	}

}
