package io.moorage.access;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Is who asks for something.
 *
 * @param name the name of the token, the subject of a JWT, or {@code local} for whoever
 * calls over the loopback where no credentials are set
 * @param role what they may do
 * @param credential what they came with
 */
public record Caller(String name, Role role, Credential credential) {

	/** Calls over the loopback, where no credentials are set. */
	static final Caller LOCAL = new Caller("local", Role.ADMIN, Credential.NONE);

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
	 * Returns what stands for the one on whose behalf the present thread works, and for
	 * nobody else: a token and a subject may have one name.
	 * @return a key, or null when the service does something by itself
	 */
	public static @Nullable String currentKey() {
		Caller caller = current();
		return (caller != null) ? caller.key() : null;
	}

	String key() {
		return this.credential + " " + this.name;
	}

	/**
	 * Says what somebody came with.
	 */
	public enum Credential {

		/** Nothing, over the loopback. */
		NONE,
		/** A token of the settings, or the one made at start. */
		TOKEN,
		/** A JWT of the identity provider. */
		JWT;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

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
