package io.moorage.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moorage.access.Audit;
import io.moorage.change.BatchResponse;
import io.moorage.change.Failure;
import io.moorage.change.Operation;
import io.moorage.change.OperationListener;
import io.moorage.fault.FaultCode;
import io.moorage.fault.FaultKind;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Revision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Makes problems (RFC 9457) out of faults, and counts them by code, those of changes in
 * the background and of the parts of several included.
 */
@Component
@Slf4j
class Problems implements OperationListener {

	private static final String RETRY_AFTER_SECONDS = "2";

	private final JsonMapper mapper;

	private final MeterRegistry metrics;

	Problems(JsonMapper mapper, MeterRegistry metrics) {
		this.mapper = mapper;
		this.metrics = metrics;
		// What is there from the beginning can be seen to grow at the first time.
		Stream.of(FaultCode.values()).map(FaultCode::toString).forEach(this::counter);
	}

	/**
	 * Makes an answer.
	 * @param fault what went wrong
	 * @param request what was asked
	 * @param headers further headers
	 * @return the problem with its status and headers
	 */
	ResponseEntity<Object> answer(MoorageException fault, HttpServletRequest request, HttpHeaders headers) {
		HttpStatus status = FaultStatus.of(fault.code().kind());
		log(fault, request, status);
		Audit.note(request, fault.code());
		count(Failure.of(fault));
		HttpHeaders all = new HttpHeaders();
		all.putAll(headers);
		all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		all.setCacheControl("no-store");
		if (fault.code().kind() == FaultKind.UNAVAILABLE) {
			all.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		}
		else if (fault.code().kind() == FaultKind.TOO_MANY) {
			all.set(HttpHeaders.RETRY_AFTER, "1");
		}
		return new ResponseEntity<>(body(fault, request), all, status);
	}

	private Counter counter(String code) {
		return Counter.builder("moorage.problems")
			.description("Problems that callers were told of, or that changes in the background ended with")
			.tag("code", code)
			.register(this.metrics);
	}

	private void count(Failure failure) {
		counter(failure.code()).increment();
		if (failure.code().equals(FaultCode.PARTLY_DONE.toString())
				&& failure.facts().get("results") instanceof List<?> results) {
			results.stream()
				.flatMap((each) -> (each instanceof BatchResponse.Result result) ? Stream.ofNullable(result.problem())
						: Stream.empty())
				.forEach(this::count);
		}
	}

	// Undoing a part of one that failed tells of its problem again.
	@Override
	public void onProgress(Revision revision, Operation operation) {
		if (operation.problem() != null && operation.undone().isEmpty()) {
			count(operation.problem());
		}
	}

	/**
	 * Writes an answer where no controller can.
	 */
	void write(MoorageException fault, HttpServletRequest request, HttpServletResponse response) throws IOException {
		ResponseEntity<Object> answer = answer(fault, request, new HttpHeaders());
		response.setStatus(answer.getStatusCode().value());
		answer.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.getOutputStream().write(this.mapper.writeValueAsBytes(answer.getBody()));
	}

	private static Map<String, Object> body(MoorageException fault, HttpServletRequest request) {
		FaultCode code = fault.code();
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("type", request.getContextPath() + "/problems/" + code);
		body.put("title", code.title());
		body.put("status", FaultStatus.of(code.kind()).value());
		body.put("detail", fault.detail());
		body.put("instance", instance(request));
		body.put("code", code.toString());
		String requestId = RequestIdFilter.of(request);
		if (requestId != null) {
			body.put("requestId", requestId);
		}
		body.putAll(fault.facts());
		return body;
	}

	private static String instance(HttpServletRequest request) {
		Object forwarded = request.getAttribute("jakarta.servlet.error.request_uri");
		return (forwarded != null) ? forwarded.toString() : request.getRequestURI();
	}

	private static void log(MoorageException fault, HttpServletRequest request, HttpStatus status) {
		if (fault.code() == FaultCode.INTERNAL_ERROR) {
			log.error("{} {} failed", request.getMethod(), instance(request), fault);
		}
		else if (status.is5xxServerError()) {
			log.warn("{} {}: {} {}: {}", request.getMethod(), instance(request), status.value(), fault.code(),
					fault.detail());
		}
		else {
			log.info("{} {}: {} {}", request.getMethod(), instance(request), status.value(), fault.code());
		}
	}

}
