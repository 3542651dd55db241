package io.moorage.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Alignment;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places blocks and lines with the layered algorithm of Eclipse ELK: networks in the
 * middle, to their right who is on several of them, to their left who is on one alone.
 * Nothing in it is left to chance, so the same map is always the same picture.
 */
final class Arrangement {

	/**
	 * How many lines can be placed in time.
	 */
	static final int MOST_LINES = 1000;

	static {
		// ELK learns of its own types only when somebody tells it of the algorithm.
		LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
	}

	private final ElkNode graph = ElkGraphUtil.createGraph();

	private final Map<Block, ElkNode> nodes = new HashMap<>();

	private final Map<Block, ElkPort> leftExits = new HashMap<>();

	private final Map<Block, ElkPort> rightExits = new HashMap<>();

	private final Map<Blocks.Line, ElkEdge> edges = new HashMap<>();

	/**
	 * Places everything.
	 * @throws MoorageException {@code topology-too-large} when that would take too long
	 */
	Arrangement(Blocks blocks) {
		int lines = blocks.lines().size();
		if (lines > MOST_LINES) {
			throw new MoorageException(FaultCode.TOPOLOGY_TOO_LARGE,
					"The picture would have " + lines + " lines, and " + MOST_LINES
							+ " can be drawn. Ask for fewer networks (q, label, …), or take another format.",
					Map.of("lines", lines, "limit", MOST_LINES));
		}
		configure();
		blocks.all().forEach(this::add);
		blocks.lines().forEach((line) -> add(line, blocks.isAside(line)));
		new LayeredLayoutProvider().layout(this.graph, new NullElkProgressMonitor());
	}

	private void configure() {
		this.graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
		this.graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
		this.graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
		this.graph.setProperty(LayeredOptions.ASPECT_RATIO, 1.5);
		this.graph.setProperty(LayeredOptions.PADDING, new ElkPadding(24));
		this.graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 22.0);
		this.graph.setProperty(LayeredOptions.SPACING_COMPONENT_COMPONENT, 34.0);
		this.graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 50.0);
		this.graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
		this.graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 9.0);
	}

	private void add(Block block) {
		ElkNode node = ElkGraphUtil.createNode(this.graph);
		node.setDimensions(block.width(), block.height());
		node.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_SIDE);
		node.setProperty(LayeredOptions.ALIGNMENT, Alignment.LEFT);
		this.nodes.put(block, node);
	}

	// All lines of a network leave it at one place and are one tree; lines of two
	// networks never meet, or nobody could tell whose is whose.
	private void add(Blocks.Line line, boolean left) {
		Map<Block, ElkPort> exits = left ? this.leftExits : this.rightExits;
		PortSide side = left ? PortSide.WEST : PortSide.EAST;
		ElkPort exit = exits.computeIfAbsent(line.from(), (block) -> port(block, side));
		ElkPort entry = port(line.to(), side.opposed());
		this.edges.put(line,
				left ? ElkGraphUtil.createSimpleEdge(entry, exit) : ElkGraphUtil.createSimpleEdge(exit, entry));
	}

	private ElkPort port(Block block, PortSide side) {
		ElkPort port = ElkGraphUtil.createPort(node(block));
		port.setProperty(LayeredOptions.PORT_SIDE, side);
		return port;
	}

	private ElkNode node(Block block) {
		return Objects.requireNonNull(this.nodes.get(block));
	}

	double width() {
		return this.graph.getWidth();
	}

	double height() {
		return this.graph.getHeight();
	}

	double x(Block block) {
		return node(block).getX();
	}

	double y(Block block) {
		return node(block).getY();
	}

	/**
	 * Returns where a line goes.
	 * @return its corners, each as x and y
	 */
	List<double[]> corners(Blocks.Line line) {
		List<double[]> corners = new ArrayList<>();
		for (ElkEdgeSection section : Objects.requireNonNull(this.edges.get(line)).getSections()) {
			corners.add(new double[] { section.getStartX(), section.getStartY() });
			section.getBendPoints().forEach((bend) -> corners.add(new double[] { bend.getX(), bend.getY() }));
			corners.add(new double[] { section.getEndX(), section.getEndY() });
		}
		return corners;
	}

}
