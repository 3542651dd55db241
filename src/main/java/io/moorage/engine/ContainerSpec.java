package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.topology.PortMapping;
import org.jspecify.annotations.Nullable;

/**
 * Says what a new container shall be, as far as networks need containers: no mounts, no
 * privileges, no devices.
 *
 * @param name its name, or null for one that the engine makes up
 * @param image its image
 * @param command what it runs; empty for the image's own
 * @param networks the networks it is on, at least one; the first is its network mode
 * @param ports its published ports
 * @param environment its environment variables
 * @param labels its labels
 * @param autoRemove whether it is removed when it ends
 * @param tty whether it has a terminal
 */
public record ContainerSpec(@Nullable String name, String image, List<String> command, List<Attachment> networks,
		List<PortMapping> ports, Map<String, String> environment, Map<String, String> labels, boolean autoRemove,
		boolean tty) {

	/**
	 * Says how the container is on one network.
	 *
	 * @param network what the engine knows the network by: its name where that is unique,
	 * since a container that names a network by id cannot outlive it
	 * @param endpoint how it is there
	 */
	public record Attachment(String network, EndpointSpec endpoint) {

	}

}
