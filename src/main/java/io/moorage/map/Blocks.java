package io.moorage.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Gathers nodes that are joined to the same others into blocks, with the lines between
 * those.
 */
final class Blocks {

	private final Map<String, Node> nodes = new HashMap<>();

	private final Map<String, List<Edge>> edges = new HashMap<>();

	private final Set<String> joined = new HashSet<>();

	private final Map<String, Block> byNode = new HashMap<>();

	private final Set<Block> all = new LinkedHashSet<>();

	private final Map<Line, Boolean> lines = new LinkedHashMap<>();

	private final Map<Block, Integer> exits = new HashMap<>();

	private final Map<Block, Integer> entries = new HashMap<>();

	Blocks(TopologyResponse map) {
		map.nodes().forEach((node) -> this.nodes.put(node.id(), node));
		for (Edge edge : map.edges()) {
			this.edges.computeIfAbsent(edge.container(), (absent) -> new ArrayList<>()).add(edge);
			this.joined.add(edge.network());
			this.joined.add(edge.container());
		}
		map.nodes().forEach((node) -> owner(node).forEach(this.joined::add));
		Map<List<String>, List<Node>> groups = new LinkedHashMap<>();
		Set<String> owners = new HashSet<>();
		map.nodes().forEach((node) -> owners.addAll(owner(node)));
		map.nodes()
			.forEach((node) -> groups.computeIfAbsent(key(node, owners), (absent) -> new ArrayList<>()).add(node));
		groups.values().forEach(this::gather);
		map.nodes().forEach(this::join);
	}

	Set<Block> all() {
		return this.all;
	}

	/**
	 * Returns what joins blocks.
	 * @return each line once
	 */
	Set<Line> lines() {
		return this.lines.keySet();
	}

	/**
	 * Tells whether anything runs at the end of a line.
	 */
	boolean isActive(Line line) {
		return Boolean.TRUE.equals(this.lines.get(line));
	}

	/**
	 * Tells whether a line leads to those who are on one network alone, while others are
	 * joined to that network as well.
	 */
	boolean isAside(Line line) {
		return !line.isShared() && this.entries.getOrDefault(line.to(), 0) == 1
				&& this.exits.getOrDefault(line.from(), 0) > 1 && !this.exits.containsKey(line.to());
	}

	// Who uses another one's network is joined to that one, if it is on the map.
	private List<String> owner(Node node) {
		String owner = (node.sharedWith() != null) ? node.sharedWith().id().value() : null;
		return (owner != null && this.nodes.containsKey(owner)) ? List.of(owner) : List.of();
	}

	private List<String> others(Node node) {
		List<String> owner = owner(node);
		return !owner.isEmpty() ? owner
				: new ArrayList<>(new TreeSet<>(edges(node).stream().map(Edge::network).toList()));
	}

	private List<Edge> edges(Node node) {
		return this.edges.getOrDefault(node.id(), List.of());
	}

	private List<String> key(Node node, Set<String> owners) {
		List<String> key = new ArrayList<>();
		key.add(node.kind().toString());
		boolean alone = (node.kind() == Node.Kind.NETWORK) ? this.joined.contains(node.id())
				: owners.contains(node.id());
		key.add(alone ? node.id() : "");
		key.addAll(others(node));
		return key;
	}

	private void gather(List<Node> nodes) {
		Block block = new Block(nodes.stream().map((node) -> Box.of(node, addresses(node))).toList(),
				this.joined.contains(nodes.getFirst().id()));
		nodes.forEach((node) -> this.byNode.put(node.id(), block));
		this.all.add(block);
	}

	private List<String> addresses(Node node) {
		List<Edge> own = edges(node).stream().filter((edge) -> edge.kind() != Edge.Kind.SHARES).toList();
		return own.stream()
			.filter((edge) -> !Labels.addresses(edge).isEmpty())
			.map((edge) -> Labels.addresses(edge) + ((own.size() > 1) ? " " + name(edge.network()) : ""))
			.toList();
	}

	private String name(String network) {
		return Labels.visible(Objects.requireNonNull(this.nodes.get(network)).name());
	}

	private void join(Node node) {
		for (String other : others(node)) {
			Line line = new Line(block(other), block(node.id()));
			if (this.lines.put(line, isActive(line) || isActive(node)) == null) {
				this.exits.merge(line.from(), 1, Integer::sum);
				this.entries.merge(line.to(), 1, Integer::sum);
			}
		}
	}

	private static boolean isActive(Node node) {
		return node.state() != null && node.state().isActive();
	}

	private Block block(String node) {
		@Nullable Block block = this.byNode.get(node);
		return Objects.requireNonNull(block);
	}

	/**
	 * Is a line between two blocks.
	 *
	 * @param from whose network it is
	 * @param to who uses it
	 */
	record Line(Block from, Block to) {

		/**
		 * Tells whether it stands for a shared network instead of a membership.
		 */
		boolean isShared() {
			return !this.from.boxes().getFirst().isNetwork();
		}

	}

}
