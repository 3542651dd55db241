package io.moorage.access;

import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import jakarta.servlet.DispatcherType;
import lombok.RequiredArgsConstructor;

import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Asks everybody who they are, and keeps those without a role from all that is not open.
 * What operations take beyond that, {@link Needs} and {@link Access} decide.
 */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class AccessConfiguration {

	/** They tell nothing of the engine, and a browser could not send a token for them. */
	private static final String[] OPEN = { "/", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**",
			"/v3/api-docs.yaml", "/problems", "/problems/*" };

	private static final RequestMatcher OPEN_TO_ALL = new OrRequestMatcher(
			Stream.of(OPEN).<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher).toList());

	private static final RequestMatcher HEALTH = EndpointRequest.to("health");

	private final Credentials credentials;

	private final RequestRates rates;

	private final Refusals refusals;

	@Bean
	SecurityFilterChain callers(HttpSecurity http) {
		TokenFilter tokens = new TokenFilter(this.credentials, OPEN_TO_ALL, HEALTH);
		tokens.setAuthenticationEntryPoint(this.refusals);
		tokens.setAuthenticationFailureHandler(this.refusals::commence);
		// Nobody has a session, and no page of ours asks for a name.
		return http.csrf(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.anonymous(AbstractHttpConfigurer::disable)
			.securityContext((context) -> context.requireExplicitSave(true))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling(
					(refused) -> refused.authenticationEntryPoint(this.refusals).accessDeniedHandler(this.refusals))
			.addFilterBefore(tokens, AuthorizationFilter.class)
			.addFilterBefore(new CallerFilter(this.credentials, this.rates, this.refusals), AuthorizationFilter.class)
			.authorizeHttpRequests((requests) -> requests
				.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
				.permitAll()
				.requestMatchers(HEALTH)
				.permitAll()
				.requestMatchers(EndpointRequest.to("prometheus"))
				.hasRole(Role.VIEWER.name())
				.requestMatchers(EndpointRequest.toAnyEndpoint())
				.hasRole(Role.ADMIN.name())
				.requestMatchers(OPEN)
				.permitAll()
				.anyRequest()
				.hasRole(Role.VIEWER.name()))
			.build();
	}

	/**
	 * Each filter would be timed for each request, which takes longer than the filters:
	 * nobody asked for that. Requests and refusals are counted all the same.
	 */
	@Bean
	SecurityObservationSettings observations() {
		return SecurityObservationSettings.noObservations();
	}

	/**
	 * What is odd in a path is refused with a sentence, or is part of a name: rights hang
	 * on no path but a few whole ones.
	 */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowSemicolon(true);
		firewall.setAllowUrlEncodedPercent(true);
		firewall.setAllowUrlEncodedPeriod(true);
		firewall.setAllowUrlEncodedSlash(true);
		firewall.setAllowUrlEncodedDoubleSlash(true);
		firewall.setAllowBackSlash(true);
		firewall.setUnsafeAllowAnyHttpMethod(true);
		firewall.setAllowedHeaderValues((value) -> true);
		firewall.setAllowedParameterNames((name) -> true);
		return firewall;
	}

	// Forwarding to a page for errors would read the query, which may be odd as well.
	@Bean
	RequestRejectedHandler rejected() {
		return (request, response,
				ex) -> this.refusals.refuse(MoorageException.invalid("",
						"The path cannot be read: leave out parts that are . or .., and characters that no path has."),
						request, response);
	}

}
