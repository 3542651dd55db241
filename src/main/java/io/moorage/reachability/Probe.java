package io.moorage.reachability;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.IpAddress;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is what came of a probe.
 *
 * @param from from whose network it was tried
 * @param to what was tried
 * @param kind how
 * @param port the port of a connection, else null
 * @param reachable whether it worked at least once
 * @param agrees whether that is what the configuration says, null where it says nothing
 * @param latencyMs how long it took, null when it did not work
 * @param detail what happened, and, where that disagrees, what likely causes it
 */
record Probe(ContainerRef from, To to, ProbeKind kind, @Nullable Integer port, boolean reachable, @Schema(
		description = "Whether that is what GET /reachability says; left out where the configuration says nothing") @Nullable Boolean agrees,
		@Schema(description = "Milliseconds, measured by the tool inside the container's network: the mean round trip of the pings, "
				+ "or the whole run of a connection or a look-up in steps of 10, so that 0 means less than 10; left out when it did not work",
				example = "0.095") @Nullable Double latencyMs,
		String detail) {

	static final Comparator<Probe> ORDER = Comparator.comparing((Probe probe) -> probe.from().name())
		.thenComparing((probe) -> Objects.toString(probe.to().name()))
		.thenComparing((probe) -> probe.from().id());

	/**
	 * Is what was tried.
	 *
	 * @param id the container's id, when it is a known one
	 * @param name the container's name, or the name that was tried
	 * @param address the address that was tried, the last one of several
	 */
	@Schema(name = "ProbeTarget")
	record To(@Nullable ContainerId id, @Nullable String name, @Nullable IpAddress address) {

	}

	/**
	 * Is what came of the probes of all pairs.
	 *
	 * @param items each pair, ordered by both names
	 * @param total how many there are
	 */
	@Schema(name = "ProbeList")
	record All(List<Probe> items, int total) {

	}

}
