package io.moorage.network;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.change.BatchResponse;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Overridden;
import io.moorage.change.Patch;
import io.moorage.change.PlanResponse;
import io.moorage.change.ProtectionResponse;
import io.moorage.change.Write;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.NetworkReference;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.snapshot.Touched;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
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
import org.springframework.web.bind.annotation.PatchMapping;
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
 * Answers for networks.
 */
@RestController
@RequestMapping(path = "/networks", produces = MediaType.APPLICATION_JSON_VALUE)
@RequiredArgsConstructor
@Tag(name = "Networks", description = "List, create, inspect, remove and prune networks")
class NetworkController {

	private static final TextTable<NetworkResponse> TABLE = new TextTable<NetworkResponse>()
		.column("NETWORK ID", (network) -> network.id().value().substring(0, 12))
		.column("NAME", NetworkResponse::name)
		.column("DRIVER", NetworkResponse::driver)
		.column("SCOPE", (network) -> network.scope().toString())
		.column("SUBNETS",
				(network) -> network.ipam()
					.pools()
					.stream()
					.map((pool) -> pool.subnet().toString())
					.collect(Collectors.joining(",")))
		.column("USAGE", (network) -> network.usage().verdict().toString())
		.column("RUNNING", (network) -> String.valueOf(network.usage().running()))
		.column("STOPPED", (network) -> String.valueOf(network.usage().stopped()));

	private final NetworkService service;

	private final NetworkPruner pruner;

	@Needs(Role.VIEWER)
	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE,
			MediaType.APPLICATION_YAML_VALUE })
	@Operation(operationId = "listNetworks", summary = "List networks",
			description = "Every network with who uses it, stopped containers included, ordered by name.")
	Read<Listing<NetworkResponse>> list(@ParameterObject NetworkFilter filter,
			@Parameter(description = "Show the members too") @RequestParam(required = false) @Nullable Expand expand,
			@ParameterObject Page page) {
		return Read.of((reading) -> this.service.list(reading, filter, expand, page))
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show)
			.as(MediaType.APPLICATION_YAML_VALUE, (networks) -> ComposeNetworks.show(networks.items()));
	}

	@Needs(Role.OPERATOR)
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(operationId = "createNetwork", summary = "Create a network",
			description = "Without a pool the engine chooses a subnet. The header Location has the path of the new network.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, examples = {
							@ExampleObject(name = "bridge", summary = "A bridge; the engine chooses its subnet",
									value = "{\"name\": \"bridge1\", \"labels\": {\"team\": \"platform\"}}"),
							@ExampleObject(name = "subnet", summary = "A bridge with a subnet and gateway of your own",
									value = """
											{"name": "bridge2", "driver": "bridge",
											 "ipam": {"pools": [{"subnet": "10.251.7.0/24", "gateway": "10.251.7.1"}]}}""") })))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.UNKNOWN_DRIVER, FaultCode.NOT_SUPPORTED_BY_ENGINE,
			FaultCode.BUILT_IN_NETWORK, FaultCode.NETWORK_EXISTS, FaultCode.SWARM_REQUIRED, FaultCode.SUBNET_OVERLAP,
			FaultCode.BRIDGE_NAME_IN_USE, FaultCode.ADDRESS_POOLS_EXHAUSTED, FaultCode.ENGINE_REFUSED })
	Change<Changed<NetworkResponse>> create(@Valid @RequestBody CreateNetworkRequest request) {
		return located(this.service.create(request));
	}

	private static Change<Changed<NetworkResponse>> located(Change<Changed<NetworkResponse>> change) {
		return change.locatedAt("/networks/{id}", (made) -> List.of(made.value().id()));
	}

	@Needs(Role.OPERATOR)
	@PutMapping(path = "/{network}", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "putNetwork", summary = "Make a network so",
			description = "Creates it, or compares what is given with what is there. A difference is 409 network-drift with "
					+ "the replacement as plan; with replace=true the network is made anew and everybody put back.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = false,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "labels",
									value = "{\"driver\": \"bridge\", \"labels\": {\"team\": \"platform\"}}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.NAME_REQUIRED, FaultCode.UNKNOWN_DRIVER, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.NETWORK_REPLACED, FaultCode.PRECONDITION_FAILED, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.NOT_SUPPORTED_BY_ENGINE, FaultCode.BUILT_IN_NETWORK, FaultCode.SWARM_REQUIRED,
			FaultCode.SUBNET_OVERLAP, FaultCode.BRIDGE_NAME_IN_USE, FaultCode.ADDRESS_POOLS_EXHAUSTED,
			FaultCode.ADDRESS_POOL_EXHAUSTED, FaultCode.NETWORK_DRIFT, FaultCode.PROTECTED_NETWORK,
			FaultCode.MANAGED_ELSEWHERE, FaultCode.NETWORK_IN_USE, FaultCode.CONTAINER_RESTARTING,
			FaultCode.REPLACE_WOULD_BREAK, FaultCode.NETWORK_CONFIG_ONLY, FaultCode.ENGINE_REFUSED,
			FaultCode.CHANGE_UNDONE, FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Changed<NetworkResponse>> put(
			@Parameter(description = "Its name, or the full id of one that is there",
					example = "bridge1") @PathVariable @OwnNetworkReference String network,
			@Valid @RequestBody(required = false) @Nullable DesiredNetworkRequest request,
			@Parameter(description = "Make it anew when it differs") @RequestParam(
					defaultValue = "false") boolean replace,
			@Parameter(description = "Go on though containers could not start again") @RequestParam(
					defaultValue = "false") boolean acceptBreaking,
			@Parameter(description = "Go on though somebody else declares it") @RequestParam(
					required = false) @Nullable List<Overridden> override,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@Parameter(description = "*: only create") @RequestHeader(name = HttpHeaders.IF_NONE_MATCH,
					required = false) @Nullable String ifNoneMatch) {
		return located(this.service.put(network, (request != null) ? request : DesiredNetworkRequest.ANY,
				new ReplaceOptions(replace, acceptBreaking, overridden(override)), ifMatch, ifNoneMatch));
	}

	private static Set<Overridden> overridden(@Nullable List<Overridden> override) {
		return (override != null) ? Set.copyOf(override) : Set.of();
	}

	@Needs(Role.OPERATOR)
	@PatchMapping(path = "/{network}", consumes = { "application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE },
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "patchNetwork", summary = "Change a network",
			description = "A JSON merge patch (RFC 7396) over today's network: what null removes is gone. Without pools any subnet "
					+ "will do, and today's does: to move a network, name another. Docker can only make networks anew, "
					+ "so a difference is answered as for PUT.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = "application/merge-patch+json",
							schema = @Schema(implementation = DesiredNetworkRequest.class),
							examples = @ExampleObject(name = "label",
									value = "{\"labels\": {\"team\": null, \"stage\": \"test\"}}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.UNKNOWN_DRIVER, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.NETWORK_REPLACED, FaultCode.PRECONDITION_FAILED, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.NOT_SUPPORTED_BY_ENGINE, FaultCode.BUILT_IN_NETWORK, FaultCode.SWARM_REQUIRED,
			FaultCode.SUBNET_OVERLAP, FaultCode.BRIDGE_NAME_IN_USE, FaultCode.ADDRESS_POOLS_EXHAUSTED,
			FaultCode.ADDRESS_POOL_EXHAUSTED, FaultCode.NETWORK_DRIFT, FaultCode.PROTECTED_NETWORK,
			FaultCode.MANAGED_ELSEWHERE, FaultCode.NETWORK_IN_USE, FaultCode.CONTAINER_RESTARTING,
			FaultCode.REPLACE_WOULD_BREAK, FaultCode.NETWORK_CONFIG_ONLY, FaultCode.ENGINE_REFUSED,
			FaultCode.CHANGE_UNDONE, FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Changed<NetworkResponse>> patch(@PathVariable @OwnNetworkReference String network,
			@RequestBody Patch<DesiredNetworkRequest> patch,
			@Parameter(description = "Make it anew when it differs") @RequestParam(
					defaultValue = "false") boolean replace,
			@Parameter(description = "Go on though containers could not start again") @RequestParam(
					defaultValue = "false") boolean acceptBreaking,
			@Parameter(description = "Go on though somebody else declares it") @RequestParam(
					required = false) @Nullable List<Overridden> override,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.patch(network, patch, new ReplaceOptions(replace, acceptBreaking, overridden(override)),
				ifMatch);
	}

	@Needs(Role.VIEWER)
	@GetMapping(path = "/{network}", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_YAML_VALUE })
	@Operation(operationId = "inspectNetwork", summary = "Inspect one network",
			description = "The network with its members and who would notice its removal.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE })
	Read<NetworkResponse> inspect(@PathVariable @NetworkReference String network,
			@Parameter(description = "Ask the engine for a Swarm network's services and peers, too") @RequestParam(
					defaultValue = "false") boolean verbose) {
		Read<NetworkResponse> read = verbose
				? Read.<NetworkResponse>of((reading) -> this.service.inspectVerbosely(reading.topology(), network))
					.live()
				: Read.of((reading) -> this.service.inspect(reading.topology(), network));
		return read.about((topology) -> Touched.networkWithMembers(topology, network))
			.as(MediaType.APPLICATION_YAML_VALUE, (one) -> ComposeNetworks.show(List.of(one)));
	}

	@Needs(Role.OPERATOR)
	@DeleteMapping(path = "/{network}",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "removeNetwork", summary = "Remove a network",
			description = "A network that anybody uses, a stopped container included, stays unless disconnect is true.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.PRECONDITION_FAILED, FaultCode.BUILT_IN_NETWORK, FaultCode.PROTECTED_NETWORK,
			FaultCode.MANAGED_ELSEWHERE, FaultCode.NETWORK_IN_USE, FaultCode.CONTAINER_RESTARTING,
			FaultCode.ENGINE_REFUSED, FaultCode.CHANGE_UNDONE, FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Void> remove(@PathVariable @OwnNetworkReference String network, @Parameter(
			description = "Take every endpoint off first, those whose container is gone included") @RequestParam(
					defaultValue = "false") boolean disconnect,
			@Parameter(description = "system: remove the engine's own Swarm networks too; "
					+ "managed: go on though somebody else declares it") @RequestParam(
							required = false) @Nullable List<Overridden> override,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.remove(network, disconnect, overridden(override), ifMatch);
	}

	@Needs(Role.ADMIN)
	@PutMapping(path = "/{network}/protection", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "protectNetwork", summary = "Protect a network",
			description = "Nobody replaces, removes or prunes it, or takes containers off it, until that is lifted. "
					+ "This service keeps it, since labels cannot be added to what exists.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
					mediaType = MediaType.APPLICATION_JSON_VALUE,
					examples = @ExampleObject(name = "audit",
							value = "{\"reason\": \"The payment service is on it until the audit.\", \"until\": \"24h\"}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.NETWORK_NOT_FOUND, FaultCode.NETWORK_REPLACED,
			FaultCode.AMBIGUOUS_REFERENCE, FaultCode.PRECONDITION_FAILED, FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Changed<ProtectionResponse>> protect(@PathVariable @OwnNetworkReference String network,
			@Valid @RequestBody ProtectionRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.protect(network, request, ifMatch);
	}

	@Needs(Role.ADMIN)
	@DeleteMapping(path = "/{network}/protection",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "unprotectNetwork", summary = "Lift a network's protection",
			description = "One that is not protected is fine; what the settings protect stays so.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.NETWORK_REPLACED, FaultCode.AMBIGUOUS_REFERENCE,
			FaultCode.PRECONDITION_FAILED, FaultCode.PROTECTED_NETWORK, FaultCode.DATA_DIR_UNAVAILABLE })
	Change<Void> unprotect(@PathVariable @OwnNetworkReference String network,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return this.service.unprotect(network, ifMatch);
	}

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/prune", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "pruneNetworks", summary = "Remove the networks that nobody uses",
			description = "One by one and by id. A network that a stopped container needs is kept unless includeStopped is true. "
					+ "Every network is in one of the two lists.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = false,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "old",
									value = "{\"labels\": [\"team=platform\"], \"until\": \"24h\"}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.PLAN_STALE })
	Write<PruneResponse> prune(@Valid @RequestBody(required = false) @Nullable PruneRequest request) {
		return this.pruner.prune((request != null) ? request : PruneRequest.EVERYTHING);
	}

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/remove", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "removeNetworks", summary = "Remove several networks",
			description = "Each on its own, in this order; 409 partly-done with the same results when one is refused.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "two",
									value = "{\"networks\": [\"bridge1\", \"bridge2\"], \"disconnect\": false}"))))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.PARTLY_DONE, FaultCode.PLAN_STALE })
	Write<BatchResponse> removeAll(@Valid @RequestBody RemoveRequest request,
			@Parameter(description = "system: remove the engine's own Swarm networks too; "
					+ "managed: go on though somebody else declares it") @RequestParam(
							required = false) @Nullable List<Overridden> override) {
		return this.service.remove(request, overridden(override));
	}

}
