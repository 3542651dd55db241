package io.moorage.network;

import java.util.List;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.PlanResponse;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.NetworkReference;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Endpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for who is on a network.
 */
@RestController
@RequestMapping(path = "/networks/{network}/containers", produces = MediaType.APPLICATION_JSON_VALUE)
@RequiredArgsConstructor
@Tag(name = "Containers on a network", description = "List, connect and disconnect")
class MembershipController {

	private static final TextTable<Endpoint> TABLE = new TextTable<Endpoint>()
		.column("CONTAINER ID",
				(endpoint) -> (endpoint.container() != null) ? endpoint.container().id().value().substring(0, 12)
						: endpoint.pathSegment())
		.column("NAME", (endpoint) -> (endpoint.container() != null) ? endpoint.container().name() : "(gone)")
		.column("STATE", (endpoint) -> (endpoint.container() != null) ? endpoint.container().state().toString() : "-")
		.column("IPV4", (endpoint) -> text(endpoint.ipv4Address()))
		.column("IPV6", (endpoint) -> text(endpoint.ipv6Address()))
		.column("MAC", (endpoint) -> text(endpoint.macAddress()))
		.column("ALIASES", (endpoint) -> String.join(",", endpoint.aliases()));

	private final MembershipService service;

	@Needs(Role.VIEWER)
	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listMembers", summary = "List who is on a network",
			description = "Containers in every state, ordered by name; an endpoint whose container is gone is stale.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE })
	Read<Listing<Endpoint>> list(@PathVariable @NetworkReference String network, @Parameter(
			description = "Only running and paused containers") @RequestParam(defaultValue = "false") boolean active,
			@ParameterObject Page page) {
		return Read.of((reading) -> this.service.list(reading, network, active, page))
			.about((topology) -> Touched.networkWithMembers(topology, network))
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "-";
	}

	@Needs(Role.VIEWER)
	@GetMapping("/{container}")
	@Operation(operationId = "inspectMember", summary = "Inspect one member")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.CONTAINER_NOT_FOUND, FaultCode.NOT_CONNECTED,
			FaultCode.AMBIGUOUS_REFERENCE })
	Read<Endpoint> inspect(@PathVariable @NetworkReference String network,
			@PathVariable @MemberReference String container) {
		return Read.of((reading) -> this.service.inspect(reading.topology(), network, container))
			.about((topology) -> Touched.networkWithMembers(topology, network));
	}

	@Needs(Role.OPERATOR)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "connectContainer", summary = "Connect a container",
			description = "Running or stopped. The header Location has the path of the new member.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "alias", summary = "With a further name",
									value = "{\"container\": \"alpine1\", \"aliases\": [\"db\"]}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.ADDRESS_OUTSIDE_SUBNET, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.CONTAINER_NOT_FOUND, FaultCode.NOT_SUPPORTED_BY_ENGINE, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.PRECONDITION_FAILED, FaultCode.ALREADY_CONNECTED, FaultCode.NETWORK_MODE_CONFLICT,
			FaultCode.NETWORK_CONFIG_ONLY, FaultCode.NETWORK_NOT_ATTACHABLE, FaultCode.ADDRESS_NOT_CHOOSABLE,
			FaultCode.ALIASES_NOT_SUPPORTED, FaultCode.ADDRESS_IN_USE, FaultCode.ADDRESS_POOL_EXHAUSTED,
			FaultCode.CONNECT_FAILED, FaultCode.NETWORK_GONE, FaultCode.ENGINE_REFUSED })
	Change<Changed<Endpoint>> connect(@PathVariable @OwnNetworkReference String network,
			@Valid @RequestBody ConnectRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return located(this.service.connect(network, request, ifMatch));
	}

	private static Change<Changed<Endpoint>> located(Change<Changed<Endpoint>> change) {
		return change.locatedAt("/networks/{network}/containers/{container}",
				(made) -> List.of(made.value().network().id(), made.value().pathSegment()));
	}

	@Needs(Role.OPERATOR)
	@PutMapping(path = "/{container}", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "putMember", summary = "Make a container's membership so",
			description = "Connects it, or compares what is given with what is there; aliases and link-local addresses ask "
					+ "for these at least. A difference is 409 endpoint-drift; with replace=true it is connected anew.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = false,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "alias", value = "{\"aliases\": [\"db\"]}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.ADDRESS_OUTSIDE_SUBNET, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.NETWORK_REPLACED, FaultCode.CONTAINER_NOT_FOUND, FaultCode.NOT_SUPPORTED_BY_ENGINE,
			FaultCode.AMBIGUOUS_REFERENCE, FaultCode.PRECONDITION_FAILED, FaultCode.ENDPOINT_DRIFT,
			FaultCode.PROTECTED_NETWORK, FaultCode.NETWORK_MODE_CONFLICT, FaultCode.NETWORK_CONFIG_ONLY,
			FaultCode.NETWORK_NOT_ATTACHABLE, FaultCode.ADDRESS_NOT_CHOOSABLE, FaultCode.ALIASES_NOT_SUPPORTED,
			FaultCode.ADDRESS_IN_USE, FaultCode.ADDRESS_POOL_EXHAUSTED, FaultCode.CONNECT_FAILED,
			FaultCode.NETWORK_GONE, FaultCode.CONTAINER_RESTARTING, FaultCode.ENGINE_REFUSED, FaultCode.CHANGE_UNDONE,
			FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Changed<Endpoint>> put(@PathVariable @OwnNetworkReference String network,
			@PathVariable @MemberReference String container,
			@Valid @RequestBody(required = false) @Nullable DesiredEndpointRequest request,
			@Parameter(description = "Connect it anew when it differs") @RequestParam(
					defaultValue = "false") boolean replace,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return located(this.service.put(network, container, (request != null) ? request : DesiredEndpointRequest.ANY,
				replace, ifMatch));
	}

	@Needs(Role.OPERATOR)
	@DeleteMapping(path = "/{container}",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "disconnectContainer", summary = "Disconnect a container",
			description = "The container keeps running. With force an endpoint goes whose container is gone, "
					+ "and a network that is gone is taken out of the container's settings.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.CONTAINER_NOT_FOUND, FaultCode.NOT_CONNECTED,
			FaultCode.CONTAINER_RESTARTING, FaultCode.AMBIGUOUS_REFERENCE, FaultCode.PRECONDITION_FAILED,
			FaultCode.PROTECTED_NETWORK, FaultCode.NETWORK_MODE_CONFLICT, FaultCode.ENGINE_REFUSED })
	Change<Void> disconnect(@PathVariable @OwnNetworkReference String network,
			@PathVariable @MemberReference String container,
			@Parameter(description = "The engine's own force") @RequestParam(defaultValue = "false") boolean force,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.disconnect(network, container, force, ifMatch);
	}

}
