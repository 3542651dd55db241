import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates and removes a network, again and again, on the raw engine and through the
 * service in turn.
 */
final class Writes {

	private static final int UNMEASURED = 5;

	private final Engine engine;

	private final Service service;

	private final Figures.Writer figures;

	Writes(Engine engine, Service service, Figures.Writer figures) {
		this.engine = engine;
		this.service = service;
		this.figures = figures;
	}

	void run(int pairs) throws IOException, InterruptedException {
		List<Double> raw = new ArrayList<>();
		List<Double> through = new ArrayList<>();
		for (int number = -UNMEASURED; number < pairs; number++) {
			// Who goes second finds the kernel busy with what the first left, so they
			// change places.
			boolean rawFirst = number % 2 == 0;
			double first = rawFirst ? raw() : through();
			double second = rawFirst ? through() : raw();
			if (number >= 0) {
				raw.add(rawFirst ? first : second);
				through.add(rawFirst ? second : first);
			}
		}
		add("writes.engine", raw);
		add("writes.service", through);
	}

	private void add(String key, List<Double> millis) {
		this.figures.add(key + ".mean", millis.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
		this.figures.add(key + ".median", Figures.percentile(millis, 50));
		this.figures.add(key + ".count", millis.size());
	}

	private double raw() throws IOException, InterruptedException {
		long start = System.nanoTime();
		this.engine.removeNetwork(this.engine.createNetwork("bench-write-raw"));
		return (System.nanoTime() - start) / 1e6;
	}

	private double through() throws IOException, InterruptedException {
		long start = System.nanoTime();
		this.service.removeNetwork(this.service.createNetwork("bench-write-through"));
		return (System.nanoTime() - start) / 1e6;
	}

}
