package io.moorage.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.moorage.container.RunContainerRequest.NetworkRequest;
import io.moorage.container.RunContainerRequest.PortRequest;
import io.moorage.container.RunContainerRequest.Protocol;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.ContainerSpec;
import io.moorage.engine.ContainerSpec.Attachment;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.EndpointChecks;
import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.PortMapping;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is what the engine shall be asked for to run a container, checked against what is
 * there.
 *
 * @param spec what to ask for
 * @param networks the networks it is on, in the order of the request
 */
record RunPlan(ContainerSpec spec, List<Network> networks) {

	private static final String DEFAULT_NETWORK = "bridge";

	/**
	 * Finds the networks that a request names.
	 * @throws MoorageException {@code network-not-found}, {@code ambiguous-reference}
	 */
	static List<Network> networks(Topology topology, RunContainerRequest request) {
		List<NetworkRequest> requests = requests(request);
		return requests.isEmpty() ? List.of(References.network(topology, DEFAULT_NETWORK))
				: requests.stream()
					.map((each) -> References.network(topology, Objects.requireNonNull(each.network())))
					.toList();
	}

	/**
	 * Plans a container.
	 * @param image what to ask the engine for as its image
	 * @throws MoorageException when the engine could not, or should not, run it
	 */
	static RunPlan of(Topology topology, RunContainerRequest request, String image, ApiVersion version) {
		List<Network> networks = networks(topology, request);
		List<EndpointSpec> endpoints = requests(request).isEmpty() ? List.of(EndpointSpec.ANY)
				: requests(request).stream().map(NetworkRequest::toSpec).toList();
		checkTwice(networks);
		for (int i = 0; i < networks.size(); i++) {
			EndpointChecks.checkRequest(networks.get(i), endpoints.get(i), version, EngineFeature.ENDPOINTS_AT_CREATE,
					"/networks/" + i);
		}
		List<PortMapping> ports = ports(request);
		checkPortsTwice(ports);
		checkModes(networks, ports);
		checkName(topology, request.name());
		checkLabels(request);
		List<Attachment> attachments = new ArrayList<>();
		for (int i = 0; i < networks.size(); i++) {
			Network network = networks.get(i);
			EndpointChecks.check(topology, network, null, endpoints.get(i));
			attachments.add(new Attachment(engineReference(topology, network), endpoints.get(i)));
		}
		ports.forEach((port) -> checkPort(topology, port));
		return new RunPlan(new ContainerSpec(request.name(), image, present(request.command()), attachments, ports,
				given(request.environment()), given(request.labels()), Boolean.TRUE.equals(request.autoRemove()),
				Boolean.TRUE.equals(request.tty())), networks);
	}

	private static List<NetworkRequest> requests(RunContainerRequest request) {
		return present(request.networks());
	}

	private static void checkLabels(RunContainerRequest request) {
		if (request.labels() != null && request.labels().containsKey(Container.HELPER_LABEL)) {
			throw MoorageException.invalid("/labels",
					"have the probe label of this service's own helpers, which are removed when they end. Leave it out.");
		}
	}

	private static void checkTwice(List<Network> networks) {
		for (int i = 1; i < networks.size(); i++) {
			if (networks.subList(0, i).contains(networks.get(i))) {
				throw MoorageException.invalid("/networks/" + i + "/network", "The network " + networks.get(i).name()
						+ " is named twice; a container has one endpoint on it.");
			}
		}
	}

	private static void checkPortsTwice(List<PortMapping> ports) {
		for (int i = 1; i < ports.size(); i++) {
			PortMapping wanted = ports.get(i);
			if (ports.subList(0, i).stream().anyMatch((earlier) -> collide(earlier, wanted))) {
				throw MoorageException.invalid("/ports/" + i + "/hostPort", "Port " + wanted.hostPort() + "/"
						+ wanted.protocol() + " of the host is named twice. Choose another hostPort, or leave it out.");
			}
		}
	}

	private static void checkModes(List<Network> networks, List<PortMapping> ports) {
		for (Network network : networks) {
			boolean exclusive = network.name().equals("host") || network.name().equals("none");
			if (exclusive && !ports.isEmpty()) {
				throw MoorageException.invalid("/ports",
						"The engine publishes no ports on the network " + network.name() + ". Leave ports out"
								+ (network.name().equals("host")
										? "; what the container listens on is the host's already." : "."));
			}
			if (exclusive && networks.size() > 1) {
				throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT,
						"A container on " + network.name() + " can be on no other network. Name it alone.",
						Map.of("network", network.ref()));
			}
		}
	}

	private static void checkName(Topology topology, @Nullable String name) {
		Optional.ofNullable(name).flatMap(topology::containerNamed).ifPresent((namesake) -> {
			throw new MoorageException(FaultCode.CONTAINER_EXISTS,
					"A container named " + name + " exists already. Choose another name, or remove it first.",
					Map.of("container", namesake.ref()));
		});
	}

	private static void checkPort(Topology topology, PortMapping wanted) {
		for (Container container : topology.containers()) {
			if (container.state().isActive() && container.ports().stream().anyMatch((port) -> collide(port, wanted))) {
				throw new MoorageException(FaultCode.PORT_IN_USE,
						"The container " + container.name() + " publishes port " + wanted.hostPort() + "/"
								+ wanted.protocol() + " of the host. Choose another hostPort, or leave it out.",
						Map.of("container", container.ref()));
			}
		}
	}

	private static boolean collide(PortMapping port, PortMapping wanted) {
		return wanted.hostPort() != null && wanted.hostPort().equals(port.hostPort())
				&& wanted.protocol().equals(port.protocol()) && collide(port.hostIp(), wanted.hostIp());
	}

	// 0.0.0.0 is every IPv4 address, :: every IPv6 address, none given is both.
	private static boolean collide(@Nullable IpAddress one, @Nullable IpAddress other) {
		if (one == null || other == null) {
			return true;
		}
		return one.equals(other) || (one.bits() == other.bits() && (one.isUnspecified() || other.isUnspecified()));
	}

	// A container that names its network by id cannot start any more once the network was
	// made anew, so it gets the name wherever the name is unmistakable: container:x would
	// be read as another container's network.
	private static String engineReference(Topology topology, Network network) {
		boolean unmistakable = topology.networks(network.name()).equals(List.of(network))
				&& !network.name().contains(":");
		return unmistakable ? network.name() : network.id().value();
	}

	private static List<PortMapping> ports(RunContainerRequest request) {
		return present(request.ports()).stream().map(RunPlan::port).toList();
	}

	private static PortMapping port(PortRequest request) {
		return new PortMapping(request.hostIp(), request.hostPort(), Objects.requireNonNull(request.containerPort()),
				Objects.requireNonNullElse(request.protocol(), Protocol.TCP).toString());
	}

	private static <T> List<T> present(@Nullable List<T> list) {
		return (list != null) ? List.copyOf(list) : List.of();
	}

	private static Map<String, String> given(@Nullable Map<String, @Nullable String> map) {
		Map<String, String> given = new TreeMap<>();
		if (map != null) {
			map.forEach((key, value) -> {
				if (value != null) {
					given.put(key, value);
				}
			});
		}
		return given;
	}

}
