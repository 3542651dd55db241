package io.moorage.web;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.moorage.fault.MoorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ForwardedHeaderUtils;

/**
 * Believes trusted proxies what they tell about the original request, its path prefix
 * included, and takes no notice when others tell it. Tomcat's own valve knows no prefix.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ForwardingFilter extends OncePerRequestFilter {

	private static final String PREFIX = "X-Forwarded-Prefix";

	// No part of it is . or .., however it is written.
	private static final Pattern PREFIXES = Pattern
		.compile("(?:(?:/(?!(?i:\\.|%2e){1,2}(?:[/,]|$))[\\w.~!$&'()*+=:@%-]+)*/?(?:, *|$))*");

	private static final List<String> ADDRESS = List.of("Forwarded", "X-Forwarded-Host", "X-Forwarded-Port",
			"X-Forwarded-Proto", "X-Forwarded-Ssl", "X-Forwarded-For");

	private static final Set<String> SCHEMES = Set.of("http", "https");

	private static final URI ORIGIN = URI.create("http://localhost/");

	private final WebProperties properties;

	private final Problems problems;

	private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();

	private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();

	ForwardingFilter(WebProperties properties, Problems problems) {
		this.properties = properties;
		this.problems = problems;
		this.believing.setRelativeRedirects(true);
		this.ignoring.setRemoveOnly(true);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		// Most tell nothing, and are answered fast.
		if (!isForwarded(request)) {
			chain.doFilter(request, response);
			return;
		}
		boolean trusted = this.properties.trusts(request.getRemoteAddr());
		NearestStranger told = new NearestStranger(request, this.properties);
		if (trusted && !(isReadable(request) && told.isReadable())) {
			this.problems.write(MoorageException.invalid("",
					"Forwarded, or one of X-Forwarded-Host, -Port, -Proto, -For and -Prefix, cannot be read. Correct the proxy that sends it."),
					request, response);
			return;
		}
		if (trusted) {
			this.believing.doFilter(told, response, chain);
		}
		else {
			this.ignoring.doFilter(request, response, chain);
		}
	}

	private static boolean isForwarded(HttpServletRequest request) {
		for (String name : ADDRESS) {
			if (request.getHeader(name) != null) {
				return true;
			}
		}
		return request.getHeader(PREFIX) != null;
	}

	// What Spring could not use would fail far from here, as a defect.
	private static boolean isReadable(HttpServletRequest request) {
		for (String prefix : Collections.list(request.getHeaders(PREFIX))) {
			if (!PREFIXES.matcher(prefix).matches()) {
				return false;
			}
		}
		try {
			HttpHeaders headers = new HttpHeaders();
			ADDRESS.forEach((name) -> headers.addAll(name, Collections.list(request.getHeaders(name))));
			URI told = ForwardedHeaderUtils.adaptFromForwardedHeaders(ORIGIN, headers).build().toUri();
			ForwardedHeaderUtils.parseForwardedFor(ORIGIN, headers, null);
			return SCHEMES.contains(String.valueOf(told.getScheme()));
		}
		catch (RuntimeException ex) {
			// Of several kinds, and none is documented.
			return false;
		}
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}
