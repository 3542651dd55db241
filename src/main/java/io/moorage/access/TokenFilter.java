package io.moorage.access;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Finds out by their token who calls, and refuses a wrong one. It shuts nobody out of
 * what takes none: there no token is looked at, or a wrong one counts as none.
 */
class TokenFilter extends BearerTokenAuthenticationFilter {

	private final BearerTokenResolver sent = new DefaultBearerTokenResolver();

	private final AuthenticationManager credentials;

	private final RequestMatcher open;

	private final RequestMatcher openedFurther;

	/**
	 * Makes a filter.
	 * @param credentials knows whose a token is; is asked once a request at most
	 * @param open what is the same for everybody
	 * @param openedFurther what is open to everybody, and shows more to some
	 */
	TokenFilter(AuthenticationManager credentials, RequestMatcher open, RequestMatcher openedFurther) {
		super(credentials);
		this.credentials = credentials;
		this.open = open;
		this.openedFurther = openedFurther;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return this.open.matches(request);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.openedFurther.matches(request)) {
			super.doFilterInternal(request, response, chain);
			return;
		}
		Authentication known = known(request);
		if (known != null) {
			SecurityContextHolder.setContext(new SecurityContextImpl(known));
		}
		chain.doFilter(request, response);
	}

	private @Nullable Authentication known(HttpServletRequest request) {
		try {
			String token = this.sent.resolve(request);
			return (token != null) ? this.credentials.authenticate(new BearerTokenAuthenticationToken(token)) : null;
		}
		catch (AuthenticationException ex) {
			return null;
		}
	}

}
