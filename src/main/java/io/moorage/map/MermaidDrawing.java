package io.moorage.map;

import java.util.stream.Collectors;

/**
 * Draws the map as a Mermaid flowchart: networks with round ends, containers as boxes,
 * dotted lines where nothing runs.
 */
final class MermaidDrawing {

	private static final String PLAIN = " -_./()";

	private MermaidDrawing() {
	}

	static String draw(TopologyResponse map) {
		StringBuilder text = new StringBuilder("flowchart LR\n");
		Numbers numbers = new Numbers(map);
		map.nodes()
			.forEach((node) -> text.append("  ").append(numbers.of(node.id())).append(shaped(node)).append('\n'));
		for (Edge edge : map.edges()) {
			text.append("  ").append(numbers.of(edge.network()));
			text.append((edge.active() && edge.kind() == Edge.Kind.MEMBER) ? " ---" : " -.-");
			text.append(label(edge)).append(' ').append(numbers.of(edge.container())).append('\n');
		}
		return text.toString();
	}

	private static String shaped(Node node) {
		String label = Labels.lines(node).map(MermaidDrawing::escaped).collect(Collectors.joining("<br/>", "\"", "\""));
		return (node.kind() == Node.Kind.NETWORK) ? "([" + label + "])" : "[" + label + "]";
	}

	private static String label(Edge edge) {
		String label = Labels.edge(edge);
		return label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|";
	}

	// Mermaid gives a meaning to quotes, backticks, colons, angle brackets, entities and
	// more: whatever is no letter or digit is written by its number.
	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder();
		text.codePoints().forEach((point) -> {
			if (Character.isLetterOrDigit(point) || PLAIN.indexOf(point) >= 0) {
				escaped.appendCodePoint(point);
			}
			else {
				escaped.append('#').append(point).append(';');
			}
		});
		return escaped.toString();
	}

}
