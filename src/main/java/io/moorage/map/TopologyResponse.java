package io.moorage.map;

import java.util.List;

import io.moorage.read.Revised;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Is the map: what there is, and what joins it.
 *
 * @param nodes networks, containers, then endpoints whose container is gone, each ordered
 * by name, then id
 * @param edges each between two of the nodes, by network, then container
 * @param revision which state of the snapshot it is
 * @param stale whether the engine is away
 */
@Schema(name = "Topology")
record TopologyResponse(List<Node> nodes, List<Edge> edges, String revision, boolean stale) implements Revised {

	TopologyResponse {
		nodes = List.copyOf(nodes);
		edges = List.copyOf(edges);
	}

	@Override
	public Object content() {
		return new Content(this.nodes, this.edges);
	}

	private record Content(List<Node> nodes, List<Edge> edges) {

	}

}
