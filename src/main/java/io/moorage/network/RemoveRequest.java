package io.moorage.network;

import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Says which networks to remove.
 *
 * @param networks full ids, names or unique beginnings of ids, in the order of removal
 * @param disconnect whether to take every endpoint off first
 */
record RemoveRequest(
		@NotEmpty(message = "is required: name at least one network") @Size(max = 1000,
				message = "must name at most 1000 networks") @Schema(
						requiredMode = Schema.RequiredMode.REQUIRED) @Nullable List<@NotBlank(
								message = "must be a network's id or name") @Nullable String> networks,
		@Schema(defaultValue = "false") @Nullable Boolean disconnect) {

	/**
	 * Returns the networks that are named.
	 */
	List<String> named() {
		return Objects.requireNonNull(this.networks).stream().map(String::valueOf).toList();
	}

}
