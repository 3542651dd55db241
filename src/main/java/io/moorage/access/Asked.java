package io.moorage.access;

import jakarta.servlet.http.HttpServletRequest;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.Setter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Is what the audit trail knows of a request: it goes with the caller, to other threads
 * too.
 */
@RequiredArgsConstructor
@Getter
@Accessors(fluent = true)
final class Asked {

	private static final String ATTRIBUTE = Asked.class.getName();

	private static final int MAX_PATH = 512;

	private final String method;

	private final String path;

	private final String from;

	private final @Nullable String requestId;

	@Setter
	private volatile @Nullable Caller caller;

	/** Whether there is a line for it already. */
	@Setter
	private volatile boolean begun;

	static Asked begin(HttpServletRequest request) {
		String path = path(request);
		Asked asked = new Asked(request.getMethod(), path.substring(0, Math.min(path.length(), MAX_PATH)),
				request.getRemoteAddr(), MDC.get("requestId"));
		request.setAttribute(ATTRIBUTE, asked);
		return asked;
	}

	// A proxy may tell any prefix, which is no part of what is asked.
	private static String path(HttpServletRequest request) {
		String path = request.getRequestURI();
		String prefix = String.valueOf(request.getContextPath());
		return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
	}

	/**
	 * Lets the caller's authentication tell of the request from now on.
	 */
	static void attach(HttpServletRequest request, CallerAuthentication caller) {
		if (request.getAttribute(ATTRIBUTE) instanceof Asked asked) {
			asked.caller(caller.caller());
			caller.setDetails(asked);
		}
	}

	/**
	 * Returns the request that the present thread works for.
	 * @return the request, or null when the service does something by itself
	 */
	static @Nullable Asked current() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getDetails() instanceof Asked asked) ? asked : null;
	}

}
