package io.moorage.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.moorage.network.Usage;
import io.moorage.topology.IpAddress;

/**
 * Says of nodes and edges in a few words what people want to know. All drawings show the
 * same.
 */
final class Labels {

	private static final int REPLACEMENT = 0xfffd;

	private static final int MOST_SUBNETS = 3;

	private Labels() {
	}

	/**
	 * Makes a text harmless that comes from anybody: what is not to be seen, turns the
	 * direction of writing or is no character is shown as one that is missing.
	 */
	static String visible(String text) {
		StringBuilder visible = new StringBuilder(text.length());
		text.codePoints().forEach((point) -> visible.appendCodePoint(isVisible(point) ? point : REPLACEMENT));
		return visible.toString();
	}

	private static boolean isVisible(int point) {
		return switch (Character.getType(point)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

	/**
	 * Says what a node is: its kind and what changes how it is to be read.
	 */
	static String kind(Node node) {
		return join(Stream.of(node.kind().toString(), node.driver(), (node.state() != null) ? "" + node.state() : null,
				Boolean.TRUE.equals(node.internal()) ? "internal" : null,
				(node.kind() == Node.Kind.ENDPOINT) ? "container is gone" : null));
	}

	/**
	 * Says what else is known of a node, in lines.
	 */
	static List<String> facts(Node node) {
		List<String> facts = new ArrayList<>();
		if (node.subnets() != null) {
			node.subnets().stream().limit(MOST_SUBNETS).forEach((subnet) -> facts.add(subnet.toString()));
			more(node.subnets().size() - MOST_SUBNETS, facts);
		}
		if (node.usage() != null && node.usage() != Usage.Verdict.IN_USE && node.usage() != Usage.Verdict.SYSTEM) {
			facts.add(node.usage().toString().replace('-', ' '));
		}
		if (node.image() != null) {
			facts.add(visible(node.image()));
		}
		if (node.sharedWith() != null) {
			facts.add("shares network of " + visible(node.sharedWith().name()));
		}
		return facts;
	}

	static void more(int count, List<String> lines) {
		if (count > 0) {
			lines.add("and " + count + " more");
		}
	}

	/**
	 * Says all of a node: its name, what it is, and what else is known.
	 */
	static Stream<String> lines(Node node) {
		return Stream.concat(Stream.of(visible(node.name()), kind(node)), facts(node).stream());
	}

	/**
	 * Says of an edge which addresses are there, and whose they are if another's.
	 */
	static String edge(Edge edge) {
		String label = addresses(edge)
				+ ((edge.sharedWith() != null) ? " shared with " + visible(edge.sharedWith().name()) : "");
		return label.strip();
	}

	/**
	 * Says which addresses a container has on a network.
	 * @return one or two addresses, or nothing
	 */
	static String addresses(Edge edge) {
		return join(Stream.of(edge.ipv4Address(), edge.ipv6Address())
			.filter(Objects::nonNull)
			.map((IpAddress address) -> address.toString()));
	}

	private static String join(Stream<String> parts) {
		return String.join(" · ", parts.filter(Objects::nonNull).filter(Predicate.not(String::isEmpty)).toList());
	}

}
