package io.moorage.engine;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for the engine.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Engine", description = "The Docker Engine behind this service")
class EngineController {

	private final EngineService service;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/engine", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "inspectEngine", summary = "Tell what the engine is and can do",
			description = "Version, API version in use, platform, Swarm state, default address pools and the network drivers on offer; "
					+ "the state of the snapshot, and in recovery the changes that are yet to be undone after an interruption, "
					+ "or that could not be undone wholly (notRestored).")
	EngineResponse inspect() {
		return this.service.inspect();
	}

}
