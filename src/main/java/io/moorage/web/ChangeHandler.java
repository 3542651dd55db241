package io.moorage.web;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.moorage.change.Changed;
import io.moorage.change.Operation;
import io.moorage.change.Operations;
import io.moorage.change.PlanResponse;
import io.moorage.change.PlanText;
import io.moorage.change.Write;
import io.moorage.change.Writes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Has changes carried out, or shown, that controllers return.
 */
@SuppressWarnings("rawtypes")
class ChangeHandler extends ReturnedHandler<Write> {

	static final String DRY_RUN = "dryRun";

	static final String PLAN = "plan";

	private final Writes writes;

	private final Operations operations;

	private final JsonMapper mapper;

	ChangeHandler(Writes writes, Operations operations, JsonMapper mapper) {
		super(Write.class);
		this.writes = writes;
		this.operations = operations;
		this.mapper = mapper;
	}

	@Override
	void answer(Write write, HttpServletRequest request, HttpServletResponse response) throws Exception {
		handle((Write<?>) write, request, response);
	}

	private <T> void handle(Write<T> write, HttpServletRequest request, HttpServletResponse response) throws Exception {
		if ("true".equals(request.getParameter(DRY_RUN))) {
			show(write, request, response);
			return;
		}
		if (isAsynchronous(request)) {
			begin(write, request, response);
			return;
		}
		T answer = this.writes.carryOut(write, request.getParameter(PLAN));
		if (answer == null) {
			response.setStatus(HttpServletResponse.SC_NO_CONTENT);
			return;
		}
		boolean made = answer instanceof Changed<?> changed && changed.outcome().isMade();
		Write.Place place = made ? write.place(answer) : null;
		if (place != null) {
			locate(response, request, place.path(), place.variables().toArray());
		}
		write(response, made ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK,
				MediaType.APPLICATION_JSON_VALUE, this.mapper.writeValueAsBytes(answer));
	}

	// RFC 7240, section 4.1
	private static boolean isAsynchronous(HttpServletRequest request) {
		return Stream.of(Reads.header(request, Reads.PREFER).split("[,;]"))
			.anyMatch((preference) -> preference.trim().equalsIgnoreCase("respond-async"));
	}

	private void begin(Write<?> write, HttpServletRequest request, HttpServletResponse response) throws Exception {
		Operation operation = this.operations.begin(write, request.getParameter(PLAN));
		response.setHeader("Preference-Applied", "respond-async");
		locate(response, request, "/operations/{id}", operation.id());
		write(response, HttpServletResponse.SC_ACCEPTED, MediaType.APPLICATION_JSON_VALUE,
				this.mapper.writeValueAsBytes(operation));
	}

	private static void locate(HttpServletResponse response, HttpServletRequest request, String path,
			Object... variables) {
		response.setHeader(HttpHeaders.LOCATION,
				ServletUriComponentsBuilder.fromContextPath(request).path(path).build(variables).toString());
	}

	private void show(Write<?> write, HttpServletRequest request, HttpServletResponse response) throws Exception {
		Object shown = write.shown();
		if (shown != null) {
			write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON_VALUE,
					this.mapper.writeValueAsBytes(shown));
			return;
		}
		PlanResponse plan = this.writes.preview(write);
		if (PlanText.isWanted(Reads.header(request, HttpHeaders.ACCEPT))) {
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
