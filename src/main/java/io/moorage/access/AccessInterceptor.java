package io.moorage.access;

import java.util.Set;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses operations to those who have not the least role that they take, before anything
 * else is looked at, and operations that nobody has decided on to everybody.
 */
@Component
@RequiredArgsConstructor
class AccessInterceptor implements HandlerInterceptor, WebMvcConfigurer {

	/** The safe methods (RFC 9110, 9.2.1). */
	static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final String HOUSE = "io.moorage.";

	private final Access access;

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && method.getBeanType().getName().startsWith(HOUSE)
				&& request.getDispatcherType() != DispatcherType.ERROR) {
			Needs needs = method.getMethodAnnotation(Needs.class);
			if (needs == null) {
				throw new MoorageException(FaultCode.FORBIDDEN, "Nobody has decided who may do this.");
			}
			String what = request.getMethod() + " " + request.getRequestURI();
			this.access.requireIf(needs.value() != Role.NONE, needs.value(), what);
			if (!READS.contains(request.getMethod())) {
				this.access.requireWritable();
			}
		}
		return true;
	}

}
