package io.moorage.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.moorage.access.Access;
import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers those who follow the events. Each has a virtual thread of its own for as long
 * as it listens.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Events", description = "What changes, as it happens")
class EventController {

	private static final String LAST_EVENT_ID = "Last-Event-ID";

	private static final String EXPLANATION = """
			Server-Sent Events, or a JSON object a line. Each change is told once, whoever made it, and readers see it already. \
			To follow without a gap, list first and send the list's revision as Last-Event-ID; after a broken connection send the id of the last event. \
			The event reset says that events are missing: list again. A comment (an empty line in NDJSON) comes every 15 s.""";

	private final EventService service;

	private final Access access;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/events", produces = { MediaType.TEXT_EVENT_STREAM_VALUE, MediaType.APPLICATION_NDJSON_VALUE })
	@Operation(operationId = "followEvents", summary = "Follow what changes", description = EXPLANATION)
	@ApiResponse(responseCode = "200", content = {
			@Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = EventData.class)),
			@Content(mediaType = MediaType.APPLICATION_NDJSON_VALUE,
					schema = @Schema(implementation = EventData.class)) })
	@Raises({ FaultCode.AMBIGUOUS_REFERENCE, FaultCode.TOO_MANY_SUBSCRIBERS })
	void follow(@ParameterObject EventFilter filter,
			@Parameter(description = "The id of the last event, or a list's revision") @RequestHeader(
					name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
			@Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT,
					defaultValue = MediaType.ALL_VALUE) String accept,
			HttpMethod method, @Parameter(hidden = true) HttpServletResponse response) throws IOException {
		boolean lines = wantsLines(accept);
		response.setContentType(
				(lines ? MediaType.APPLICATION_NDJSON_VALUE : MediaType.TEXT_EVENT_STREAM_VALUE) + ";charset=UTF-8");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		// Proxies that gather answers before they pass them on would delay every event.
		response.setHeader("X-Accel-Buffering", "no");
		if (method.equals(HttpMethod.HEAD)) {
			// Nothing would ever be written, and so nobody notice that the caller is
			// gone.
			return;
		}
		EventService.Following following = this.service.follow(filter, lastEventId);
		following.run(lines ? EventWriter.NDJSON : EventWriter.SSE, response.getOutputStream(), this.access::isGood);
	}

	private static boolean wantsLines(String accept) {
		List<MediaType> accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
		MimeTypeUtils.sortBySpecificity(accepted);
		for (MediaType type : accepted) {
			if (type.includes(MediaType.TEXT_EVENT_STREAM)) {
				return false;
			}
			if (type.includes(MediaType.APPLICATION_NDJSON)) {
				return true;
			}
		}
		return false;
	}

}
