package io.moorage.web;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;

import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Operation;
import io.moorage.change.Operations;
import io.moorage.change.PlanResponse;
import io.moorage.change.PlanText;
import io.moorage.change.Writes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Has changes carried out, or shown, that controllers return.
 */
@RequiredArgsConstructor
class ChangeHandler implements HandlerMethodReturnValueHandler {

	static final String DRY_RUN = "dryRun";

	static final String PLAN = "plan";

	private final Writes writes;

	private final Operations operations;

	private final JsonMapper mapper;

	@Override
	public boolean supportsReturnType(MethodParameter returnType) {
		return Change.class.isAssignableFrom(returnType.getParameterType());
	}

	@Override
	public void handleReturnValue(@Nullable Object value, MethodParameter returnType, ModelAndViewContainer container,
			NativeWebRequest webRequest) throws Exception {
		container.setRequestHandled(true);
		HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
		HttpServletResponse response = webRequest.getNativeResponse(HttpServletResponse.class);
		Assert.state(value instanceof Change<?> && request != null && response != null, "no change over HTTP");
		handle((Change<?>) value, request, response);
	}

	private <T> void handle(Change<T> change, HttpServletRequest request, HttpServletResponse response)
			throws Exception {
		if ("true".equals(request.getParameter(DRY_RUN))) {
			show(this.writes.preview(change), request, response);
			return;
		}
		if (isAsynchronous(request)) {
			begin(change, request, response);
			return;
		}
		T answer = this.writes.carryOut(change, request.getParameter(PLAN));
		if (answer == null) {
			response.setStatus(HttpServletResponse.SC_NO_CONTENT);
			return;
		}
		boolean made = answer instanceof Changed<?> changed && changed.outcome().isMade();
		String path = change.path();
		if (made && path != null) {
			response.setHeader(HttpHeaders.LOCATION,
					ServletUriComponentsBuilder.fromContextPath(request)
						.path(path)
						.build(change.variables(answer).toArray())
						.toString());
		}
		write(response, made ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK,
				MediaType.APPLICATION_JSON_VALUE, this.mapper.writeValueAsBytes(answer));
	}

	// RFC 7240, section 4.1
	private static boolean isAsynchronous(HttpServletRequest request) {
		return Collections.list(request.getHeaders(Reads.PREFER))
			.stream()
			.flatMap((line) -> Stream.of(line.split("[,;]")))
			.anyMatch((preference) -> preference.trim().equalsIgnoreCase("respond-async"));
	}

	private void begin(Change<?> change, HttpServletRequest request, HttpServletResponse response) throws Exception {
		Operation operation = this.operations.begin(change, request.getParameter(PLAN));
		response.setHeader("Preference-Applied", "respond-async");
		response.setHeader(HttpHeaders.LOCATION,
				ServletUriComponentsBuilder.fromContextPath(request)
					.path("/operations/{id}")
					.build(operation.id())
					.toString());
		write(response, HttpServletResponse.SC_ACCEPTED, MediaType.APPLICATION_JSON_VALUE,
				this.mapper.writeValueAsBytes(operation));
	}

	private void show(PlanResponse plan, HttpServletRequest request, HttpServletResponse response) throws Exception {
		if (PlanText.isWanted(String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT))))) {
			write(response, HttpServletResponse.SC_OK, PlanResponse.MARKDOWN + ";charset=UTF-8",
					PlanText.of(plan).getBytes(StandardCharsets.UTF_8));
		}
		else {
			write(response, HttpServletResponse.SC_OK, PlanResponse.MEDIA_TYPE, this.mapper.writeValueAsBytes(plan));
		}
	}

	private static void write(HttpServletResponse response, int status, String type, byte[] body) throws Exception {
		response.setStatus(status);
		response.setContentType(type);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
