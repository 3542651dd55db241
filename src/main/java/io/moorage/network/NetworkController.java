package io.moorage.network;

import java.util.List;
import java.util.stream.Collectors;

import io.moorage.change.Changed;
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
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

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

	@GetMapping(produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE,
			MediaType.APPLICATION_YAML_VALUE })
	@Operation(operationId = "listNetworks", summary = "List networks",
			description = "Every network with who uses it, stopped containers included, ordered by name.")
	Read<Listing<NetworkResponse>> list(@ParameterObject NetworkFilter filter, @ParameterObject Page page) {
		return Read.of((reading) -> this.service.list(reading, filter, page))
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show)
			.as(MediaType.APPLICATION_YAML_VALUE, (networks) -> ComposeNetworks.show(networks.items()));
	}

	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
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
	ResponseEntity<Changed<NetworkResponse>> create(@Valid @RequestBody CreateNetworkRequest request) {
		Changed<NetworkResponse> created = this.service.create(request);
		return ResponseEntity.created(
				ServletUriComponentsBuilder.fromCurrentContextPath().path("/networks/{id}").build(created.value().id()))
			.body(created);
	}

	@GetMapping(path = "/{network}", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_YAML_VALUE })
	@Operation(operationId = "inspectNetwork", summary = "Inspect one network",
			description = "The network with its members and who would notice its removal.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE })
	Read<NetworkResponse> inspect(@PathVariable @NetworkReference String network) {
		return Read.of((reading) -> this.service.inspect(reading.topology(), network))
			.about((topology) -> Touched.networkWithMembers(topology, network))
			.as(MediaType.APPLICATION_YAML_VALUE, (one) -> ComposeNetworks.show(List.of(one)));
	}

	@DeleteMapping("/{network}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(operationId = "removeNetwork", summary = "Remove a network",
			description = "A network that anybody uses, a stopped container included, stays unless disconnect is true.")
	@Raises({ FaultCode.NETWORK_NOT_FOUND, FaultCode.AMBIGUOUS_REFERENCE, FaultCode.PRECONDITION_FAILED,
			FaultCode.BUILT_IN_NETWORK, FaultCode.NETWORK_IN_USE, FaultCode.ENGINE_REFUSED, FaultCode.CHANGE_UNDONE })
	void remove(@PathVariable @OwnNetworkReference String network, @Parameter(
			description = "Take every endpoint off first, those whose container is gone included") @RequestParam(
					defaultValue = "false") boolean disconnect,
			@Parameter(description = "Remove the engine's own Swarm networks too") @RequestParam(
					required = false) @Nullable Overridden override,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		this.service.remove(network, disconnect, override, ifMatch);
	}

	@PostMapping(path = "/prune", consumes = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "pruneNetworks", summary = "Remove the networks that nobody uses",
			description = "One by one and by id. A network that a stopped container needs is kept unless includeStopped is true. "
					+ "Every network is in one of the two lists.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = false,
					content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "old",
									value = "{\"labels\": [\"team=platform\"], \"until\": \"24h\"}"))))
	@Raises(FaultCode.INVALID_REQUEST)
	PruneResponse prune(@Valid @RequestBody(required = false) @Nullable PruneRequest request) {
		return this.pruner.prune((request != null) ? request : PruneRequest.EVERYTHING);
	}

}
