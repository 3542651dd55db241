package io.moorage.network;

import java.util.Set;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Overridden;

/**
 * Says how far a caller goes to have a network as asked for.
 *
 * @param replace whether to make it anew when it differs
 * @param acceptBreaking whether to go on though containers could not start again
 * @param override what the caller goes on in spite of
 */
record ReplaceOptions(boolean replace, boolean acceptBreaking, Set<Overridden> override) {

	/**
	 * Throws unless the caller may go so far.
	 * @throws io.moorage.fault.MoorageException {@code forbidden}
	 */
	void check(Access access) {
		access.requireIf(this.replace, Role.ADMIN, "replace=true");
		access.requireIf(this.acceptBreaking, Role.ADMIN, "acceptBreaking=true");
		access.requireIf(!this.override.isEmpty(), Role.ADMIN, "override");
	}

}
