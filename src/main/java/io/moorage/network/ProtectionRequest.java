package io.moorage.network;

import java.time.Instant;

import io.moorage.fault.MoorageException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Says why a network shall be protected, and how long.
 *
 * @param reason why, for people
 * @param until when it ends by itself: an instant (RFC 3339) or a time from now like 24h;
 * never when left out
 */
@Schema(name = "ProtectionSpec")
record ProtectionRequest(
		@NotBlank(message = "is required: say why, for those who wonder") @Size(max = 1000,
				message = "must have at most 1000 characters") @Schema(
						example = "The payment service is on it until the audit.",
						requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String reason,
		@Schema(example = "24h") @Pattern(regexp = Moments.AGE + "|" + Moments.INSTANT,
				message = "must be an instant like 2026-01-31T12:00:00Z or a time like 90s, 24h or 1h30m") @Nullable String until) {

	@Nullable Instant until(Instant now) {
		if (this.until == null) {
			return null;
		}
		Instant end = Moments.after(now, this.until, "/until");
		if (!end.isAfter(now)) {
			throw MoorageException.invalid("/until", "must be in the future.");
		}
		return end;
	}

}
