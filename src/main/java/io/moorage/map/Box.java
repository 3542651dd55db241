package io.moorage.map;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Is a node as it is drawn: a box with a few lines of text, each short enough for it.
 *
 * @param node what is drawn
 * @param kind its kind, in small letters above the name
 * @param name its name, shortened
 * @param facts what else is said, a line each
 * @param width how wide the box is
 */
record Box(Node node, String kind, String name, List<String> facts, double width) {

	static final double NAME_SIZE = 14;

	static final double TEXT_SIZE = 11.5;

	static final double LINE = 16;

	static final double ABOVE = 12;

	private static final double LEAST = 120;

	private static final double MOST = 230;

	private static final int MOST_ADDRESSES = 4;

	static Box of(Node node, List<String> addresses) {
		double margin = margin(node);
		double room = MOST - 2 * margin;
		String name = Lettering.shortened(Labels.visible(node.name()), NAME_SIZE, room);
		String kind = Lettering.shortened(Labels.kind(node), TEXT_SIZE, room);
		List<String> facts = new ArrayList<>(Labels.facts(node));
		addresses.stream().limit(MOST_ADDRESSES).forEach(facts::add);
		Labels.more(addresses.size() - MOST_ADDRESSES, facts);
		facts.replaceAll((fact) -> Lettering.shortened(fact, TEXT_SIZE, room));
		double text = Stream.concat(Stream.of(kind), facts.stream())
			.mapToDouble((line) -> Lettering.width(line, TEXT_SIZE))
			.max()
			.orElse(0);
		double width = Math.max(text, Lettering.width(name, NAME_SIZE)) + 2 * margin;
		return new Box(node, kind, name, List.copyOf(facts), Math.ceil(Math.max(LEAST, width)));
	}

	// The ends of networks are round.
	private static double margin(Node node) {
		return (node.kind() == Node.Kind.NETWORK) ? 26 : 12;
	}

	double height() {
		return 2 * ABOVE + (2 + this.facts.size()) * LINE;
	}

	boolean isNetwork() {
		return this.node.kind() == Node.Kind.NETWORK;
	}

}
