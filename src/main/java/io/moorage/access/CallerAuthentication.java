package io.moorage.access;

import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Is what Spring Security knows of a caller.
 */
final class CallerAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient Caller caller;

	private final transient BooleanSupplier good;

	/**
	 * Lets somebody in.
	 * @param caller who it is
	 * @param good tells at any time whether what they came with would still let them in
	 */
	CallerAuthentication(Caller caller, BooleanSupplier good) {
		super(Stream.of(Role.values())
			.filter(caller.role()::includes)
			.map((role) -> new SimpleGrantedAuthority("ROLE_" + role.name()))
			.toList());
		this.caller = caller;
		this.good = good;
		super.setAuthenticated(true);
	}

	Caller caller() {
		return this.caller;
	}

	boolean isGood() {
		return this.good.getAsBoolean();
	}

	@Override
	public Object getPrincipal() {
		return this.caller.name();
	}

	@Override
	public Object getCredentials() {
		return "";
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CallerAuthentication same && this.caller.equals(same.caller);
	}

	@Override
	public int hashCode() {
		return this.caller.hashCode();
	}

}
