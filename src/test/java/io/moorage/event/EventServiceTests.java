package io.moorage.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.SnapshotChange;
import io.moorage.snapshot.Touched;
import io.moorage.snapshot.World;
import io.moorage.topology.Differences;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link EventService} in the moment between two steps: readers see a revision
 * already, and its events are yet to come.
 */
class EventServiceTests {

	private static final EventProperties PROPERTIES = new EventProperties(2, 2, 16, Duration.ofMillis(100));

	private final EventHub hub = new EventHub(PROPERTIES, new SimpleMeterRegistry());

	private final World world = new World(new Random(1));

	private Topology known = Topology.EMPTY;

	private Reading reading = reading(1);

	private final EventService service = new EventService(new Still(), this.hub, PROPERTIES,
			JsonMapper.builder().build());

	private volatile boolean letIn = true;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private Reading reading(long number) {
		return new Reading(this.known, new Revision("run", number), Duration.ZERO, false);
	}

	/** Makes a network, and shows it to readers. */
	private SnapshotChange change() {
		Topology before = this.known;
		this.world.addNetwork();
		this.known = this.world.topology();
		this.reading = reading(this.reading.revision().number() + 1);
		return new SnapshotChange(this.reading.revision(), before, this.known,
				Differences.between(before, this.known)
					.stream()
					.map((each) -> new SnapshotChange.Attributed(each, null))
					.toList());
	}

	private CompletableFuture<Void> follow(@Nullable String lastEventId) {
		EventService.Following following = this.service.follow(new EventFilter(null, null, null), lastEventId);
		return CompletableFuture.runAsync(() -> {
			try {
				following.run(EventWriter.SSE, this.out, () -> this.letIn);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}, Thread::startVirtualThread);
	}

	private String written() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	private List<String> ids() {
		return written().lines().filter((line) -> line.startsWith("id: ")).toList();
	}

	@Test
	void followWhenTheListIsNewerThanTheEventsTellsNothingTwice() throws Exception {
		SnapshotChange second = change();
		CompletableFuture<Void> following = follow("run-2");
		await().until(() -> !ids().isEmpty());
		this.hub.onChange(second);
		this.hub.onChange(change());
		await().until(() -> written().contains("id: run-3.0"));
		this.hub.stop();
		following.get(10, TimeUnit.SECONDS);
		assertThat(ids()).contains("id: run-2", "id: run-3.0").doesNotContain("id: run-2.0");
	}

	@Test
	void followWhenNotLetInAnyMoreEnds() throws Exception {
		CompletableFuture<Void> following = follow(null);
		await().until(() -> !ids().isEmpty());
		this.letIn = false;
		following.get(10, TimeUnit.SECONDS);
		this.hub.stop();
	}

	@Test
	void followWhenStoppedIsSentHomeAndLeavesItsPlace() throws Exception {
		for (int i = 0; i < 5; i++) {
			CompletableFuture<Void> following = follow(null);
			this.hub.stop();
			following.get(10, TimeUnit.SECONDS);
		}
		assertThat(written()).contains("event: reset").contains("List again");
	}

	@Test
	void followWhenSilentWritesAHeartbeatAfterItsTime() throws Exception {
		CompletableFuture<Void> following = follow(null);
		await().until(() -> written().contains(": still there\n\n: still there"));
		this.hub.stop();
		following.get(10, TimeUnit.SECONDS);
	}

	/** A snapshot that stands still until it is told. */
	private final class Still implements Snapshot {

		@Override
		public Reading read() {
			return EventServiceTests.this.reading;
		}

		@Override
		public Reading peek() {
			return read();
		}

		@Override
		public Reading lastKnown() {
			return read();
		}

		@Override
		public Reading fresh(Touched touched) {
			return read();
		}

		@Override
		public Reading freshNetworks() {
			return read();
		}

		@Override
		public Reading refresh(Touched touched) {
			return read();
		}

		@Override
		public boolean awaitChange(Revision known, Duration patience) {
			return false;
		}

		@Override
		public <T> T attributed(Touched touched, Supplier<T> write) {
			return write.get();
		}

	}

}
