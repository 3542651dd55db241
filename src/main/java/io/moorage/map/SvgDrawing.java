package io.moorage.map;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws the map as SVG: networks with round ends and thick outlines, containers as boxes,
 * everything that does not run dashed, so that nothing is said by colour alone.
 */
final class SvgDrawing {

	private static final String STYLE = """
			svg { color-scheme: light dark; --paper: #ffffff; --ink: #1b2430; --soft: #55606e; --line: #6b7787;
			  --net: #e3effb; --net-edge: #1f5f9e; --box: #f7f7f4; --box-edge: #5b6470; --frame: #b3bcc7;
			  font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
			@media (prefers-color-scheme: dark) { svg { --paper: #12171e; --ink: #edf1f5; --soft: #aab4c0;
			  --line: #8793a3; --net: #17324d; --net-edge: #7db7ee; --box: #222a33; --box-edge: #9aa6b3;
			  --frame: #4c5866; } }
			.paper { fill: var(--paper); } text { fill: var(--ink); font-size: 11.5px; }
			.name { font-size: 14px; font-weight: 600; } .kind { fill: var(--soft); }
			.network rect { fill: var(--net); stroke: var(--net-edge); stroke-width: 2.5; }
			.container rect, .endpoint rect { fill: var(--box); stroke: var(--box-edge); stroke-width: 1.2; }
			.idle rect { stroke-dasharray: 5 3; } .line { fill: none; stroke: var(--line); stroke-width: 1.5; }
			.line.idle { stroke-dasharray: 6 4; } .line.shared { stroke-dasharray: 2 3; }
			.frame { fill: none; stroke: var(--frame); stroke-width: 1.2; }
			""";

	private final XmlText xml = new XmlText();

	private final Blocks blocks;

	private final Arrangement arrangement;

	private SvgDrawing(TopologyResponse map) {
		this.blocks = new Blocks(map);
		this.arrangement = new Arrangement(this.blocks);
		begin(map);
		this.blocks.lines().forEach(this::draw);
		this.blocks.all().forEach(this::draw);
		this.xml.end();
	}

	static String draw(TopologyResponse map) {
		return new SvgDrawing(map).xml.toString();
	}

	private void begin(TopologyResponse map) {
		String width = number(this.arrangement.width());
		String height = number(this.arrangement.height());
		this.xml.begin("svg", "xmlns", "http://www.w3.org/2000/svg", "width", width, "height", height, "viewBox",
				"0 0 " + width + " " + height, "role", "img", "aria-labelledby", "title desc");
		this.xml.element("title", "Docker networks and containers", "id", "title");
		long networks = map.nodes().stream().filter((node) -> node.kind() == Node.Kind.NETWORK).count();
		long containers = map.nodes().stream().filter((node) -> node.kind() == Node.Kind.CONTAINER).count();
		this.xml.element("desc", networks + " networks (round ends) and " + containers
				+ " containers (boxes). A line leads from a network to who is on it: one container, or a frame around several. "
				+ "Dashed is what does not run; a dotted line leads to who uses another container's network.", "id",
				"desc");
		this.xml.element("style", STYLE);
		this.xml.element("rect", "", "class", "paper", "width", "100%", "height", "100%");
	}

	private void draw(Blocks.Line line) {
		String path = this.arrangement.corners(line)
			.stream()
			.map((corner) -> number(corner[0]) + " " + number(corner[1]))
			.collect(Collectors.joining(" L ", "M ", ""));
		String state = line.isShared() ? " shared" : this.blocks.isActive(line) ? "" : " idle";
		this.xml.begin("path", "class", "line" + state, "d", path);
		this.xml.element("title", names(line.from()) + " — " + names(line.to()));
		this.xml.end();
	}

	private static String names(Block block) {
		return block.boxes().stream().map((box) -> Labels.visible(box.node().name())).collect(Collectors.joining(", "));
	}

	private void draw(Block block) {
		double x = this.arrangement.x(block);
		double y = this.arrangement.y(block);
		if (block.isFramed()) {
			this.xml.element("path", "", "class", "frame", "d", "M %s %s h %s v %s h -%s z".formatted(number(x),
					number(y), number(block.width()), number(block.height()), number(block.width())));
		}
		block.at(x, y).forEach(this::draw);
	}

	private void draw(Block.Placed placed) {
		Box box = placed.box();
		this.xml.begin("g", "class", box.node().kind() + (box.node().isIdle() ? " idle" : ""), "data-id",
				box.node().id());
		this.xml.element("title", title(box.node()));
		this.xml.element("rect", "", "x", number(placed.x()), "y", number(placed.y()), "width", number(box.width()),
				"height", number(box.height()), "rx", number(box.isNetwork() ? Math.min(36, box.height() / 2) : 2));
		double x = placed.x() + box.width() / 2;
		double y = placed.y() + Box.ABOVE + Box.LINE * 0.75;
		text("kind", box.kind(), x, y);
		text("name", box.name(), x, y + Box.LINE);
		for (int i = 0; i < box.facts().size(); i++) {
			text("fact", box.facts().get(i), x, y + (i + 2) * Box.LINE);
		}
		this.xml.end();
	}

	private static String title(Node node) {
		return Labels.lines(node).collect(Collectors.joining("\n"));
	}

	private void text(String role, String text, double x, double y) {
		this.xml.element("text", text, "class", role, "x", number(x), "y", number(y), "text-anchor", "middle");
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
	}

}
