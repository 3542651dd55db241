package io.moorage.outage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many write at once, and whoever reads after a write's answer sees it, on whatever
 * connection and by whatever question.
 */
@EndToEnd
class ReadYourWritesTests {

	private static final int WRITERS = 4;

	private static final int ROUNDS = 2;

	private static final int READERS = 3;

	private final Api api;

	private final Workspace mine;

	private final Map<String, String> tagByRevision = new ConcurrentHashMap<>();

	ReadYourWritesTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
	}

	@Test
	void readsWhenManyWriteShowEveryWriteAtOnceAndRevisionsOnlyGrow() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Long> watcher = threads.submit(() -> watchRevisions(over));
			List<Future<Void>> writers = IntStream.range(0, WRITERS)
				.mapToObj((i) -> threads.submit(() -> write(threads, "writer" + i)))
				.toList();
			try {
				for (Future<Void> writer : writers) {
					writer.get();
				}
			}
			finally {
				over.set(true);
			}
			assertThat(watcher.get()).as("revisions seen").isGreaterThan(2);
		}
	}

	private Void write(ExecutorService threads, String who) throws Exception {
		String container = this.mine.name(who);
		String home = this.mine.name(who + "-home");
		this.api.create(this.mine.network(home).with("internal", true));
		String running = this.api.run(this.mine.container(container, home)).path("id").asString();
		all(threads, (reader) -> sees("/containers/{}", running));
		for (int round = 0; round < ROUNDS; round++) {
			String name = this.mine.name(who + "-" + round);
			String id = this.api.create(this.mine.network(name).with("internal", true)).path("id").asString();
			all(threads, (reader) -> {
				sees("/networks/{}", id);
				lists("/networks", id, true);
			});
			this.api.connect(name, container);
			String to = (round % 2 == 0) ? "stop" : "start";
			all(threads, (reader) -> {
				sees("/networks/{}/containers/{}", id, running);
				assertThat(this.api.container(running).path("networks")).hasSize(2);
				assertThat(this.api.network(id).at("/usage/running").asInt()).isEqualTo(to.equals("stop") ? 1 : 0);
			});
			assertThat(this.api.at("/containers/{}/{}", running, to).post()).hasStatus(200);
			all(threads, (reader) -> {
				assertThat(this.api.container(running).path("state").asString())
					.isEqualTo(to.equals("stop") ? "exited" : "running");
				assertThat(this.api.network(id).at("/usage/running").asInt()).isEqualTo(to.equals("stop") ? 0 : 1);
			});
			assertThat(this.api.at("/networks/{}/containers/{}", id, running).delete()).hasStatus(204);
			all(threads, (reader) -> {
				assertThat(this.api.at("/networks/{}/containers/{}", id, running).get()).isProblem(404,
						"not-connected");
				assertThat(this.api.container(running).path("networks")).hasSize(1);
			});
			assertThat(this.api.at("/networks/{}", id).delete()).hasStatus(204);
			all(threads, (reader) -> {
				assertThat(this.api.at("/networks/{}", id).get()).isProblem(404, "network-not-found");
				lists("/networks", id, false);
			});
		}
		assertThat(this.api.at("/containers/{}", running).query("force", true).delete()).hasStatus(204);
		all(threads, (reader) -> lists("/containers", running, false));
		return null;
	}

	private void all(ExecutorService threads, Consumer<Integer> read) throws Exception {
		List<Callable<Object>> reads = IntStream.range(0, READERS)
			.mapToObj((reader) -> Executors.callable(() -> read.accept(reader)))
			.toList();
		for (Future<Object> each : threads.invokeAll(reads)) {
			each.get();
		}
	}

	private void sees(String path, Object... variables) {
		assertThat(this.api.at(path, variables).get()).hasStatus(200);
	}

	private void lists(String path, String id, boolean wanted) {
		Answer list = this.api.at(path).get();
		assertThat(list.texts("/items", "id").contains(id)).as("%s is in %s", id, list).isEqualTo(wanted);
	}

	/** Reads on and on; whoever sees the same revision must see the same things. */
	private long watchRevisions(AtomicBoolean over) {
		long last = 0;
		long seen = 0;
		String epoch = "";
		while (!over.get()) {
			Answer list = this.api.at("/networks").query("expand", "containers").get();
			assertThat(list).hasStatus(200);
			String revision = list.header("Moorage-Revision");
			assertThat(list).has("/revision", revision);
			String[] parts = revision.split("-");
			assertThat(epoch).isIn("", parts[0]);
			epoch = parts[0];
			long number = Long.parseLong(parts[1]);
			assertThat(number).as("revision after %s", last).isGreaterThanOrEqualTo(last);
			seen += (number > last) ? 1 : 0;
			last = number;
			String tag = list.header("ETag");
			assertThat(this.tagByRevision.computeIfAbsent(revision, (key) -> tag))
				.as("what revision %s shows", revision)
				.isEqualTo(tag);
		}
		return seen;
	}

}
