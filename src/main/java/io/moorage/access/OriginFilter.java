package io.moorage.access;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets web pages of other origins write nothing, nor read any answer, unless the settings
 * name their origin. Programs send no origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class OriginFilter extends OncePerRequestFilter {

	private static final Set<String> READS = Set.of("GET", "HEAD");

	private final List<String> allowed;

	private final Refusals refusals;

	private final CorsFilter cors;

	OriginFilter(AccessProperties properties, Refusals refusals) {
		this.allowed = properties.allowedOrigins();
		this.refusals = refusals;
		CorsConfiguration pages = new CorsConfiguration();
		pages.setAllowedOrigins(this.allowed);
		pages.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
		pages.setAllowedHeaders(List.of("*"));
		pages.setExposedHeaders(List.of("*"));
		this.cors = new CorsFilter((request) -> pages);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		if (origin != null && this.allowed.contains(origin)) {
			this.cors.doFilter(request, response, chain);
		}
		else if (isOfAnotherSite(request)) {
			refuse(request, response);
		}
		else if (origin == null || isOwn(origin, request) || READS.contains(request.getMethod())) {
			// The browser keeps the answer to a read from a page of another origin.
			chain.doFilter(request, response);
		}
		else {
			refuse(request, response);
		}
	}

	// A page may show an image or run a script of another site, and a read may be work:
	// only a link that somebody follows is let in (Fetch Metadata Request Headers).
	private static boolean isOfAnotherSite(HttpServletRequest request) {
		return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
				&& !("navigate".equals(request.getHeader("Sec-Fetch-Mode")) && READS.contains(request.getMethod()));
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response) {
		this.refusals.refuse(new MoorageException(FaultCode.FORBIDDEN_ORIGIN,
				"A web page of another origin may not do this. Name its origin in moorage.security.allowed-origins if it should."),
				request, response);
	}

	// As it was sent, or as a trusted proxy tells it.
	private static boolean isOwn(String origin, HttpServletRequest request) {
		int colon = request.getServerPort();
		String forwarded = request.getServerName() + ((colon == 80 || colon == 443) ? "" : ":" + colon);
		String host = origin.replaceFirst("^https?://", "");
		boolean downgraded = request.isSecure() && !origin.startsWith("https:");
		return !downgraded && !host.equals(origin)
				&& (host.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST)) || host.equalsIgnoreCase(forwarded));
	}

}
