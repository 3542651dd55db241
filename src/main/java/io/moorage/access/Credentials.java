package io.moorage.access;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import io.moorage.access.Caller.Credential;
import io.moorage.fault.MoorageException;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Knows who has which credentials. Where none are set, whoever calls over the loopback
 * needs none; on any other address a token is made at start, and told once. Once there
 * are some, nobody gets in without until the next start, though they vanish. Safe for use
 * by many threads.
 */
@Component
@Slf4j
class Credentials implements AuthenticationManager {

	private static final int TOKEN_BYTES = 32;

	private static final Caller GENERATED = new Caller("generated", Role.ADMIN, Credential.TOKEN);

	private final Tokens tokens;

	private final IdentityProvider provider;

	private final byte @Nullable [] generated;

	private volatile boolean open;

	Credentials(Tokens tokens, IdentityProvider provider, ServerProperties server) {
		this.tokens = tokens;
		this.provider = provider;
		boolean none = tokens.isEmpty() && !provider.isSet();
		InetAddress address = server.getAddress();
		boolean loopback = address != null && address.isLoopbackAddress();
		this.open = none && loopback;
		this.generated = (none && !loopback) ? generate() : null;
	}

	private static byte[] generate() {
		byte[] random = new byte[TOKEN_BYTES];
		new SecureRandom().nextBytes(random);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		log.warn("No credentials are set, and others can reach this address. Until the next start, whoever sends "
				+ "Authorization: Bearer {} is admin", token);
		return Tokens.hash(token);
	}

	/**
	 * Tells whether whoever calls over the loopback needs no credentials.
	 */
	boolean isOpen() {
		if (this.open && !this.tokens.isEmpty()) {
			this.open = false;
		}
		return this.open;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		String token = ((BearerTokenAuthenticationToken) authentication).getToken();
		byte[] hash = Tokens.hash(token);
		if (this.generated != null && MessageDigest.isEqual(this.generated, hash)) {
			return new CallerAuthentication(GENERATED, () -> true);
		}
		Caller caller = this.tokens.find(hash);
		if (caller != null) {
			return new CallerAuthentication(caller, () -> this.tokens.isGood(hash));
		}
		if (!this.provider.isSet() || token.chars().filter((each) -> each == '.').count() != 2) {
			throw new InvalidBearerTokenException("Nobody has this token");
		}
		return check(token);
	}

	private Authentication check(String token) {
		try {
			return this.provider.check(token);
		}
		catch (MoorageException ex) {
			throw new AuthenticationServiceException(ex.detail(), ex);
		}
	}

}
