import java.util.ArrayList;
import java.util.List;

/** The whole document: the aims first, then all that was measured. */
final class Report {

	private static final String LOAD = "requests a second · p50 · p99 in milliseconds";

	private static final List<String> READS = List.of("networks", "network", "containers");

	private static final List<String> TARGETS = List.of("engine", "haproxy", "service");

	private final Figures figures;

	private final Cells cells;

	private final Markdown document = new Markdown();

	Report(Figures figures) {
		this.figures = figures;
		this.cells = new Cells(figures);
	}

	String text() {
		this.document.line("# Performance");
		this.document
			.paragraph("This service beside the Docker engine that it watches, as `dev/bench` measured it on %s."
				.formatted(fact("date")));
		this.document.line("The ratios within this one run are what counts: the numbers themselves are the machine's.");
		new Aims(this.figures, this.document).write();
		leftOut();
		machine();
		section("Reads", "reads", this::reads);
		section("Lists that have not changed", "unchanged", this::unchanged);
		section("With more networks", "growth", this::growth);
		section("Topology", "map", this::map);
		section("Create and remove a network", "writes", this::writes);
		section("Changes behind the service's back", "behind", this::behind);
		section("Subscribers", "subscribers", this::subscribers);
		section("While the engine hangs", "hang", this::hang);
		section("Start", "start", this::start);
		section("Memory", "memory", this::memory);
		return this.document.toString();
	}

	private void leftOut() {
		List<String> reasons = new ArrayList<>();
		this.figures.texts("missing.")
			.forEach((key, reason) -> reasons.add("- `%s` is not measured: %s".formatted(key, reason)));
		this.figures.texts("failed.")
			.forEach((key, reason) -> reasons.add("- `%s` is left out: %s".formatted(key, reason)));
		if (!reasons.isEmpty()) {
			this.document.line("");
			reasons.forEach(this.document::line);
		}
	}

	private void machine() {
		this.document.paragraph("## Machine");
		this.document.table("what", "which");
		this.document.row("processors",
				"%s, shared by the load and what is measured: %s".formatted(fact("cores"), fact("cpu")));
		this.document.row("memory", fact("memory"));
		this.document.row("Linux", fact("kernel"));
		this.document.row("Docker Engine", fact("engine"));
		this.document.row("HAProxy", fact("haproxy"));
		this.document.row("Java", fact("java"));
		if (!fact("java-options").equals(Cells.NONE)) {
			this.document.row("further options of the service's Java", "`" + fact("java-options") + "`");
		}
		this.document.row("networks and containers", "%s, and %s".formatted(fact("networks"), fact("containers")));
		this.document.row("rounds", "%s, with %s s for each load".formatted(fact("rounds"), fact("duration")));
	}

	/** Where only some parts were measured, the others have no section. */
	private void section(String title, String key, Runnable content) {
		if (this.figures.mention(key)) {
			this.document.paragraph("## " + title);
			content.run();
		}
	}

	private void reads() {
		this.document.paragraph("Each cell: " + LOAD + ".");
		this.document.table("read", "connections", "raw engine (TCP)", "HAProxy", "service", "service : engine");
		for (String read : READS) {
			for (String connections : List.of("1", "8", "64")) {
				String key = "reads.%s.%s".formatted(read, connections);
				List<String> row = new ArrayList<>(List.of(name(read), connections));
				TARGETS.forEach((target) -> row.add(this.cells.load(key + "." + target)));
				row.add(this.cells.times(key + ".service.rps", key + ".engine.rps"));
				this.document.row(row.toArray(String[]::new));
			}
		}
		this.document.paragraph("Bytes of an answer's body:");
		this.document.table("read", "raw engine", "HAProxy", "service");
		for (String read : READS) {
			List<String> row = new ArrayList<>(List.of(name(read)));
			TARGETS.forEach((target) -> row.add(this.cells.count("size.%s.%s".formatted(read, target))));
			this.document.row(row.toArray(String[]::new));
		}
	}

	private void unchanged() {
		this.document.paragraph("The network list at 8 connections, without and with `If-None-Match`.");
		this.document.table("answer", LOAD, "bytes of an answer with its head");
		for (String status : List.of("200", "304")) {
			this.document.row(status, this.cells.load("unchanged." + status),
					this.cells.count("unchanged." + status + ".bytes"));
		}
	}

	private void growth() {
		this.document.paragraph("At 8 connections; each cell: " + LOAD + ".");
		this.document.table("networks", "raw engine, list", "service, list", "raw engine, one network",
				"service, one network");
		List<String> columns = List.of("networks.engine", "networks.service", "network.engine", "network.service");
		for (int size : List.of(10, 100, 1000)) {
			List<String> row = new ArrayList<>(List.of("%,d".formatted(size)));
			columns.forEach((column) -> row.add(this.cells.load("growth.%d.%s".formatted(size, column))));
			this.document.row(row.toArray(String[]::new));
		}
		List<String> row = new ArrayList<>(List.of("cost at 1,000 : at 10"));
		columns.forEach((column) -> row
			.add(this.cells.times("growth.10." + column + ".rps", "growth.1000." + column + ".rps")));
		this.document.row(row.toArray(String[]::new));
	}

	private void map() {
		this.document
			.paragraph("At 8 connections, with %s networks and %s containers, all but three of which were never started."
				.formatted(this.cells.count("map.count.networks"), this.cells.count("map.count.containers")));
		this.document.table("read", LOAD, "bytes of an answer with its head");
		for (String read : List.of("networks", "topology")) {
			this.document.row(read.equals("networks") ? "network list" : "topology (JSON)",
					this.cells.load("map." + read), this.cells.count("map." + read + ".bytes"));
		}
	}

	private void writes() {
		this.document.paragraph("Milliseconds for both calls, %s times in each round on either."
			.formatted(this.cells.count("writes.engine.count")));
		this.document.table("of a round", "raw engine", "service", "service : engine");
		for (String kind : List.of("median", "mean")) {
			String engine = "writes.engine." + kind;
			String service = "writes.service." + kind;
			this.document.row(kind, this.cells.tenths(engine), this.cells.tenths(service),
					this.cells.times(service, engine));
		}
	}

	private void behind() {
		this.document
			.paragraph("Milliseconds from the engine's own event to the first answer that shows the change; less than");
		this.document.line("nothing when it could be read before the event came.");
		this.document.table("change", "samples", "p50", "p99");
		for (String kind : List.of("created", "connected", "disconnected", "removed", "all")) {
			String key = "behind." + kind;
			this.document.row(kind, this.cells.count(key + ".count"), this.cells.tenths(key + ".p50"),
					this.cells.tenths(key + ".p99"));
		}
	}

	private void subscribers() {
		this.document.paragraph(
				"Milliseconds from the engine's own event to the service's at the subscribers to `GET /events`,");
		this.document.line("over all of them and all changes.");
		this.document.table("subscribers", "changes", "p50", "p99", "slowest", "missed", "repeated");
		this.document.row(this.cells.count("subscribers.count"), this.cells.count("subscribers.changes"),
				this.cells.tenths("subscribers.p50"), this.cells.tenths("subscribers.p99"),
				this.cells.tenths("subscribers.max"), this.cells.count("subscribers.missed"),
				this.cells.count("subscribers.repeated"));
	}

	private void hang() {
		this.document.paragraph(
				"The network list at 8 connections, before the engine is stopped and from three seconds after that.");
		this.document.table("engine", LOAD);
		this.document.row("answers", this.cells.load("hang.before"));
		this.document.row("hangs", this.cells.load("hang.during"));
	}

	private void start() {
		this.document.table("from the start of the process to the first 200 of", "time");
		for (String path : List.of("/actuator/health/liveness", "/networks")) {
			this.document.row("`" + path + "`", this.cells.seconds("start." + path));
		}
	}

	private void memory() {
		this.document.table("resident memory of the service", "size");
		this.document.row("right after all that", this.cells.megabytes("memory.loaded"));
		this.document.row("ten seconds later", this.cells.megabytes("memory.idle"));
		this.document.row("at most", this.cells.megabytes("memory.peak"));
	}

	private static String name(String read) {
		return switch (read) {
			case "networks" -> "network list";
			case "network" -> "one network with its members";
			default -> "container list";
		};
	}

	private String fact(String name) {
		return this.figures.text("fact." + name);
	}

}
