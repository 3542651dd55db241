package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

/**
 * Finds who is on a network.
 */
final class Members {

	private Members() {
	}

	/**
	 * Finds a member.
	 * @param member a container, or the path of an endpoint whose container is gone
	 * @throws MoorageException {@code container-not-found}, {@code ambiguous-reference},
	 * {@code not-connected}
	 */
	static Endpoint find(Topology topology, Network network, String member) {
		Optional<Endpoint> stale = stale(topology, network, member);
		return stale.isPresent() ? stale.get() : of(topology, network, References.container(topology, member));
	}

	/**
	 * Finds a container's membership.
	 * @throws MoorageException {@code not-connected}
	 */
	static Endpoint of(Topology topology, Network network, Container container) {
		return topology.endpoint(network.id(), container.id())
			.orElseThrow(() -> new MoorageException(FaultCode.NOT_CONNECTED,
					"The container " + container.name() + " is not on the network " + network.name()
							+ ". GET /networks/" + network.name() + "/containers lists who is.",
					facts(network, container)));
	}

	/**
	 * Finds an endpoint whose container is gone.
	 * @param path what stands for it in a path
	 */
	static Optional<Endpoint> stale(Topology topology, Network network, String path) {
		return topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() == null && endpoint.pathSegment().equals(path))
			.findFirst();
	}

	/**
	 * Names both in a problem.
	 */
	static Map<String, Object> facts(Network network, Container container) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", network.ref());
		facts.put("container", container.ref());
		return facts;
	}

}
