package io.moorage.web;

import java.io.IOException;
import java.net.SocketTimeoutException;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with a problem what failed outside every controller.
 */
@RestController
@Hidden
@RequiredArgsConstructor
class ProblemErrorController implements ErrorController {

	private final Problems problems;

	@Needs(Role.NONE)
	@RequestMapping("/error")
	ResponseEntity<Object> error(HttpServletRequest request) {
		Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		MoorageException fault = (cause instanceof IOException broken) ? body(broken)
				: fault((status instanceof Integer code) ? code : 404);
		return this.problems.answer(fault, request, new HttpHeaders());
	}

	// Tomcat answers a body that cannot be read by itself, whatever was answered before.
	private static MoorageException body(IOException broken) {
		return (broken instanceof SocketTimeoutException) ? BodySizeFilter.tooSlow()
				: MoorageException.invalid("", "The body did not come whole. Send all of it.");
	}

	private static MoorageException fault(int status) {
		return switch (status) {
			case 400 -> MoorageException.invalid("", "The request could not be read.");
			case 404 -> new MoorageException(FaultCode.NOT_FOUND, "Nothing is at this path.");
			case 405 -> new MoorageException(FaultCode.METHOD_NOT_ALLOWED, "This path does not have this method.");
			case 413 -> new MoorageException(FaultCode.BODY_TOO_LARGE, "The body is too large. Send less at once.");
			default -> new MoorageException(FaultCode.INTERNAL_ERROR,
					"The service failed. Its log tells more under the request id of this answer.");
		};
	}

}
