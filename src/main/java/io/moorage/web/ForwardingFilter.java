package io.moorage.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes trusted proxies what they tell about the original request, its path prefix
 * included, and takes no notice when others tell it. Tomcat's own valve knows no prefix.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ForwardingFilter extends OncePerRequestFilter {

	private final WebProperties properties;

	private final ForwardedHeaderFilter believing = new ForwardedHeaderFilter();

	private final ForwardedHeaderFilter ignoring = new ForwardedHeaderFilter();

	ForwardingFilter(WebProperties properties) {
		this.properties = properties;
		this.believing.setRelativeRedirects(true);
		this.ignoring.setRemoveOnly(true);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean trusted = this.properties.trusts(request.getRemoteAddr());
		(trusted ? this.believing : this.ignoring).doFilter(request, response, chain);
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
