package io.moorage.web;

import java.io.IOException;

import io.moorage.access.Access;
import io.moorage.access.Role;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Answers what was asked before at this revision without troubling Spring MVC, which
 * takes several times as long as the answer. It is the last of all filters, so that
 * whatever decides who may ask stands before it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
@RequiredArgsConstructor
class KeptReadFilter implements Filter {

	private final Reads reads;

	private final Access access;

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (!(request instanceof HttpServletRequest asked && response instanceof HttpServletResponse answer
				&& this.access.has(Role.VIEWER) && this.reads.answerKept(asked, answer))) {
			chain.doFilter(request, response);
		}
	}

}
