package io.moorage.port;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.probe.HelperPlaces;
import io.moorage.probe.Helpers;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.IpAddress;
import io.moorage.topology.PortMapping;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Finds what containers on the host's network really listen on, with a helper for each of
 * them. A container that sees the host's processes, or another container's, is left out:
 * nobody can tell which of them are its own, and no helper gets to see the host's.
 */
@Service
@RequiredArgsConstructor
public class ListeningPorts {

	private final EngineGateway engine;

	private final Helpers helpers;

	private final HelperPlaces places;

	private final Access access;

	/**
	 * Lists what they listen on.
	 * @param topology what is there
	 * @return ports in no order, IPv4 and IPv6 apart; what listens on {@code ::} mostly
	 * answers over IPv4 too
	 * @throws MoorageException {@code containers-disabled}, {@code audit-unavailable},
	 * {@code probe-image-missing}, {@code engine-busy}, and what the engine else says
	 */
	List<HostPort> list(Topology topology) {
		this.access.require(Role.OPERATOR, "listening=true");
		this.access.requireWritable();
		List<Supplier<List<HostPort>>> work = topology.containers()
			.stream()
			.filter((container) -> container.state().isActive() && isOnHost(topology, container))
			.<Supplier<List<HostPort>>>map((container) -> () -> this.places.within(() -> of(container)))
			.toList();
		return this.places.all(work).stream().flatMap(List::stream).toList();
	}

	private static boolean isOnHost(Topology topology, Container container) {
		List<Container> owners = topology.owners(container);
		return (owners.isEmpty() ? container : owners.getLast()).networkMode().equals("host");
	}

	private List<HostPort> of(Container container) {
		try {
			return this.engine.hasOwnProcesses(container.id())
					? Listeners.read(container.ref(), this.helpers.run(container, Listeners.TASK).text()) : List.of();
		}
		catch (MoorageException ex) {
			// It has ended since.
			if (ex.code() == FaultCode.CONTAINER_NOT_RUNNING || ex.code() == FaultCode.CONTAINER_NOT_FOUND) {
				return List.of();
			}
			throw ex;
		}
	}

	/**
	 * Finds the container on the host's network that listens on a port that somebody
	 * wants to publish.
	 * @param topology what is there
	 * @param wanted ports to be published
	 * @return one that is in the way, or empty
	 * @throws MoorageException as {@link #list}
	 */
	public Optional<Holder> holder(Topology topology, List<PortMapping> wanted) {
		return list(topology).stream()
			.filter((port) -> wanted.stream().anyMatch((each) -> collide(port, each)))
			.findFirst()
			.map((port) -> new Holder(port.container(), port.hostPort(), port.protocol()));
	}

	private static boolean collide(HostPort port, PortMapping wanted) {
		return wanted.hostPort() != null && wanted.hostPort() == port.hostPort()
				&& wanted.protocol().equals(port.protocol()) && collide(port.hostIp(), wanted.hostIp());
	}

	// Who listens on :: mostly has the IPv4 addresses too.
	private static boolean collide(@Nullable IpAddress listening, @Nullable IpAddress wanted) {
		return listening == null || wanted == null || listening.equals(wanted) || listening.isUnspecified()
				|| wanted.isUnspecified();
	}

	/**
	 * Is who has a port.
	 *
	 * @param container who listens
	 * @param port the port
	 * @param protocol {@code tcp} or {@code udp}
	 */
	public record Holder(ContainerRef container, int port, String protocol) {

	}

}
