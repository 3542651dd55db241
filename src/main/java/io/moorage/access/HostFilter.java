package io.moorage.access;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers to this service's own names alone: a web page whose name its owner lets lead
 * here would otherwise be of the same origin as this service (DNS rebinding). It looks at
 * the header as it was sent, since such a page could send forwarding headers as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class HostFilter extends OncePerRequestFilter {

	private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", canonical("::1"));

	private final Set<String> allowed = new HashSet<>(LOOPBACK);

	private final Refusals refusals;

	HostFilter(AccessProperties properties, ServerProperties server, Refusals refusals) {
		this.refusals = refusals;
		properties.allowedHosts().forEach((host) -> this.allowed.add(canonical(host)));
		if (server.getAddress() != null) {
			this.allowed.add(canonical(server.getAddress().getHostAddress()));
			this.allowed.add(name(server.getAddress()));
		}
		else {
			this.allowed.addAll(List.of("0.0.0.0", canonical("::")));
		}
	}

	// As it stands in the settings: nobody is asked for the name of an address.
	private static String name(InetAddress address) {
		String text = address.toString();
		return text.substring(0, text.indexOf('/')).toLowerCase(Locale.ROOT);
	}

	// An address of IPv6 can be written in many ways, in brackets (RFC 3986, 3.2.2) or
	// not.
	private static String canonical(String host) {
		if (!host.contains(":")) {
			return host;
		}
		String text = host.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*", "");
		try {
			return InetAddress.ofLiteral(text).getHostAddress();
		}
		catch (IllegalArgumentException ex) {
			return host;
		}
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String host = request.getHeader(HttpHeaders.HOST);
		if (isAllowed(host, request)) {
			chain.doFilter(request, response);
		}
		else {
			this.refusals.refuse(new MoorageException(FaultCode.UNKNOWN_HOST,
					"This service does not answer to the name in Host. Use one of moorage.security.allowed-hosts."),
					request, response);
		}
	}

	// No browser leaves it out.
	private boolean isAllowed(@Nullable String host, HttpServletRequest request) {
		if (host == null || host.isEmpty()) {
			return true;
		}
		String name = withoutPort(host).toLowerCase(Locale.ROOT);
		if (name.endsWith(".")) {
			name = name.substring(0, name.length() - 1);
		}
		return this.allowed.contains(canonical(name)) || canonical(name).equals(canonical(request.getLocalAddr()));
	}

	private static String withoutPort(String host) {
		int colon = host.lastIndexOf(':');
		boolean port = colon >= 0 && host.chars().skip(colon + 1L).allMatch((digit) -> digit >= '0' && digit <= '9');
		return port ? host.substring(0, colon) : host;
	}

}
