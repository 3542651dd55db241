package io.moorage.reachability;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Says whom to look at: one pair, all that one container reaches, or all pairs of a
 * network's members.
 *
 * @param from who asks
 * @param to who is to answer; everybody when left out
 * @param network the network whose members are meant, instead of both
 */
record ReachabilityQuery(
		@Parameter(description = "A container: its full id, its name or the unique beginning of its id",
				example = "alpine1") @Size(min = 1, message = EMPTY) @Nullable String from,
		@Parameter(description = "A container; every one when left out", example = "alpine2") @Size(min = 1,
				message = EMPTY) @Nullable String to,
		@Parameter(description = "A network, instead of from and to: all pairs of its members",
				example = "bridge1") @Size(min = 1, message = EMPTY) @Nullable String network) {

	private static final String EMPTY = "is empty. Give it a value, or leave it out.";

}
