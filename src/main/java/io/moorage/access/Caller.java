package io.moorage.access;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Is who asks for something.
 *
 * @param name the name of the token, the subject of a JWT, or {@code local} for whoever
 * calls over the loopback where no credentials are set
 * @param role what they may do
 */
public record Caller(String name, Role role) {

	/** Calls over the loopback, where no credentials are set. */
	static final Caller LOCAL = new Caller("local", Role.ADMIN);

	/** The key of log lines. */
	static final String MDC_KEY = "caller";

	/**
	 * Returns on whose behalf the present thread works.
	 * @return the caller, or null when the service does something by itself
	 */
	public static @Nullable Caller current() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication instanceof CallerAuthentication known) ? known.caller() : null;
	}

	/**
	 * Returns the name of the one on whose behalf the present thread works.
	 * @return the name, or null when the service does something by itself
	 */
	public static @Nullable String currentName() {
		Caller caller = current();
		return (caller != null) ? caller.name() : null;
	}

}
