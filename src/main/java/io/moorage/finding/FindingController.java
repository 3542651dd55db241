package io.moorage.finding;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.snapshot.Touched;
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
 * Answers for what is wrong.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class FindingController {

	private static final TextTable<Finding> TABLE = new TextTable<Finding>()
		.column("SEVERITY", (finding) -> finding.severity().toString())
		.column("CODE", (finding) -> finding.code().toString())
		.column("DETAIL", Finding::detail);

	private final List<Check> checks;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/findings", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listFindings", summary = "Tell what is wrong, or soon will be",
			description = "Each finding with a request to this service that mends it, where there is one; send it with "
					+ "dryRun=true to see first what it would do. The worst come first, which is what sort=name means here.")
	@Raises(FaultCode.INVALID_REQUEST)
	Read<Listing<Finding>> list(@ParameterObject Page page,
			@Parameter(description = "What was found; given several times, any of them") @RequestParam(
					required = false) @Nullable List<Finding.Code> code,
			@Parameter(description = "How bad it is") @RequestParam(
					required = false) @Nullable List<Finding.Severity> severity) {
		return Read.<Listing<Finding>>of((reading) -> {
			List<Finding> items = this.checks.stream()
				.flatMap((check) -> check.find(reading.topology()))
				.filter((each) -> code == null || code.contains(each.code()))
				.filter((each) -> severity == null || severity.contains(each.severity()))
				.sorted(Comparator.comparing(Finding::key))
				.toList();
			return page.of(reading, items, Finding::key, Function.identity());
		}).about(Touched::all).as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

}
