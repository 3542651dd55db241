package io.moorage.container;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.PlanResponse;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.snapshot.Touched;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for containers.
 */
@RestController
@RequestMapping(path = "/containers", produces = MediaType.APPLICATION_JSON_VALUE)
@RequiredArgsConstructor
@Tag(name = "Containers", description = "As far as networks need them")
class ContainerController {

	private static final String REFERENCE = "A container: its full id, its name or the unique beginning of its id";

	private static final TextTable<ContainerResponse> TABLE = new TextTable<ContainerResponse>()
		.column("CONTAINER ID", (container) -> container.id().value().substring(0, 12))
		.column("NAME", ContainerResponse::name)
		.column("IMAGE", ContainerResponse::image)
		.column("STATE", (container) -> container.state().toString())
		.column("NETWORKS",
				(container) -> container.networks()
					.stream()
					.map((endpoint) -> endpoint.network().name()
							+ ((endpoint.ipv4Address() != null) ? "=" + endpoint.ipv4Address() : ""))
					.collect(Collectors.joining(",")));

	private final ContainerService service;

	private final ContainerRunner runner;

	@Needs(Role.VIEWER)
	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listContainers", summary = "List containers",
			description = "Containers in every state with their networks and addresses, ordered by name.")
	@Raises(FaultCode.AMBIGUOUS_REFERENCE)
	Read<Listing<ContainerResponse>> list(@ParameterObject ContainerFilter filter, @ParameterObject Page page) {
		return Read.of((reading) -> this.service.list(reading, filter, page))
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

	@Needs(Role.ADMIN)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "runContainer", summary = "Run a container",
			description = "Makes a container and starts it; when the start fails nothing is left over. host and none work as networks. "
					+ "A dry run names who publishes a hostPort already; of who only listens on it, GET /ports?listening=true tells "
					+ "where it is a container on the host's network, and the engine alone finds out about others.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, examples = {
							@ExampleObject(name = "alpine", summary = "On the default bridge, with a terminal",
									value = """
											{"name": "alpine1", "image": "alpine:3.20", "tty": true,
											 "networks": [{"network": "bridge"}]}"""),
							@ExampleObject(name = "port", summary = "A web server with a port that the engine chooses",
									value = """
											{"name": "web1", "image": "alpine:3.20", "command": ["httpd", "-f", "-p", "80"],
											 "ports": [{"containerPort": 80, "hostIp": "127.0.0.1"}]}""") })))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.ADDRESS_OUTSIDE_SUBNET, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.IMAGE_NOT_FOUND, FaultCode.NOT_SUPPORTED_BY_ENGINE, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.CONTAINERS_DISABLED, FaultCode.IMAGE_NOT_ALLOWED, FaultCode.CONTAINER_EXISTS,
			FaultCode.PORT_IN_USE, FaultCode.NETWORK_MODE_CONFLICT, FaultCode.NETWORK_CONFIG_ONLY,
			FaultCode.NETWORK_NOT_ATTACHABLE, FaultCode.ADDRESS_NOT_CHOOSABLE, FaultCode.ALIASES_NOT_SUPPORTED,
			FaultCode.ADDRESS_IN_USE, FaultCode.ADDRESS_POOL_EXHAUSTED, FaultCode.ENGINE_REFUSED,
			FaultCode.IMAGE_PULL_FAILED })
	Change<Changed<ContainerResponse>> run(@Valid @RequestBody RunContainerRequest request) {
		return this.runner.run(request).locatedAt("/containers/{id}", (made) -> List.of(made.value().id()));
	}

	@Needs(Role.VIEWER)
	@GetMapping("/{container}")
	@Operation(operationId = "inspectContainer", summary = "Inspect one container")
	@Raises({ FaultCode.CONTAINER_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE })
	Read<ContainerResponse> inspect(
			@Parameter(description = REFERENCE, example = "alpine1") @PathVariable String container) {
		return Read.of((reading) -> this.service.inspect(reading.topology(), container))
			.about((topology) -> Touched.containerWithNetworks(topology, container));
	}

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/{container}/start",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "startContainer", summary = "Start a container",
			description = "Starting a running one changes nothing.")
	@Raises({ FaultCode.CONTAINER_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE, FaultCode.CONTAINERS_DISABLED,
			FaultCode.PRECONDITION_FAILED, FaultCode.NETWORK_GONE, FaultCode.PORT_IN_USE, FaultCode.ADDRESS_IN_USE,
			FaultCode.ENGINE_REFUSED })
	Change<Changed<ContainerResponse>> start(
			@Parameter(description = REFERENCE, example = "alpine1") @PathVariable String container,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.start(container, ifMatch);
	}

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/{container}/stop",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "stopContainer", summary = "Stop a container",
			description = "Stopping a stopped one changes nothing.")
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.CONTAINER_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.CONTAINERS_DISABLED, FaultCode.PRECONDITION_FAILED, FaultCode.ENGINE_REFUSED })
	Change<Changed<ContainerResponse>> stop(
			@Parameter(description = REFERENCE, example = "alpine1") @PathVariable String container,
			@Parameter(description = "How long its process may take to end before it is killed, 0s to 10m",
					example = "10s") @RequestParam(required = false) @DurationFormat(
							style = DurationFormat.Style.SIMPLE,
							defaultUnit = DurationFormat.Unit.SECONDS) @DurationMin(
									message = "must be 0s to 10m") @DurationMax(minutes = 10,
											message = "must be 0s to 10m") @Nullable Duration timeout,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.stop(container, timeout, ifMatch);
	}

	@Needs(Role.OPERATOR)
	@DeleteMapping(path = "/{container}",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "removeContainer", summary = "Remove a container",
			description = "A running one stays unless force is true.")
	@Raises({ FaultCode.CONTAINER_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE, FaultCode.CONTAINERS_DISABLED,
			FaultCode.PRECONDITION_FAILED, FaultCode.CONTAINER_RUNNING, FaultCode.ENGINE_REFUSED })
	Change<Void> remove(@Parameter(description = REFERENCE, example = "alpine1") @PathVariable String container,
			@Parameter(description = "Kill it first if it runs") @RequestParam(defaultValue = "false") boolean force,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.remove(container, force, ifMatch);
	}

}
