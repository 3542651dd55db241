package io.moorage.topology;

import org.jspecify.annotations.Nullable;

/**
 * Is a container's port that is published on the host.
 *
 * @param hostIp the host's address it is published on, or null for every one
 * @param hostPort the host's port, 1 to 65535, or null while none is chosen
 * @param containerPort the container's port, 1 to 65535
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 */
public record PortMapping(@Nullable IpAddress hostIp, @Nullable Integer hostPort, int containerPort, String protocol) {

}
