package io.moorage.port;

import java.util.List;
import java.util.Objects;

import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers for ports of the host.
 */
@RestController
@RequiredArgsConstructor
@Tag(name = "Seeing")
class PortController {

	private static final TextTable<HostPort> TABLE = new TextTable<HostPort>()
		.column("PORT", (port) -> port.hostPort() + "/" + port.protocol())
		.column("HOST ADDRESS", (port) -> Objects.toString(port.hostIp(), "*"))
		.column("CONTAINER", (port) -> port.container().name())
		.column("CONTAINER PORT", (port) -> String.valueOf(port.containerPort()))
		.column("SOURCE", (port) -> port.source().toString());

	@GetMapping(path = "/ports", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listPorts", summary = "Tell who has which port of the host",
			description = "Each published port on each of the host's addresses, IPv4 and IPv6 apart.")
	@Raises(FaultCode.INVALID_REQUEST)
	Read<Listing<HostPort>> list(@Parameter(description = "A port of the host; given several times, any of them",
			example = "80") @RequestParam(required = false) @Nullable List<@Min(value = 1,
					message = "must be 1 to 65535") @Max(value = 65535, message = "must be 1 to 65535") Integer> port) {
		return Read.<Listing<HostPort>>of((reading) -> {
			List<HostPort> items = HostPort.published(reading.topology())
				.stream()
				.filter((each) -> port == null || port.contains(each.hostPort()))
				.toList();
			return Listing.of(reading, items);
		}).as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

}
