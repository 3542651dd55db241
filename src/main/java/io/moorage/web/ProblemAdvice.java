package io.moorage.web;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Max;
import lombok.RequiredArgsConstructor;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers every exception with a problem.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
@RequiredArgsConstructor
class ProblemAdvice {

	private final Problems problems;

	@ExceptionHandler
	ResponseEntity<Object> moorage(MoorageException ex, HttpServletRequest request) {
		return this.problems.answer(ex, request, new HttpHeaders());
	}

	@ExceptionHandler({ NoResourceFoundException.class, NoHandlerFoundException.class })
	ResponseEntity<Object> notFound(HttpServletRequest request) {
		return moorage(new MoorageException(FaultCode.NOT_FOUND, "Nothing is at " + request.getRequestURI()
				+ ". /v3/api-docs lists the paths that exist; none ends with a slash."), request);
	}

	@ExceptionHandler
	ResponseEntity<Object> method(HttpRequestMethodNotSupportedException ex, HttpServletRequest request) {
		String allowed = String.join(", ",
				(ex.getSupportedMethods() != null) ? ex.getSupportedMethods() : new String[0]);
		MoorageException fault = new MoorageException(FaultCode.METHOD_NOT_ALLOWED,
				"This path does not have " + ex.getMethod() + ". It has " + allowed + ".");
		return this.problems.answer(fault, request, ex.getHeaders());
	}

	@ExceptionHandler
	ResponseEntity<Object> accept(HttpMediaTypeNotAcceptableException ex, HttpServletRequest request) {
		String offered = String.join(", ", ex.getSupportedMediaTypes().stream().map(Object::toString).toList());
		return moorage(new MoorageException(FaultCode.NOT_ACCEPTABLE,
				"The answer is to be had as " + offered + " only. Change Accept, or leave it out."), request);
	}

	@ExceptionHandler
	ResponseEntity<Object> mediaType(HttpMediaTypeNotSupportedException ex, HttpServletRequest request) {
		String read = String.join(" or ", ex.getSupportedMediaTypes().stream().map(Object::toString).toList());
		MoorageException fault = new MoorageException(FaultCode.UNSUPPORTED_MEDIA_TYPE,
				"Send the body with Content-Type: " + (read.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : read) + ".");
		return this.problems.answer(fault, request, ex.getHeaders());
	}

	@ExceptionHandler
	ResponseEntity<Object> body(HttpMessageNotReadableException ex, HttpServletRequest request) {
		return moorage(MoorageException.invalid("",
				"The body is missing or could not be read. Send a JSON object with Content-Type: application/json."),
				request);
	}

	@ExceptionHandler
	ResponseEntity<Object> parameter(MethodArgumentTypeMismatchException ex, HttpServletRequest request) {
		return moorage(
				MoorageException.invalid("?" + ex.getName(),
						"The parameter " + ex.getName() + " "
								+ bound(ex.getParameter()).orElseGet(() -> expectation(ex.getRequiredType()))),
				request);
	}

	// What is too large a number says what is none as well.
	private static Optional<String> bound(MethodParameter parameter) {
		AnnotatedType type = parameter.getParameter().getAnnotatedType();
		AnnotatedType value = (type instanceof AnnotatedParameterizedType list)
				? list.getAnnotatedActualTypeArguments()[0] : type;
		return Optional.ofNullable(value.getAnnotation(Max.class)).map((max) -> max.message() + ".");
	}

	private static String expectation(@Nullable Class<?> type) {
		if (type == boolean.class || type == Boolean.class) {
			return "must be true or false.";
		}
		if (type != null && type.isEnum()) {
			return "must be one of "
					+ String.join(", ", Stream.of(type.getEnumConstants()).map(String::valueOf).toList()) + ".";
		}
		return (type == java.time.Duration.class) ? "must be a duration like 10s or 2m." : "has a wrong form.";
	}

	// Tomcat reads the query when it is first asked for a parameter, which may be
	// anywhere.
	@ExceptionHandler
	ResponseEntity<Object> query(InvalidParameterException ex, HttpServletRequest request) {
		return moorage(MoorageException.invalid("",
				"The query cannot be read: write it as name=value, in UTF-8, with a percent sign itself as %25."),
				request);
	}

	@ExceptionHandler
	ResponseEntity<Object> missing(MissingServletRequestParameterException ex, HttpServletRequest request) {
		return moorage(MoorageException.invalid("?" + ex.getParameterName(),
				"The parameter " + ex.getParameterName() + " is required."), request);
	}

	@ExceptionHandler
	ResponseEntity<Object> parameters(HandlerMethodValidationException ex, HttpServletRequest request) {
		List<InvalidField> errors = ex.getParameterValidationResults().stream().flatMap(ProblemAdvice::errors).toList();
		return moorage(MoorageException.invalid(errors), request);
	}

	private static Stream<InvalidField> errors(ParameterValidationResult result) {
		String name = String.valueOf(result.getMethodParameter().getParameterName());
		return result.getResolvableErrors()
			.stream()
			.map((error) -> new InvalidField("?" + name,
					"The parameter " + name + " " + error.getDefaultMessage() + "."));
	}

	@ExceptionHandler
	ResponseEntity<Object> violations(ConstraintViolationException ex, HttpServletRequest request) {
		return moorage(MoorageException.invalid(Violations.fields(ex.getConstraintViolations())), request);
	}

	@ExceptionHandler
	void hungUp(AsyncRequestNotUsableException ex) {
		// The caller is gone; there is nobody to answer.
	}

	@ExceptionHandler
	@Nullable ResponseEntity<Object> other(Exception ex, HttpServletRequest request) {
		if (ex instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
			return moorage(MoorageException.invalid("", String.valueOf(response.getBody().getDetail())), request);
		}
		if (ex instanceof IOException && ex.getClass().getSimpleName().equals("ClientAbortException")) {
			return null;
		}
		return moorage(
				new MoorageException(FaultCode.INTERNAL_ERROR,
						"The service failed. Its log tells more under the request id of this answer.", Map.of(), ex),
				request);
	}

}
