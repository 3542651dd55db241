package io.moorage.access;

import java.io.IOException;
import java.util.List;

import io.moorage.fault.MoorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.slf4j.MDC;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in over the loopback those who need no credentials, counts the request, and names
 * the caller in every log line.
 */
@RequiredArgsConstructor
class CallerFilter extends OncePerRequestFilter {

	// Where the service is found from outside (X-Forwarded-Prefix and the like) is no
	// word
	// of somebody who calls.
	private static final List<String> OF_SOMEBODY = List.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via");

	private final Credentials credentials;

	private final RequestRates rates;

	private final Refusals refusals;

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (Caller.current() == null && this.credentials.isOpen() && isLocal(request)) {
			SecurityContextHolder
				.setContext(new SecurityContextImpl(new CallerAuthentication(Caller.LOCAL, this.credentials::isOpen)));
		}
		if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known) {
			Asked.attach(request, known);
		}
		Caller caller = Caller.current();
		try {
			this.rates.count((caller != null) ? "caller " + caller.key() : request.getRemoteAddr());
		}
		catch (MoorageException ex) {
			this.refusals.answer(ex, request, response);
			return;
		}
		if (caller == null) {
			chain.doFilter(request, response);
			return;
		}
		try (MDC.MDCCloseable ignored = MDC.putCloseable(Caller.MDC_KEY, caller.name())) {
			chain.doFilter(request, response);
		}
	}

	// A proxy on this machine calls over the loopback too, for strangers: whatever it
	// says of them, they are not local.
	private static boolean isLocal(HttpServletRequest request) {
		ServletRequest sent = request;
		while (sent instanceof HttpServletRequestWrapper wrapper) {
			sent = wrapper.getRequest();
		}
		return isLoopback(sent.getRemoteAddr()) && isLoopback(request.getRemoteAddr())
				&& sent instanceof HttpServletRequest original && !isForwarded(original);
	}

	private static boolean isForwarded(HttpServletRequest sent) {
		return OF_SOMEBODY.stream().anyMatch((name) -> sent.getHeader(name) != null);
	}

	// What Tomcat tells is an address and never a name.
	private static boolean isLoopback(String address) {
		return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
	}

}
