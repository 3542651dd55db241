package io.moorage.map;

import java.util.stream.Collectors;

/**
 * Draws the map in Graphviz' language: networks as ellipses, containers as boxes, dashed
 * where nothing runs.
 */
final class DotDrawing {

	private DotDrawing() {
	}

	static String draw(TopologyResponse map) {
		StringBuilder text = new StringBuilder("""
				graph topology {
				  graph [rankdir=LR, overlap=false, splines=true];
				  node [fontname="Helvetica", fontsize=11];
				  edge [fontname="Helvetica", fontsize=9];
				""");
		Numbers numbers = new Numbers(map);
		map.nodes().forEach((node) -> text.append("  ").append(node(node, numbers)).append(";\n"));
		map.edges().forEach((edge) -> text.append("  ").append(edge(edge, numbers)).append(";\n"));
		return text.append("}\n").toString();
	}

	private static String node(Node node, Numbers numbers) {
		String label = Labels.lines(node).map(DotDrawing::escaped).collect(Collectors.joining("\\n"));
		return numbers.of(node.id()) + " [id=" + quoted(node.id()) + ", label=\"" + label + "\", shape="
				+ ((node.kind() == Node.Kind.NETWORK) ? "ellipse, penwidth=2" : "box")
				+ (node.isIdle() ? ", style=dashed" : "") + "]";
	}

	private static String edge(Edge edge, Numbers numbers) {
		return numbers.of(edge.network()) + " -- " + numbers.of(edge.container()) + " [label="
				+ quoted(Labels.edge(edge)) + switch (edge.kind()) {
					case MEMBER -> edge.active() ? "" : ", style=dashed";
					case SHARES -> ", style=dotted";
					case STALE -> ", style=dashed";
				} + "]";
	}

	private static String quoted(String text) {
		return '"' + escaped(text) + '"';
	}

	// In labels Graphviz reads backslashes, and what looks like an entity of HTML.
	private static String escaped(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("&(?=#?\\w+;)", "&amp;");
	}

}
