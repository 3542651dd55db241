import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The networks and containers that are there while it is measured. */
final class Fixture {

	static final String NETWORK_PREFIX = "bench-";

	private static final String CONTAINER_PREFIX = "bench-box-";

	/** So many containers are on the first network, the rest on one each. */
	private static final int MEMBERS = 5;

	/** So many containers are on a second network too. */
	private static final int TWICE = 5;

	private static final int AT_ONCE = 4;

	private final Engine engine;

	Fixture(Engine engine) {
		this.engine = engine;
	}

	static String network(int index) {
		return "%s%04d".formatted(NETWORK_PREFIX, index);
	}

	static String container(int index) {
		return "%s%04d".formatted(CONTAINER_PREFIX, index);
	}

	/** Makes the networks from the one number up to, and without, the other. */
	void networks(int from, int to) throws Exception {
		List<Callable<String>> tasks = new ArrayList<>();
		for (int index = from; index < to; index++) {
			String name = network(index);
			tasks.add(() -> this.engine.createNetwork(name));
		}
		all(tasks);
	}

	/**
	 * Makes containers on the given number of networks; those that have been stopped are
	 * spread among them.
	 */
	void containers(int running, int stopped, int networks) throws Exception {
		int count = running + stopped;
		List<Callable<String>> tasks = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			int number = index;
			boolean runs = (index + 1) * stopped / count == index * stopped / count;
			tasks.add(() -> container(number, runs, networks));
		}
		all(tasks);
	}

	/** Makes more containers that are never started, one a network. */
	void created(int from, int to, int networks) throws Exception {
		List<Callable<String>> tasks = new ArrayList<>();
		for (int index = from; index < to; index++) {
			String name = container(index);
			String home = network(index % networks);
			tasks.add(() -> this.engine.createContainer(name, home));
		}
		all(tasks);
	}

	private String container(int index, boolean runs, int networks) throws IOException, InterruptedException {
		int home = (index < MEMBERS) ? 0 : index % networks;
		String id = this.engine.createContainer(container(index), network(home));
		if (index >= MEMBERS && index < MEMBERS + TWICE) {
			this.engine.connect(network((home + networks / 2) % networks), id);
		}
		this.engine.startContainer(id);
		if (!runs) {
			this.engine.killContainer(id);
		}
		return id;
	}

	private static void all(List<Callable<String>> tasks) throws InterruptedException, ExecutionException {
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			for (Future<String> made : threads.invokeAll(tasks)) {
				made.get();
			}
		}
	}

}
