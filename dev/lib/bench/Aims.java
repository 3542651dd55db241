import java.util.OptionalDouble;

/** What the service should reach, what it does reach, and whether that is enough. */
final class Aims {

	/**
	 * Below that, in microseconds, it is the machine that differs from one run to the
	 * next.
	 */
	private static final double SAME = 2000;

	private final Figures figures;

	private final Cells cells;

	private final Markdown document;

	Aims(Figures figures, Markdown document) {
		this.figures = figures;
		this.cells = new Cells(figures);
		this.document = document;
	}

	void write() {
		this.document.table("figure", "aim", "measured", "verdict");
		load("network list, 8 connections, against the raw engine", "5 times", "reads.networks.8", 5);
		quarter();
		load("one network with its members, 8 connections, against the raw engine's", "2 times", "reads.network.8", 2);
		load("container list, 8 connections, against the raw engine's `/containers/json?all=1`", "20 times",
				"reads.containers.8", 20);
		atLeast("304 answers against 200 of the list, 8 connections", "1.5 times",
				this.figures.ratio("unchanged.304.rps", "unchanged.200.rps"), 1.5);
		atMost("one network's read at 1,000 networks against at 10, 8 connections", "within 1.3 times",
				this.figures.ratio("growth.10.network.service.rps", "growth.1000.network.service.rps"), 1.3);
		atMost("topology (JSON) against the network list, 1,000 networks and 300 containers, 8 connections",
				"within 5 times", this.figures.ratio("map.networks.rps", "map.topology.rps"), 5);
		atMost("create and remove through the service", "within 1.1 times the raw engine's",
				this.figures.ratio("writes.service.median", "writes.engine.median"), 1.1);
		behind();
		subscribers();
		hang();
	}

	private void load(String figure, String aim, String key, double least) {
		atLeast(figure, aim, this.figures.ratio(key + ".service.rps", key + ".engine.rps"), least);
	}

	private void atLeast(String figure, String aim, OptionalDouble ratio, double least) {
		row(figure, aim, Cells.times(ratio), ratio, ratio.orElse(0) >= least);
	}

	private void atMost(String figure, String aim, OptionalDouble ratio, double most) {
		row(figure, aim, Cells.times(ratio), ratio, ratio.orElse(0) <= most);
	}

	private void quarter() {
		String service = "reads.networks.1.service.p50";
		String engine = "reads.networks.1.engine.p50";
		OptionalDouble part = this.figures.ratio(service, engine);
		row("network list, 1 connection, p50", "a quarter of the raw engine's",
				Cells.show(part, (value) -> "%.2f of it: %s against %s ms".formatted(value, this.cells.millis(service),
						this.cells.millis(engine))),
				part, part.orElse(0) <= 0.25);
	}

	private void behind() {
		OptionalDouble p99 = this.figures.median("behind.all.p99");
		row("a change behind its back, to readable here, p99", "100 ms after the engine's own event",
				Cells.show(p99, "%.1f ms"::formatted), p99, p99.orElse(0) <= 100);
	}

	/**
	 * A figure of those whom the events reached is worth nothing when they did not reach
	 * all.
	 */
	private void subscribers() {
		OptionalDouble p99 = this.figures.median("subscribers.p99");
		double wrong = this.figures.median("subscribers.missed").orElse(0)
				+ this.figures.median("subscribers.repeated").orElse(0);
		String told = (wrong == 0) ? "each event once to everybody" : "%.0f missed or repeated".formatted(wrong);
		String count = p99.isEmpty() ? "500" : this.cells.count("subscribers.count");
		row("event to all of " + count + " subscribers, p99", "250 ms",
				Cells.show(p99, (value) -> "%.1f ms, %s".formatted(value, told)), p99,
				p99.orElse(0) <= 250 && wrong == 0);
	}

	private void hang() {
		OptionalDouble before = this.figures.median("hang.before.p99");
		OptionalDouble during = before.isEmpty() ? before : this.figures.median("hang.during.p99");
		double most = Math.max(before.orElse(0) * 1.5, before.orElse(0) + SAME);
		row("reads while the engine hangs, p99", "as before (within 1.5 times, or 2 ms)",
				Cells.show(during, (value) -> "%s ms, before %s ms".formatted(this.cells.millis("hang.during.p99"),
						this.cells.millis("hang.before.p99"))),
				during, during.orElse(0) <= most);
	}

	private void row(String figure, String aim, String measured, OptionalDouble value, boolean reached) {
		String verdict = reached ? "met" : "**missed**";
		this.document.row(figure, aim, measured, value.isEmpty() ? "not measured" : verdict);
	}

}
