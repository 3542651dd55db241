package io.moorage.network;

import java.util.List;

import io.moorage.access.Access;
import io.moorage.change.Overridden;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says on whose behalf a set is applied, and how far to go.
 *
 * @param owner whose set it is
 * @param adopt whether to take over equal networks that nobody owns
 * @param replace whether to make networks anew that differ
 * @param acceptBreaking whether to go on though containers could not start again
 * @param prune whether to remove this owner's networks that the set does not name
 * @param allowEmpty whether the set may be empty
 * @param override what the caller goes on in spite of
 */
record ApplyOptions(@Parameter(description = "Whose set it is", example = "shop", required = true) @NotNull(
		message = "is required: say whose set it is.") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,127}",
				message = "must be 1 to 128 letters, digits, dots, hyphens, slashes and underscores.") @Nullable String owner,
		@Parameter(description = "Take over equal networks that nobody owns") @Nullable Boolean adopt,
		@Parameter(description = "Make networks anew that differ") @Nullable Boolean replace,
		@Parameter(description = "Go on though containers could not start again") @Nullable Boolean acceptBreaking,
		@Parameter(description = "Remove this owner's networks that the set does not name") @Nullable Boolean prune,
		@Parameter(description = "The set may be empty") @Nullable Boolean allowEmpty,
		@Parameter(description = "Go on though somebody else declares a network") @Nullable List<Overridden> override) {

	/**
	 * Throws unless the caller may go so far.
	 * @throws io.moorage.fault.MoorageException {@code forbidden}
	 */
	void check(Access access) {
		new ReplaceOptions(is(this.replace), is(this.acceptBreaking), OwnedNetworks.override(this)).check(access);
	}

	boolean is(@Nullable Boolean option) {
		return Boolean.TRUE.equals(option);
	}

}
