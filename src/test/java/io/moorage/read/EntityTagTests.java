package io.moorage.read;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Entity tags of what is read, and the answers to readers who have it already.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class EntityTagTests {

	private static final String STRONG = "\"[A-Za-z0-9_-]{20}\"";

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Others others;

	private final String network;

	private final String member;

	EntityTagTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.network = mine.name("tagged");
		this.member = mine.name("member");
	}

	@BeforeAll
	void prepare() {
		this.api.create(this.mine.network(this.network));
		this.api.run(this.mine.container(this.member, this.network));
	}

	@Test
	void inspectWhenOtherThingsChangeHasTheSameStrongTag() {
		Answer before = this.api.at("/networks/{}", this.network).get();
		assertThat(before.header("ETag")).matches(STRONG);
		this.api.create(this.mine.network(this.mine.name("elsewhere")));
		Answer after = this.api.at("/networks/{}", this.network).get();
		assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
		assertThat(after.body()).isEqualTo(before.body());
		assertThat(after.header("Moorage-Revision")).isNotEqualTo(before.header("Moorage-Revision"));
	}

	@Test
	void inspectWhenMembersComeAndGoHasATagForEachAnswer() {
		String name = this.mine.name("busy");
		this.others.createNetwork(name);
		Map<String, String> tags = new HashMap<>();
		List<String> steps = new ArrayList<>();
		steps.add(step(tags, name, "/usage/verdict", "unused"));
		String container = this.others.create(this.mine.name("comes"), name);
		steps.add(step(tags, name, "/containers/0/container/state", "created"));
		this.others.start(container);
		steps.add(step(tags, name, "/usage/running", "1"));
		this.others.connect(name, this.member);
		steps.add(step(tags, name, "/usage/running", "2"));
		this.others.disconnect(name, this.member);
		steps.add(step(tags, name, "/usage/running", "1"));
		this.others.stop(container);
		steps.add(step(tags, name, "/containers/0/container/state", "exited"));
		this.others.remove(container);
		steps.add(step(tags, name, "/usage/verdict", "unused"));
		assertThat(steps.get(4)).as("with one member again").isEqualTo(steps.get(2));
		assertThat(steps.get(6)).as("empty again").isEqualTo(steps.get(0));
		assertThat(tags).as("different answers").hasSize(5);
	}

	/** Waits for a value; each answer on the way must have a tag of its own. */
	private String step(Map<String, String> tags, String name, String pointer, String value) {
		return await().until(() -> {
			Answer answer = this.api.at("/networks/{}", name).get();
			if (!answer.text(pointer).equals(value)) {
				return null;
			}
			String tag = answer.header("ETag");
			assertThat(tags.computeIfAbsent(tag, (key) -> answer.body())).as("answer with tag %s", tag)
				.isEqualTo(answer.body());
			return tag;
		}, (tag) -> tag != null);
	}

	@Test
	void getWhenAskedOfAReplicaHasTheSameTags() {
		try (RunningMoorage replica = RunningMoorage.inFrontOf(this.engine.host())) {
			for (String path : List.of("/networks/{}", "/networks/{}/containers", "/networks/{}/containers/{}",
					"/networks?name={}", "/networks?name={}&expand=containers&limit=1", "/containers?network={}")) {
				assertSameTag(path, replica.api(), "application/json");
			}
			assertSameTag("/containers?network={}", replica.api(), "text/plain");
			assertSameTag("/networks/{}", replica.api(), "application/yaml");
		}
	}

	private void assertSameTag(String path, Api replica, String accept) {
		Object[] variables = { this.network, this.member };
		Answer here = this.api.at(path, variables).header("Accept", accept).get();
		Answer there = replica.at(path, variables).header("Accept", accept).get();
		assertThat(here).hasStatus(200);
		assertThat(there.header("ETag")).as("tag of %s", there).isEqualTo(here.header("ETag")).isNotEmpty();
		assertThat(there.header("Moorage-Revision")).isNotEqualTo(here.header("Moorage-Revision"));
	}

	@Test
	void listWhenOnlyTheRevisionChangesHasTheSameWeakTag() {
		Answer before = list().get();
		assertThat(before.header("ETag")).matches("W/" + STRONG);
		this.api.create(this.mine.network(this.mine.name("another")));
		Answer after = list().get();
		assertThat(after.text("/revision")).isNotEqualTo(before.text("/revision"));
		assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
		assertThat(list().query("limit", 1).query("sort", "created").get().header("ETag"))
			.isEqualTo(before.header("ETag"));
		assertThat(list().query("driver", "nobody").get().header("ETag")).isNotEqualTo(before.header("ETag"));
	}

	private Call list() {
		return this.api.at("/networks").query("name", this.network);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "W/%s", "\"other\", %s", "%s,\"other\"", "W/\"other\" ,\t%s", "*" })
	void getWhenTagIsKnownIsNotModified(String pattern) {
		for (Call call : List.of(this.api.at("/networks/{}", this.network), list(),
				this.api.at("/networks/{}", this.network).header("Prefer", "return=minimal"),
				list().header("Cache-Control", "no-cache"))) {
			Answer known = call.get();
			String opaque = known.header("ETag").replace("W/", "");
			Answer answer = call.header("If-None-Match", pattern.formatted(opaque)).get();
			assertThat(answer).hasStatus(304);
			assertThat(answer.body()).isEmpty();
			assertThat(answer.header("ETag")).isEqualTo(known.header("ETag"));
			assertReadable(answer);
		}
	}

	private void assertReadable(Answer answer) {
		assertThat(answer.header("Moorage-Revision")).matches("[0-9a-z]+-[1-9][0-9]*");
		assertThat(answer.header("Age")).matches("[0-9]");
		assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
		assertThat(answer.header("Vary")).isEqualTo("Accept, Authorization");
		assertThat(answer.headers().map().keySet()).doesNotContain("moorage-stale", "preference-applied");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"other\"", "W/\"other\"", "%s*", "x%s", "\"*\"" })
	void getWhenTagIsUnknownIsAnswered(String pattern) {
		Answer known = this.api.at("/networks/{}", this.network).get();
		String bare = known.header("ETag").replace("\"", "");
		Answer answer = this.api.at("/networks/{}", this.network)
			.header("If-None-Match", pattern.formatted(bare))
			.get();
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).isEqualTo(known.body());
		assertReadable(answer);
	}

	@Test
	void getWhenFormatIsAnotherHasAnotherTag() {
		Map<String, String> tags = new HashMap<>();
		for (String accept : List.of("application/json", "text/plain", "application/yaml")) {
			Answer answer = list().header("Accept", accept).get();
			assertThat(answer).hasStatus(200);
			assertThat(answer.header("Content-Type")).startsWith(accept);
			assertReadable(answer);
			tags.forEach((tag,
					other) -> assertThat(list().header("Accept", accept).header("If-None-Match", tag).get().status())
						.as("%s for who has %s", accept, other)
						.isEqualTo(200));
			tags.put(answer.header("ETag"), accept);
			assertThat(list().header("Accept", accept).header("If-None-Match", answer.header("ETag")).get())
				.hasStatus(304);
		}
		assertThat(tags).hasSize(3);
	}

	@Test
	void headWhenSentHasTheHeadersOfGet() {
		for (Call call : List.of(this.api.at("/networks/{}", this.network),
				this.api.at("/networks/{}", this.network).header("Accept", "application/yaml"),
				this.api.at("/containers/{}", this.member))) {
			Answer got = call.get();
			Answer head = call.send("HEAD", BodyPublishers.noBody());
			assertThat(head).hasStatus(200);
			assertThat(head.body()).isEmpty();
			assertReadable(head);
			for (String name : List.of("ETag", "Content-Length", "Content-Type")) {
				assertThat(head.header(name)).as(name).isEqualTo(got.header(name)).isNotEmpty();
			}
			assertThat(call.header("If-None-Match", got.header("ETag")).send("HEAD", BodyPublishers.noBody()))
				.hasStatus(304);
		}
		Answer list = list().send("HEAD", BodyPublishers.noBody());
		assertThat(list).hasStatus(200);
		assertThat(list.header("ETag")).isEqualTo(list().get().header("ETag"));
	}

}
