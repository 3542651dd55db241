package io.moorage.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.read.Others;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Followers who lose the connection and come back with the last id that they have.
 */
@EndToEnd
class ResumptionTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	ResumptionTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
	}

	@Test
	void resumeWhenTheConnectionBreaksAgainAndAgainMissesNothing() throws Exception {
		String begin = this.api.at("/networks").get().text("/revision");
		String fence = this.mine.name("fence");
		AtomicBoolean done = new AtomicBoolean();
		List<String> told = new ArrayList<>();
		try (ExecutorService burst = Executors.newVirtualThreadPerTaskExecutor();
				Follower steady = Follower.start(this.api, "", begin)) {
			Future<?> changes = burst.submit(() -> changeUntil(done));
			String last = begin;
			for (int i = 0; i < 20; i++) {
				last = follow(last, told);
			}
			done.set(true);
			changes.get();
			this.api.create(this.mine.network(fence));
			String end = steady.awaitCreated(fence).id();
			while (!told.contains(end)) {
				last = follow(last, told);
			}
			assertThat(told).doesNotHaveDuplicates();
			assertThat(upTo(end, told))
				.containsExactlyElementsOf(upTo(end, steady.told().stream().map(Told::id).toList()));
			assertThat(steady.told()).extracting(Told::type).doesNotContain("reset");
		}
	}

	/** Follows until there is something, and hangs up. */
	private String follow(String last, List<String> told) {
		try (Follower follower = Follower.start(this.api, "", last)) {
			await().until(() -> !follower.told().isEmpty());
			follower.told().forEach((each) -> told.add(each.id()));
			return told.getLast();
		}
	}

	private static List<String> upTo(String end, List<String> ids) {
		return ids.subList(0, ids.indexOf(end) + 1);
	}

	private void changeUntil(AtomicBoolean done) {
		String container = this.others.create(this.mine.name("renamed"), "none");
		for (int i = 0; !done.get(); i++) {
			this.others.rename(container, this.mine.name("renamed" + i));
			if (i % 10 == 0) {
				this.others.removeNetwork(this.others.createNetwork(this.mine.name("burst" + i)));
			}
		}
	}

	@Test
	void startWhenNothingHappenedYetCanBeResumedFrom() {
		String name = this.mine.name("between");
		String id;
		try (Follower follower = Follower.start(this.api, "network=" + name)) {
			await().until(() -> !follower.lastId().isEmpty());
			id = follower.lastId();
			assertThat(follower.told()).isEmpty();
		}
		this.api.create(this.mine.network(name));
		assertThat(this.api.at("/networks/{}", name).delete()).hasStatus(204);
		try (Follower follower = Follower.start(this.api, "network=" + name, id)) {
			await().until(() -> follower.told().size() == 2);
			assertThat(follower.summaries(this.mine)).containsExactly("network.created between",
					"network.removed between");
		}
	}

	@Test
	void resumeWhenSomeEventsOfARevisionAreKnownTellsTheRest() {
		String name = this.mine.name("several");
		try (Follower follower = Follower.start(this.api, "")) {
			this.others.createNetwork(name);
			String box = this.mine.name("box");
			this.others.create(box, name);
			Told connected = follower
				.await((each) -> each.type().equals("endpoint.connected") && each.isAbout(this.mine.id()));
			List<Told> all = follower.told(this.mine);
			for (Told from : all.subList(0, all.indexOf(connected))) {
				try (Follower resumed = Follower.start(this.api, "", from.id())) {
					resumed.await((each) -> each.id().equals(connected.id()));
					assertThat(resumed.told(this.mine)).extracting(Told::id)
						.containsExactlyElementsOf(
								all.subList(all.indexOf(from) + 1, all.size()).stream().map(Told::id).toList());
				}
			}
		}
	}

}
