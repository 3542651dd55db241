package io.moorage.port;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.access.Needs;
import io.moorage.access.Role;
import io.moorage.fault.FaultCode;
import io.moorage.fault.Raises;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.read.Read;
import io.moorage.read.TextTable;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

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

	private final ListeningPorts listeners;

	@Needs(Role.VIEWER)
	@GetMapping(path = "/ports", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@Operation(operationId = "listPorts", summary = "Tell who has which port of the host",
			description = "Each published port on each of the host's addresses, IPv4 and IPv6 apart, by number (sort=name) or as old as its container. listening=true looks inside "
					+ "the containers on the host's network too, with a helper container (moorage.probe.image) for each, which the audit trail tells of; "
					+ "one that sees the host's processes is left out. What listens on :: mostly answers over IPv4 too.")
	@Raises({ FaultCode.INVALID_REQUEST, FaultCode.CONTAINERS_DISABLED, FaultCode.AUDIT_UNAVAILABLE,
			FaultCode.PROBE_IMAGE_MISSING, FaultCode.ENGINE_REFUSED })
	Read<Listing<HostPort>> list(@ParameterObject Page page, @Parameter(
			description = "A port of the host; given several times, any of them",
			example = "80") @RequestParam(required = false) @Nullable List<@Min(value = 1,
					message = "must be 1 to 65535") @Max(value = 65535, message = "must be 1 to 65535") Integer> port,
			@Parameter(description = "Tell too what containers on the host's network listen on") @RequestParam(
					defaultValue = "false") boolean listening) {
		Read<Listing<HostPort>> read = Read.of((reading) -> {
			Topology topology = reading.topology();
			Stream<HostPort> all = Stream.concat(HostPort.published(topology),
					listening ? this.listeners.list(topology).stream() : Stream.of());
			List<HostPort> items = all.filter((each) -> port == null || port.contains(each.hostPort()))
				.distinct()
				.sorted(Comparator.comparing((each) -> each.key(topology)))
				.toList();
			return page.of(reading, items, (each) -> each.key(topology), Function.identity());
		});
		return (listening ? read.live() : read).as(MediaType.TEXT_PLAIN_VALUE, TABLE::show);
	}

}
