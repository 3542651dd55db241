package io.moorage.network;

import java.util.function.Function;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.change.BatchResponse;
import io.moorage.change.Diff;
import io.moorage.change.PlanResponse;
import io.moorage.change.Write;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import lombok.RequiredArgsConstructor;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for whole sets of networks.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Sets", description = "A whole set of networks at once")
class ApplyController {

	private static final TextTable<Drift> TABLE = new TextTable<Drift>().column("NAME", Drift::name)
		.column("STATE", (drift) -> drift.state().toString())
		.column("DIFFERENT", (drift) -> String.join(", ", drift.diff().stream().map(Diff::path).toList()));

	private final Applier applier;

	@Needs(Role.OPERATOR)
	@PostMapping(path = "/apply", consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_YAML_VALUE },
			produces = { MediaType.APPLICATION_JSON_VALUE, PlanResponse.MEDIA_TYPE, PlanResponse.MARKDOWN })
	@Operation(operationId = "applyNetworks", summary = "Apply a Compose networks: section",
			description = "Makes the owner's networks as the set says, each on its own; 409 partly-done with the same "
					+ "results when one is refused. Networks of others are never touched.",
			requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = {
					@Content(mediaType = MediaType.APPLICATION_YAML_VALUE, examples = @ExampleObject(name = "two",
							value = "networks:\n  front:\n  back:\n    internal: true\n    labels:\n      team: platform\n")),
					@Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
							examples = @ExampleObject(name = "two",
									value = "{\"networks\": {\"front\": {}, \"back\": {\"internal\": true}}}")) }))
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.PARTLY_DONE, FaultCode.PLAN_STALE, FaultCode.DATA_DIR_UNAVAILABLE })
	Write<BatchResponse> apply(@Valid @RequestBody ApplyRequest request, @ParameterObject ApplyOptions options) {
		return this.applier.apply(request, options);
	}

	@Needs(Role.VIEWER)
	@GetMapping(path = "/drift", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "inspectDrift", summary = "Compare what was applied last with what is there",
			description = "For one owner. What was applied is kept in moorage.data-dir; without it each network with the "
					+ "owner's label is compared with its label io.moorage.spec, and what is missing is not known.")
	@Raises(FaultCode.INVALID_REQUEST)
	Read<Listing<Drift>> drift(@ParameterObject Page page,
			@Parameter(description = "Whose set", example = "shop", required = true) @RequestParam @Pattern(
					regexp = "[A-Za-z0-9][A-Za-z0-9._/-]{0,127}",
					message = "must be 1 to 128 letters, digits, dots, hyphens, slashes and underscores.") String owner) {
		return Read
			.<Listing<Drift>>of((reading) -> page.of(reading, this.applier.drift(reading.topology(), owner), Drift::key,
					Function.identity()))
			.live()
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

}
