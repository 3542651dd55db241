package io.moorage.access;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers what is refused before any operation is reached, as problems like all others.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final HandlerExceptionResolver problems;

	private final RequestRates rates;

	Refusals(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems, RequestRates rates) {
		this.problems = problems;
		this.rates = rates;
	}

	/**
	 * Answers with a problem.
	 */
	void answer(MoorageException fault, HttpServletRequest request, HttpServletResponse response) {
		this.problems.resolveException(request, response, null, fault);
	}

	/**
	 * Answers somebody of whom nobody knows yet who they are, which has a bound as well.
	 */
	void refuse(MoorageException fault, HttpServletRequest request, HttpServletResponse response) {
		try {
			this.rates.count(request.getRemoteAddr());
			answer(fault, request, response);
		}
		catch (MoorageException tooMany) {
			answer(tooMany, request, response);
		}
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex) {
		if (ex.getCause() instanceof MoorageException fault) {
			refuse(fault, request, response);
			return;
		}
		boolean wrong = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, wrong ? "Bearer error=\"invalid_token\"" : "Bearer");
		refuse(new MoorageException(FaultCode.UNAUTHENTICATED,
				wrong ? wrong(ex) : "This takes a token. Send it as Authorization: Bearer {token}."), request,
				response);
	}

	// What came of checking it tells too much; that it expired helps whoever has it.
	private static String wrong(AuthenticationException ex) {
		String message = String.valueOf(ex.getMessage());
		boolean known = ex instanceof InvalidBearerTokenException && message.contains("expired");
		return (known ? message : "The token is not one that is good here") + ". Get another one.";
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex) {
		Caller caller = Caller.current();
		answer(forbidden(request, caller), request, response);
	}

	private static MoorageException forbidden(HttpServletRequest request, @Nullable Caller caller) {
		String who = (caller != null) ? caller.name() : "nobody";
		String has = (caller == null || caller.role() == Role.NONE) ? "no role here" : "the role " + caller.role();
		return new MoorageException(FaultCode.FORBIDDEN, request.getMethod() + " " + request.getRequestURI()
				+ " takes more than " + who + " may, who has " + has + ".");
	}

}
