package io.moorage.access;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the audit trail know of every request, and writes down those that would change
 * something, those that are refused before anybody knows what they would change included.
 * Dry runs change nothing. Of a read only helpers that it makes are written down.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
@RequiredArgsConstructor
class AuditFilter extends OncePerRequestFilter {

	private static final int UNAUTHORIZED = HttpStatus.UNAUTHORIZED.value();

	private static final int FORBIDDEN = HttpStatus.FORBIDDEN.value();

	// Of those whom nobody knows some are written down, and all are counted.
	private final Bucket strangers = Bucket.builder()
		.addLimit((limit) -> limit.capacity(100).refillGreedy(1, Duration.ofSeconds(1)))
		.build();

	private final Audit audit;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Asked asked = Asked.begin(request);
		chain.doFilter(request, response);
		if (AccessInterceptor.READS.contains(request.getMethod())) {
			return;
		}
		int status = response.getStatus();
		boolean rights = status == UNAUTHORIZED || status == FORBIDDEN;
		if (!asked.begun() && !isUnread(status) && (rights || !isDryRun(request)) && isRoomFor(asked)) {
			this.audit.over(asked, request, status);
		}
	}

	private boolean isRoomFor(Asked asked) {
		return asked.caller() != null || this.strangers.tryConsume(1);
	}

	// Who is sent away before anybody looks at what is asked could fill the disk.
	private static boolean isUnread(int status) {
		return status == HttpStatus.TOO_MANY_REQUESTS.value() || status == HttpStatus.MISDIRECTED_REQUEST.value();
	}

	// No parameter may be asked for here: that could read a body.
	private static boolean isDryRun(HttpServletRequest request) {
		String query = request.getQueryString();
		return query != null && Set.of(query.split("&")).contains("dryRun=true");
	}

}
