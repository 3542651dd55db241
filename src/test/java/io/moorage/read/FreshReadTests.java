package io.moorage.read;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
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
 * Readers who want the engine to be asked first, and what every reader is told about how
 * new an answer is. The change is one that no event of the engine tells.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class FreshReadTests {

	private final Api api;

	private final Others others;

	private final String network;

	private final String stopped;

	private final Workspace mine;

	FreshReadTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.network = mine.name("fresh");
		this.stopped = mine.name("stopped");
	}

	@BeforeAll
	void prepare() {
		this.others.createNetwork(this.network);
		this.others.create(this.stopped, "bridge");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/networks/{}/containers?fresh=true", "/networks/{}?fresh=true",
			"/networks?name={}&expand=containers&fresh=true", "/containers?network={}&fresh=true" })
	void getWhenFreshHasWhatNoEventTold(String path) {
		this.others.connect(this.network, this.stopped);
		assertThat(this.api.at(path, this.network).get().body()).contains(this.stopped);
		this.others.disconnect(this.network, this.stopped);
		assertThat(this.api.at(path, this.network).get().body()).doesNotContain(this.stopped);
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-cache", "max-age=0, no-cache" })
	void getWhenNoCacheIsAskedForHasWhatNoEventTold(String cacheControl) {
		this.others.connect(this.network, this.stopped);
		assertThat(members(cacheControl)).containsExactly(this.stopped);
		this.others.disconnect(this.network, this.stopped);
		assertThat(members(cacheControl)).isEmpty();
	}

	private List<String> members(String cacheControl) {
		Answer members = this.api.at("/networks/{}/containers", this.network)
			.header("Cache-Control", cacheControl)
			.get();
		return members.at("/items").valueStream().map((each) -> each.at("/container/name").asString()).toList();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/networks/{}", "/networks/{}/containers", "/networks/{}/containers/{}", "/containers/{1}" })
	void inspectWhenFreshHasWhatNoListTells(String path) {
		this.others.connect(this.network, this.stopped, "early");
		assertThat(fresh(path)).contains("early");
		this.others.disconnect(this.network, this.stopped);
		this.others.connect(this.network, this.stopped, "late");
		assertThat(fresh(path)).contains("late").doesNotContain("early");
		this.others.disconnect(this.network, this.stopped);
	}

	private String fresh(String path) {
		Answer answer = path.contains("{1}") ? this.api.at("/containers/{}", this.stopped).query("fresh", true).get()
				: this.api.at(path, this.network, this.stopped).query("fresh", true).get();
		assertThat(answer).hasStatus(200);
		return answer.body();
	}

	@Test
	void getWhenManyWantItFreshAnswersAll() {
		this.others.connect(this.network, this.stopped);
		try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = Stream.generate(
					() -> readers.submit(() -> this.api.at("/networks/{}", this.network).query("fresh", true).get()))
				.limit(20)
				.toList();
			assertThat(answers).allSatisfy((each) -> assertThat(each.get()).hasStatus(200).has("/usage/stopped", 1));
		}
		this.others.disconnect(this.network, this.stopped);
		assertThat(members("no-cache")).isEmpty();
	}

	@Test
	void getWhenSomethingChangedHasAHigherRevision() {
		long before = revision(this.api.at("/networks").query("fresh", true).get());
		this.api.create(this.mine.network(this.mine.name("one")));
		Answer one = this.api.at("/containers").get();
		assertThat(revision(one)).isGreaterThan(before);
		this.others.createNetwork(this.mine.name("two"));
		await().untilAsserted(() -> assertThat(revision(this.api.at("/networks/{}/containers", this.network).get()))
			.isGreaterThan(revision(one)));
	}

	private static long revision(Answer answer) {
		assertThat(answer).hasStatus(200).has("/revision", answer.header("Moorage-Revision")).has("/stale", false);
		assertThat(answer.header("Age")).matches("[0-9]");
		return Long.parseLong(answer.text("/revision").replaceFirst("^[0-9a-z]+-", ""));
	}

	@Test
	void getWhenFreshnessIsNoTruthIsRefused() {
		assertThat(this.api.at("/networks").query("fresh", "yes").get()).isProblem(400, "invalid-request")
			.pointsAt("?fresh");
		assertThat(this.api.at("/networks").query("fresh", true).query("fresh", true).get())
			.isProblem(400, "invalid-request")
			.pointsAt("?fresh");
		assertThat(this.api.at("/networks/bridge").query("fresh", "false").get()).hasStatus(200);
	}

}
