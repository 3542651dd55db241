package io.moorage.access;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down every request that would change something, those that are refused before
 * anybody knows what they would change included. Dry runs change nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@RequiredArgsConstructor
class AuditFilter extends OncePerRequestFilter {

	private final Audit audit;

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return AccessInterceptor.READS.contains(request.getMethod());
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Asked asked = Asked.begin(request);
		chain.doFilter(request, response);
		if (!asked.begun() && !isDryRun(request)) {
			this.audit.over(asked, request, response.getStatus());
		}
	}

	// No parameter may be asked for here: that could read a body.
	private static boolean isDryRun(HttpServletRequest request) {
		String query = request.getQueryString();
		return query != null && Set.of(query.split("&")).contains("dryRun=true");
	}

}
