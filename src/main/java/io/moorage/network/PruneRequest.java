package io.moorage.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.moorage.topology.LabelSelector;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which unused networks to remove.
 *
 * @param labels all must hold: {@code k}, {@code k=v} or {@code !k}
 * @param until only networks made before this: an instant (RFC 3339) or an age like 24h
 * @param includeStopped whether networks go that only stopped containers use; those are
 * taken off first, so that they can still start
 */
record PruneRequest(
		@Schema(example = "[\"team=platform\"]") @Nullable List<@NotNull(message = "must be k, k=v or !k") @Pattern(
				regexp = LabelSelector.FORM, message = "must be k, k=v or !k") @Nullable String> labels,
		@Schema(example = "24h") @Pattern(regexp = Moments.AGE + "|" + Moments.INSTANT,
				message = "must be an instant like 2026-01-31T12:00:00Z or an age like 90s, 24h or 1h30m") @Nullable String until,
		@Schema(defaultValue = "false") @Nullable Boolean includeStopped) {

	static final PruneRequest EVERYTHING = new PruneRequest(null, null, null);

	/**
	 * Returns when a network must have been made at the latest.
	 * @param now the present
	 * @return an instant; the far future when nothing was said
	 * @throws io.moorage.fault.MoorageException {@code invalid-request} when a date does
	 * not exist
	 */
	Instant madeBefore(Instant now) {
		String limit = this.until;
		if (limit == null) {
			return Instant.MAX;
		}
		return Moments.before(now, limit, "/until");
	}

	boolean takesStopped() {
		return Boolean.TRUE.equals(this.includeStopped);
	}

	boolean fits(Map<String, String> given) {
		return this.labels == null
				|| this.labels.stream().allMatch((label) -> LabelSelector.parse(String.valueOf(label)).fits(given));
	}

}
