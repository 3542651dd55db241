package io.moorage.reachability;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.change.Change;
import io.moorage.change.PlanResponse;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what a probe shows.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class ProbeController {

	private final ProbeService service;

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/probes", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "probe", summary = "Try who reaches whom",
			description = "Pings, connects or looks a name up from inside a container's network, whatever its image holds: "
					+ "a helper container (moorage.probe.image) joins it for a moment. Whatever happens is told with 200, and compared "
					+ "with what the configuration says. from and to for one pair, network for all pairs of its members. "
					+ "A probe goes on when its caller hangs up, which nothing tells before the answer is sent: one pair ends within "
					+ "two minutes of its turn, and pairs of a network are begun for four. "
					+ "The dry run shows which helpers would be made, where, and what they would try, and whether their image would be pulled first.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
					mediaType = MediaType.APPLICATION_JSON_VALUE,
					examples = { @ExampleObject(name = "ping", summary = "Three pings", value = """
							{"from": "alpine1", "to": "alpine2", "count": 3}"""),
							@ExampleObject(name = "tcp", summary = "A connection to a port", value = """
									{"from": "alpine1", "to": "web1", "kind": "tcp", "port": 80, "timeout": "5s"}"""),
							@ExampleObject(name = "dns", summary = "A name looked up", value = """
									{"from": "alpine1", "to": "db", "kind": "dns"}"""),
							@ExampleObject(name = "network", summary = "All pairs of a network's members", value = """
									{"network": "bridge1"}""") })),
			responses = @ApiResponse(responseCode = "200", description = "OK",
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(oneOf = { Probe.class, Probe.All.class }))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.CONTAINER_NOT_FOUND, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE, FaultCode.CONTAINER_NOT_RUNNING,
			FaultCode.TOO_MANY_PAIRS, FaultCode.CONTAINERS_DISABLED, FaultCode.PROBE_IMAGE_MISSING,
			FaultCode.ENGINE_REFUSED })
	Change<Object> probe(@RequestBody ProbeRequest request) {
		return this.service.probe(request);
	}

}
