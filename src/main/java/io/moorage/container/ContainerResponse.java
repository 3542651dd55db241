package io.moorage.container;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.ContainerState;
import io.moorage.topology.Endpoint;
import io.moorage.topology.PortMapping;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Is a container as callers see it.
 *
 * @param id the full id
 * @param name the name
 * @param engine which engine has it
 * @param image the image's name as it was given
 * @param created when it was made
 * @param labels its labels
 * @param state where it is in its life, in Docker's words
 * @param exitCode what its process ended with, or null while it runs or never ran
 * @param startedAt when it was last started, or null when never
 * @param networkMode Docker's word for the network it was made on
 * @param sharedWith whose network it uses, or null when its own
 * @param ports its published ports: those in force while it runs, else those asked for
 * @param networks the networks it is on
 */
@Schema(name = "Container")
public record ContainerResponse(ContainerId id, @Schema(example = "alpine1") String name,
		@Schema(example = "default") String engine, @Schema(example = "alpine:3.20") String image, Instant created,
		Map<String, String> labels, ContainerState state, @Nullable Integer exitCode, @Nullable Instant startedAt,
		@Schema(example = "bridge1") String networkMode, @Nullable ContainerRef sharedWith, List<PortMapping> ports,
		List<Endpoint> networks) {

	private static final String DEFAULT_ENGINE = "default";

	/**
	 * Shows a container.
	 * @param topology where it is
	 * @param container the container
	 * @return the container with its networks
	 */
	public static ContainerResponse of(Topology topology, Container container) {
		return new ContainerResponse(container.id(), container.name(), DEFAULT_ENGINE, container.image(),
				container.created(), container.labels(), container.state(), container.exitCode(), container.startedAt(),
				container.networkMode(), topology.sharedWith(container).map(Container::ref).orElse(null),
				container.ports(), topology.endpoints(container.id()));
	}

}
