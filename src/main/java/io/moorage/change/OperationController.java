package io.moorage.change;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for changes in the background.
 */
@RestController
@RequestMapping(path = "/operations", produces = MediaType.APPLICATION_JSON_VALUE)
@RequiredArgsConstructor
@Tag(name = "Operations", description = "Changes in the background")
class OperationController {

	private final Operations operations;

	@Needs(Role.VIEWER)
	@GetMapping
	@io.swagger.v3.oas.annotations.Operation(operationId = "listOperations", summary = "List operations",
			description = "Of the last day, the latest first, which is what sort=name means here.")
	@Raises(FaultCode.INVALID_REQUEST)
	Listing<Operation> list(@ParameterObject Page page) {
		return this.operations.list(page);
	}

	@Needs(Role.VIEWER)
	@GetMapping("/{operation}")
	@io.swagger.v3.oas.annotations.Operation(operationId = "inspectOperation", summary = "Inspect one operation",
			description = "How it gets on: its steps with their outcomes, and in the end its result or problem.")
	@Raises(FaultCode.OPERATION_NOT_FOUND)
	Operation inspect(@PathVariable String operation) {
		return this.operations.find(operation);
	}

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/{operation}/undo",
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@io.swagger.v3.oas.annotations.Operation(operationId = "undoOperation", summary = "Undo an operation",
			description = "As long as what it changed is as it left it, or is so again since later operations are undone; "
					+ "of several changes also those that were done before one failed.")
	@Raises({ FaultCode.OPERATION_NOT_FOUND, FaultCode.UNDO_STALE, FaultCode.NETWORK_NOT_FOUND,
			FaultCode.CONTAINER_NOT_FOUND, FaultCode.NOT_CONNECTED, FaultCode.NETWORK_REPLACED,
			FaultCode.NOT_SUPPORTED_BY_ENGINE, FaultCode.UNKNOWN_DRIVER, FaultCode.ADDRESS_OUTSIDE_SUBNET,
			FaultCode.BUILT_IN_NETWORK, FaultCode.SWARM_REQUIRED, FaultCode.NETWORK_EXISTS, FaultCode.SUBNET_OVERLAP,
			FaultCode.BRIDGE_NAME_IN_USE, FaultCode.ADDRESS_POOLS_EXHAUSTED, FaultCode.PROTECTED_NETWORK,
			FaultCode.MANAGED_ELSEWHERE, FaultCode.NETWORK_IN_USE, FaultCode.CONTAINER_RESTARTING,
			FaultCode.REPLACE_WOULD_BREAK, FaultCode.ALREADY_CONNECTED, FaultCode.NETWORK_MODE_CONFLICT,
			FaultCode.NETWORK_CONFIG_ONLY, FaultCode.NETWORK_NOT_ATTACHABLE, FaultCode.ADDRESS_NOT_CHOOSABLE,
			FaultCode.ALIASES_NOT_SUPPORTED, FaultCode.ADDRESS_IN_USE, FaultCode.ADDRESS_POOL_EXHAUSTED,
			FaultCode.CONNECT_FAILED, FaultCode.CONTAINERS_DISABLED, FaultCode.NETWORK_GONE, FaultCode.PORT_IN_USE,
			FaultCode.PARTLY_DONE, FaultCode.ENGINE_REFUSED, FaultCode.CHANGE_UNDONE, FaultCode.DATA_DIR_UNAVAILABLE })
	Write<Operation> undo(@PathVariable String operation) {
		return this.operations.undo(operation);
	}

}
