package io.moorage.port;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

import io.moorage.read.Page;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.IpAddress;
import io.moorage.topology.PortMapping;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is a port of the host that somebody has.
 *
 * @param hostIp the host's address: {@code 0.0.0.0} for every IPv4 one, {@code ::} for
 * every IPv6 one, null for every one of both families
 * @param hostPort the host's port
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param containerPort the container's port
 * @param container who has it
 * @param source how it is known
 */
record HostPort(@Nullable IpAddress hostIp, int hostPort, String protocol, int containerPort, ContainerRef container,
		Source source) {

	/**
	 * Orders ports by their numbers, and no two alike.
	 * @param topology where the containers are
	 */
	Page.Key key(Topology topology) {
		return new Page.Key("%05d %s".formatted(this.hostPort, this.protocol),
				topology.container(this.container.id()).map(Container::created).orElse(Instant.EPOCH),
				this.hostIp + " " + this.container.id() + " " + this.containerPort + " " + this.source);
	}

	/**
	 * Lists the ports that containers publish. A stopped one publishes none: its ports
	 * are anybody's until it starts.
	 * @param topology what is there
	 * @return ports in no order
	 */
	static Stream<HostPort> published(Topology topology) {
		return topology.containers()
			.stream()
			.filter((container) -> container.state().isActive())
			.flatMap((container) -> container.ports().stream().flatMap((port) -> of(container, port)));
	}

	private static Stream<HostPort> of(Container container, PortMapping port) {
		Integer hostPort = port.hostPort();
		return (hostPort == null) ? Stream.empty() : Stream.of(new HostPort(port.hostIp(), hostPort, port.protocol(),
				port.containerPort(), container.ref(), Source.PUBLISHED));
	}

	/**
	 * Says how a port is known to be taken.
	 */
	enum Source {

		/** The engine forwards it to a container. */
		PUBLISHED,
		/** A container on the host's network listens on it. */
		LISTENING;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
