package io.moorage.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is one line of the audit trail: somebody changed something, or tried to.
 *
 * @param id stands for what was done; of several lines the last one counts
 * @param time when it was asked for
 * @param outcome {@code begun} before it is done and {@code done} or {@code failed}
 * afterwards; {@code refused} when nothing was begun; {@code accepted} when it is done in
 * the background, with lines of its own
 * @param caller who asked; null when nobody has a name for them
 * @param role what they may do, or null
 * @param credential what they came with: none, token or jwt; null when nobody knows them
 * @param from the address that they called from, or null when the service did it by
 * itself
 * @param requestId the id of the request, or null
 * @param method the HTTP method, or null
 * @param path the request's path without its query, or null
 * @param plan the digest of the plan, or null where there was none
 * @param objects what was to be done to which objects
 * @param made the full ids of the networks that were made
 * @param code why it was refused or failed, or null
 * @param ended when it was over, or null
 */
@Schema(name = "AuditEntry")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AuditEntry(String id, Instant time, String outcome, @Nullable String caller, @Nullable String role,
		@Nullable String credential, @Nullable String from, @Nullable String requestId, @Nullable String method,
		@Nullable String path, @Nullable String plan, List<Audit.Act> objects, List<String> made, @Nullable String code,
		@Nullable Instant ended) {

	/**
	 * Reads what has no objects, or made no networks, as well.
	 */
	public AuditEntry {
		objects = Objects.requireNonNullElse(objects, List.of());
		made = Objects.requireNonNullElse(made, List.of());
	}

	static AuditEntry of(@Nullable Asked asked, String outcome, @Nullable String plan, List<Audit.Act> objects,
			@Nullable String code) {
		String id = UUID.randomUUID().toString();
		Instant now = Instant.now();
		Instant ended = outcome.equals(Audit.BEGUN) ? null : now;
		if (asked == null) {
			return new AuditEntry(id, now, outcome, null, null, null, null, null, null, null, plan, objects, List.of(),
					code, ended);
		}
		Caller caller = asked.caller();
		return new AuditEntry(id, now, outcome, (caller != null) ? caller.name() : null,
				(caller != null) ? caller.role().toString() : null,
				(caller != null) ? caller.credential().toString() : null, asked.from(), asked.requestId(),
				asked.method(), asked.path(), plan, objects, List.of(), code, ended);
	}

	AuditEntry ended(String outcome, List<String> made, @Nullable String code) {
		return new AuditEntry(this.id, this.time, outcome, this.caller, this.role, this.credential, this.from,
				this.requestId, this.method, this.path, this.plan, this.objects, made, code, Instant.now());
	}

}
