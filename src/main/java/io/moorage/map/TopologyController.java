package io.moorage.map;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.network.NetworkFilter;
import io.moorage.read.Read;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with the map.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class TopologyController {

	private final TopologyService service;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/topology",
			produces = { MediaType.APPLICATION_JSON_VALUE, Format.SVG_TYPE, Format.DOT_TYPE, Format.MERMAID_TYPE })
	@Operation(operationId = "inspectTopology", summary = "Map networks and containers",
			description = "Networks, the containers on them, and what joins them; without a filter all containers. "
					+ "Also as a picture (SVG), for Graphviz (DOT) and for Mermaid.")
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.TOPOLOGY_TOO_LARGE })
	Read<TopologyResponse> inspect(@ParameterObject NetworkFilter filter,
			@Parameter(description = "How it is shown, whatever Accept says") @RequestParam(
					required = false) @Nullable Format format) {
		return Read.of((reading) -> this.service.map(reading, filter))
			.as(Format.SVG_TYPE, SvgDrawing::draw)
			.as(Format.DOT_TYPE, DotDrawing::draw)
			.as(Format.MERMAID_TYPE, MermaidDrawing::draw)
			.only((format != null) ? format.mediaType() : null);
	}

}
