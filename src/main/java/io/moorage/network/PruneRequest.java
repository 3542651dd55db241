package io.moorage.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import io.moorage.topology.LabelSelector;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

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
		@Schema(example = "24h") @Pattern(regexp = AGE + "|" + INSTANT,
				message = "must be an instant like 2026-01-31T12:00:00Z or an age like 90s or 24h") @Nullable String until,
		@Schema(defaultValue = "false") @Nullable Boolean includeStopped) {

	static final PruneRequest EVERYTHING = new PruneRequest(null, null, null);

	private static final String AGE = "\\d{1,9}(?:ms|s|m|h|d)";

	private static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2})";

	/**
	 * Returns when a network must have been made at the latest.
	 * @param now the present
	 * @return an instant; the far future when nothing was said
	 * @throws DateTimeException when a date does not exist
	 */
	Instant madeBefore(Instant now) {
		String limit = this.until;
		if (limit == null) {
			return Instant.MAX;
		}
		if (limit.matches(AGE)) {
			Duration age = DurationStyle.SIMPLE.parse(limit);
			return now.minus(age);
		}
		return OffsetDateTime.parse(limit).toInstant();
	}

	boolean takesStopped() {
		return Boolean.TRUE.equals(this.includeStopped);
	}

	boolean fits(Map<String, String> given) {
		return this.labels == null
				|| this.labels.stream().allMatch((label) -> LabelSelector.parse(String.valueOf(label)).fits(given));
	}

}
