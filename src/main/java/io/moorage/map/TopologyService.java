package io.moorage.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.moorage.network.NetworkFilter;
import io.moorage.snapshot.Reading;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

import org.springframework.stereotype.Service;

/**
 * Makes the map out of the snapshot.
 */
@Service
class TopologyService {

	/**
	 * Maps networks with everybody on them.
	 * @param reading what is there
	 * @param filter which networks are wanted; without one containers on no network are
	 * shown, too
	 * @return the map
	 */
	TopologyResponse map(Reading reading, NetworkFilter filter) {
		Topology topology = reading.topology();
		List<Node> nodes = new ArrayList<>();
		List<Node> leftBehind = new ArrayList<>();
		List<Edge> edges = new ArrayList<>();
		Set<String> shown = new HashSet<>();
		for (Network network : filter.of(topology)) {
			nodes.add(Node.of(topology, network));
			for (Endpoint endpoint : topology.endpoints(network.id())) {
				edges.add(Edge.of(endpoint));
				if (endpoint.container() == null) {
					leftBehind.add(Node.leftBehind(endpoint));
				}
				else {
					topology.sharers(endpoint.container().id())
						.forEach((sharer) -> edges.add(Edge.sharing(endpoint, sharer)));
				}
			}
		}
		edges.forEach((edge) -> shown.add(edge.container()));
		for (Container container : topology.containers()) {
			if (filter.isEmpty() || shown.contains(container.id().value())) {
				nodes.add(Node.of(topology, container));
			}
		}
		nodes.addAll(leftBehind);
		return new TopologyResponse(nodes, edges, reading.revision().toString(), reading.stale());
	}

}
