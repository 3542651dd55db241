package io.moorage.event;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.read.Others;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every type of event, for changes made behind the service's back and through it: told
 * once, in an order in which it could have happened.
 */
@EndToEnd
class EventTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	EventTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
	}

	@Test
	void followWhenChangesAreMadeElsewhereTellsEachOnce() {
		String name = this.mine.name("raw");
		String box = this.mine.name("box");
		try (Follower follower = Follower.start(this.api, "")) {
			Steps steps = new Steps(follower);
			String network = this.others.createNetwork(name);
			steps.expect("network.created raw");
			String container = this.others.create(box, network);
			steps.expect("container.created box", "endpoint.connected raw box");
			this.others.start(container);
			steps.expect("container.started box");
			this.others.pause(container);
			steps.expect("container.changed box");
			this.others.unpause(container);
			steps.expect("container.changed box");
			this.others.rename(container, this.mine.name("bin"));
			steps.expect("container.changed bin");
			String second = this.others.createNetwork(this.mine.name("raw2"));
			steps.expect("network.created raw2");
			this.others.connect(second, container);
			steps.expect("endpoint.connected raw2 bin");
			this.others.disconnect(second, container);
			steps.expect("endpoint.disconnected raw2 bin");
			this.others.stop(container);
			steps.expect("container.stopped bin");
			this.others.start(container);
			steps.expect("container.started bin");
			this.others.remove(container);
			steps.expect("container.stopped bin", "endpoint.disconnected raw bin", "container.removed bin");
			this.others.removeNetwork(network);
			steps.expect("network.removed raw");
			steps.end();
			assertThat(follower.told(this.mine)).noneMatch((each) -> each.data().has("origin"))
				.allSatisfy((each) -> assertThat(each.data().path("id").asString()).isEqualTo(each.id()))
				.allSatisfy((each) -> assertThat(each.data().path("type").asString()).isEqualTo(each.type()))
				.allSatisfy((each) -> assertThat(each.data().path("engine").asString()).isEqualTo("default"));
		}
	}

	@Test
	void followWhenChangesAreMadeHereTellsEachOnceWithItsOrigin() {
		String name = this.mine.name("own");
		String box = this.mine.name("can");
		try (Follower follower = Follower.start(this.api, "")) {
			Steps steps = new Steps(follower);
			assertThat(call("create", "/networks").post(this.mine.network(name))).hasStatus(201);
			steps.expectBy("create", "network.created own");
			assertThat(call("run", "/containers").post(this.mine.container(box))).hasStatus(201);
			steps.expectBy("run", "container.created can", "endpoint.connected bridge can", "container.started can");
			assertThat(call("connect", "/networks/{}/containers", name).post(Body.of("container", box))).hasStatus(201);
			steps.expectBy("connect", "endpoint.connected own can");
			assertThat(call("stop", "/containers/{}/stop", box).post()).hasStatus(200);
			steps.expectBy("stop", "container.stopped can");
			assertThat(call("off", "/networks/{}/containers/{}", name, box).delete()).hasStatus(204);
			steps.expectBy("off", "endpoint.disconnected own can");
			assertThat(call("on", "/networks/{}/containers", name).post(Body.of("container", box))).hasStatus(201);
			steps.expectBy("on", "endpoint.connected own can");
			assertThat(call("start", "/containers/{}/start", box).post()).hasStatus(200);
			steps.expectBy("start", "container.started can");
			assertThat(call("remove", "/networks/{}", name).query("disconnect", true).delete()).hasStatus(204);
			steps.expectBy("remove", "endpoint.disconnected own can", "network.removed own");
			assertThat(call("delete", "/containers/{}", box).query("force", true).delete()).hasStatus(204);
			steps.expectBy("delete", "container.stopped can", "endpoint.disconnected bridge can",
					"container.removed can");
			steps.end();
		}
	}

	private Call call(String requestId, String path, Object... variables) {
		return this.api.at(path, variables).header("X-Request-Id", requestId + "-" + this.mine.id());
	}

	@Test
	void followWhenAStoppedContainerIsConnectedElsewhereTellsItAtTheNextLook() {
		String name = this.mine.name("quiet");
		String box = this.mine.name("sleeper");
		try (Follower follower = Follower.start(this.api, "")) {
			Steps steps = new Steps(follower);
			this.others.createNetwork(name);
			steps.expect("network.created quiet");
			this.others.create(box, "bridge");
			steps.expect("container.created sleeper", "endpoint.connected bridge sleeper");
			this.others.connect(name, box);
			assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
			Told connected = steps.expect("endpoint.connected quiet sleeper").getFirst();
			assertThat(connected.data().at("/object/active").asBoolean(true)).isFalse();
			steps.end();
		}
	}

	@Test
	void followWhenContainersStartHasNoStaleEndpoints() {
		String name = this.mine.name("starts");
		this.others.createNetwork(name);
		List<String> containers = Stream.of("s1", "s2", "s3")
			.map((base) -> this.others.create(this.mine.name(base), name))
			.toList();
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
		try (Follower follower = Follower.start(this.api, "network=" + name)) {
			for (String container : containers) {
				this.others.start(container);
				this.others.stop(container);
			}
			containers.forEach((each) -> follower
				.await((told) -> told.type().equals("container.stopped") && told.idOf("container").equals(each)));
			assertThat(follower.told()).extracting(Told::type)
				.doesNotContain("endpoint.connected", "endpoint.disconnected")
				.filteredOn("container.started"::equals)
				.hasSize(3);
			assertThat(follower.told()).noneMatch((each) -> each.data().toString().contains("\"stale\":true"));
		}
	}

	@Test
	void followWhenARunningContainerIsConnectedWhileSomebodyListsHasNoStaleEndpoints() {
		String container = this.others.run(this.mine.name("runs"), "bridge");
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		AtomicBoolean done = new AtomicBoolean();
		Thread.ofVirtual().start(() -> {
			while (!done.get()) {
				this.api.at("/networks").query("fresh", true).get();
			}
		});
		try (Follower follower = Follower.start(this.api, "type=endpoint.connected&type=network.created")) {
			for (int i = 0; i < 8; i++) {
				this.others.connect(this.others.createNetwork(this.mine.name("joined" + i)), container);
			}
			String last = this.mine.name("last");
			this.api.create(this.mine.network(last));
			follower.awaitCreated(last);
			assertThat(follower.told(this.mine)).filteredOn((each) -> each.type().equals("endpoint.connected"))
				.hasSize(8)
				.allMatch((each) -> each.idOf("container").equals(container));
		}
		finally {
			done.set(true);
		}
	}

	@Test
	void readWhenToldHasItAlready() {
		try (Follower follower = Follower.start(this.api, "")) {
			for (int i = 0; i < 3; i++) {
				String name = this.mine.name("told" + i);
				String id = this.others.createNetwork(name);
				Told created = follower.awaitCreated(name);
				Answer answer = this.api.at("/networks/{}", id).get();
				assertThat(answer).hasStatus(200);
				assertThat(created.idOf("network")).isEqualTo(id);
				assertThat(created.data().at("/object/name").asString()).isEqualTo(name);
				assertThat(number(answer.header("Moorage-Revision"))).isGreaterThanOrEqualTo(number(created.id()));
			}
		}
	}

	private static long number(String revision) {
		return Long.parseLong(revision.replaceFirst("^[0-9a-z]+-", "").replaceFirst("\\..*", ""));
	}

	/**
	 * Waits, step by step, for exactly what a follower should be told.
	 */
	private final class Steps {

		private final Follower follower;

		private int seen;

		private Steps(Follower follower) {
			this.follower = follower;
		}

		private List<Told> expect(String... summaries) {
			await().until(() -> this.follower.told(EventTests.this.mine).size() >= this.seen + summaries.length);
			List<String> all = this.follower.summaries(EventTests.this.mine);
			assertThat(all.subList(this.seen, all.size())).containsExactly(summaries);
			List<Told> found = this.follower.told(EventTests.this.mine).subList(this.seen, all.size());
			this.seen = all.size();
			return found;
		}

		private void expectBy(String requestId, String... summaries) {
			assertThat(expect(summaries)).extracting((each) -> each.data().at("/origin/requestId").asString())
				.containsOnly(requestId + "-" + EventTests.this.mine.id());
		}

		/** Whatever was told twice would be told before this. */
		private void end() {
			assertThat(EventTests.this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
			String fence = "fence" + this.seen;
			EventTests.this.others.createNetwork(EventTests.this.mine.name(fence));
			expect("network.created " + fence);
		}

	}

}
