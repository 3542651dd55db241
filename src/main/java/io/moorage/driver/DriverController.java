package io.moorage.driver;

import java.time.Instant;
import java.util.Objects;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.snapshot.KnownEngine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for the drivers of networks.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class DriverController {

	private static final String LANGUAGE = "English or French, as RFC 9110 chooses; English where neither is asked for";

	private static final TextTable<DriverSummary> TABLE = new TextTable<DriverSummary>()
		.column("NAME", DriverSummary::name)
		.column("AVAILABLE", (driver) -> String.valueOf(driver.available()))
		.column("SCOPE", (driver) -> Objects.toString(driver.scope(), ""))
		.column("TITLE", DriverSummary::title);

	private final DriverService service;

	private final KnownEngine engine;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/drivers", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listDrivers", summary = "Tell which network drivers there are",
			description = "Those that the engine has, and those that the guide knows. What is not available says why.")
	@Raises(FaultCode.INVALID_REQUEST)
	Read<Listing<DriverSummary>> list(@ParameterObject Page page,
			@Parameter(description = LANGUAGE, example = "fr") @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE,
					required = false) @Nullable String acceptLanguage) {
		Language language = Language.accepted(Objects.requireNonNullElse(acceptLanguage, ""));
		return Read
			.<Listing<DriverSummary>>of((reading) -> page.of(reading, this.service.list(this.engine.anew(), language),
					(driver) -> new Page.Key(driver.name(), Instant.EPOCH, driver.name()), (driver) -> driver))
			.in(language.toString())
			.as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

	@Needs(Role.VIEWER)
	@GetMapping(path = "/drivers/{driver}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(operationId = "inspectDriver", summary = "Tell when to choose a network driver, and how",
			description = "What it is for, who is kept from whom, names, ports, limits, its options and an example that works.")
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.DRIVER_NOT_FOUND })
	Read<DriverResponse> inspect(
			@Parameter(description = "A driver's name, as a network's driver is written",
					example = "bridge") @PathVariable String driver,
			@Parameter(description = LANGUAGE, example = "fr") @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE,
					required = false) @Nullable String acceptLanguage) {
		Language language = Language.accepted(Objects.requireNonNullElse(acceptLanguage, ""));
		return Read.of((reading) -> this.service.inspect(driver, this.engine.anew(), language)).in(language.toString());
	}

}
