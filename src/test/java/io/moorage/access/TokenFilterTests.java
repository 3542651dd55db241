package io.moorage.access;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.moorage.access.Caller.Credential;
import jakarta.servlet.FilterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token is looked at once at most, and where none is needed a wrong one is none.
 */
class TokenFilterTests {

	private static final Caller SOMEBODY = new Caller("somebody", Role.VIEWER, Credential.TOKEN);

	private final AtomicInteger checks = new AtomicInteger();

	private final AtomicReference<@Nullable Caller> caller = new AtomicReference<>();

	private final AtomicInteger passed = new AtomicInteger();

	private final FilterChain chain = (request, response) -> {
		this.passed.incrementAndGet();
		this.caller.set(Caller.current());
	};

	private Authentication check(Authentication asked) {
		this.checks.incrementAndGet();
		if (!((BearerTokenAuthenticationToken) asked).getToken().equals("good")) {
			throw new InvalidBearerTokenException("Nobody has this token");
		}
		return new CallerAuthentication(SOMEBODY, () -> true);
	}

	private int send(String path, @Nullable String header) throws Exception {
		TokenFilter filter = new TokenFilter(this::check, (request) -> request.getRequestURI().equals("/open"),
				(request) -> request.getRequestURI().equals("/health"));
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		if (header != null) {
			request.addHeader("Authorization", header);
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter.doFilter(request, response, this.chain);
		return response.getStatus();
	}

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/health", "/networks" })
	void requestWhenTokenIsGoodHasItCheckedOnce(String path) throws Exception {
		send(path, "Bearer good");
		assertThat(this.checks).hasValue(1);
		assertThat(this.caller).hasValue(SOMEBODY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer bad", "Bearer", "Bearer a b" })
	void requestWhenTokenIsWrongIsRefusedButForHealth(String header) throws Exception {
		assertThat(send("/networks", header)).isEqualTo(401);
		assertThat(this.passed).hasValue(0);
		assertThat(send("/health", header)).isEqualTo(200);
		assertThat(this.passed).hasValue(1);
		assertThat(this.caller).hasValue(null);
	}

	@Test
	void requestWhenOpenHasNoTokenLookedAt() throws Exception {
		send("/open", "Bearer good");
		assertThat(this.checks).hasValue(0);
		assertThat(this.passed).hasValue(1);
	}

}
