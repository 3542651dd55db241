package io.moorage.finding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.finding.Finding.Offer;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.PortMapping;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for ports that are published on every address of the host: Docker opens them past
 * the host's own firewall.
 */
@Component
@RequiredArgsConstructor
class PortCheck implements Check {

	private static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";

	private final Remedies remedies;

	@Override
	public Stream<Finding> find(Topology topology) {
		return topology.containers()
			.stream()
			.filter((container) -> container.state().isActive())
			.flatMap((container) -> find(topology, container).stream());
	}

	private Optional<Finding> find(Topology topology, Container container) {
		String ports = container.ports()
			.stream()
			.filter(PortCheck::isEverywhere)
			.map((port) -> port.hostPort() + "/" + port.protocol())
			.distinct()
			.collect(Collectors.joining(", "));
		if (ports.isEmpty()) {
			return Optional.empty();
		}
		Optional<Network> network = network(topology, container);
		return Optional.of(Finding.of(Code.PORT_ON_EVERY_ADDRESS,
				"The container " + container.name() + " publishes " + ports
						+ " on every address of the host, past the host's own firewall rules. Give hostIp where the "
						+ "container is run if that is not meant.",
				Stream.concat(network.map(Subject::of).stream(), Stream.of(Subject.of(container))).toList(),
				network.filter((one) -> !asksForAll(container))
					.map((one) -> offer(topology, one))
					.orElse(Offer.none(""))));
	}

	// A network's default is for those alone that named no address.
	private static boolean asksForAll(Container container) {
		return container.requestedPorts()
			.stream()
			.anyMatch((port) -> port.hostIp() != null && port.hostIp().isUnspecified());
	}

	private Offer offer(Topology topology, Network network) {
		return this.remedies.replace(topology, network,
				"The remedy makes 127.0.0.1 the default of its network " + network.name()
						+ ", for all who are on it and did not ask for another address.",
				Map.of("options", Map.of(HOST_BINDING, "127.0.0.1")));
	}

	private static boolean isEverywhere(PortMapping port) {
		return port.hostPort() != null && (port.hostIp() == null || port.hostIp().isUnspecified());
	}

	// Ports are forwarded on one of its bridges only; with several nobody can tell which.
	private static Optional<Network> network(Topology topology, Container container) {
		List<Network> bridges = topology.endpoints(container.id())
			.stream()
			.flatMap((endpoint) -> topology.network(endpoint.network().id()).stream())
			.filter((network) -> network.driver().equals("bridge"))
			.toList();
		return bridges.stream()
			.filter((network) -> bridges.size() == 1 && !network.isSystem())
			.filter((network) -> !network.options().containsKey(HOST_BINDING))
			.findFirst();
	}

}
