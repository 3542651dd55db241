package io.moorage.reachability;

import java.util.List;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers who reaches whom.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class ReachabilityController {

	private final ReachabilityService service;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/reachability", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "inspectReachability", summary = "Tell who reaches whom",
			description = "What the configuration says about a ping, published ports aside: from and to for one pair, "
					+ "from alone for everybody that it reaches or does not, network for all pairs of its members. More than "
					+ "10000 pairs are told in pages only (limit).",
			responses = @ApiResponse(responseCode = "200", description = "OK",
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							schema = @Schema(oneOf = { Reachability.class, Matrix.class }))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.CONTAINER_NOT_FOUND, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE })
	Read<Object> inspect(@ParameterObject ReachabilityQuery query, @ParameterObject Page page) {
		return Read.of((reading) -> this.service.answer(reading, query, page))
			.about((topology) -> ReachabilityService.about(topology, query));
	}

	/**
	 * Documents the answer for more than one pair.
	 */
	@Schema(name = "ReachabilityList")
	record Matrix(List<Reachability> items, String revision, boolean stale, int total, @Nullable String next) {

	}

}
