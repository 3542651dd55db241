package io.moorage.read;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Readers who wait for a change ({@code Prefer: wait}).
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class WaitTests {

	private static final Duration SHORT = Duration.ofSeconds(10);

	private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String network;

	WaitTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.network = mine.name("watched");
	}

	@BeforeAll
	void prepare() {
		this.api.create(this.mine.network(this.network));
	}

	@AfterAll
	void letGo() {
		this.readers.close();
	}

	@Test
	void getWhenItIsAnotherAlreadyAnswersAtOnce() {
		Answer answer = soon(waiting(this.network, "30", "\"other\""));
		assertThat(answer).hasStatus(200).has("/name", this.network);
	}

	@Test
	void getWhenNothingIsKnownAnswersAtOnce() {
		Answer answer = soon(send(one().header("Prefer", "wait=30")));
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Preference-Applied")).isEmpty();
	}

	@Test
	void getWhenItChangesBehindTheServicesBackAnswersThen() {
		Answer known = one().get();
		Future<Answer> waiting = waiting(this.network, "30", known.header("ETag"));
		Future<Answer> waitingForList = send(this.api.at("/containers")
			.query("network", this.network)
			.header("Prefer", "wait=30")
			.header("If-None-Match", this.api.at("/containers").query("network", this.network).get().header("ETag")));
		assertWaits(waiting);
		assertWaits(waitingForList);
		this.others.create(this.mine.name("comes"), this.network);
		Answer answer = soon(waiting);
		assertThat(answer).hasStatus(200).has("/usage/stopped", known.at("/usage/stopped").asInt() + 1);
		assertThat(answer.header("ETag")).isNotEqualTo(known.header("ETag"));
		assertThat(answer.header("Preference-Applied")).isEqualTo("wait=30");
		assertThat(soon(waitingForList)).hasStatus(200).has("/total", known.at("/usage/stopped").asInt() + 1);
	}

	private static void assertWaits(Future<Answer> waiting) {
		await().during(Duration.ofMillis(300)).until(() -> !waiting.isDone());
	}

	@Test
	void getWhenOtherThingsChangeIsNotModifiedAfterTheTime() {
		String tag = one().get().header("ETag");
		long begun = System.nanoTime();
		Future<Answer> waiting = waiting(this.network, "1", tag);
		this.api.create(this.mine.network(this.mine.name("unwatched")));
		Answer answer = soon(waiting);
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(1), SHORT);
		assertThat(answer).hasStatus(304);
		assertThat(answer.body()).isEmpty();
		assertThat(answer.header("ETag")).isEqualTo(tag);
		assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
	}

	@Test
	void getWhenPreferenceIsWrittenInOtherWaysWaits() {
		String tag = one().get().header("ETag");
		List<String> ways = List.of("wait=1", "Wait = 1", "wait=\"1\"", "respond-async, wait=1", "wait=1; foo, bar",
				"return=minimal,wait=1");
		List<Future<Answer>> waiting = ways.stream()
			.map((way) -> send(one().header("Prefer", way).header("If-None-Match", tag)))
			.toList();
		assertThat(waiting).allSatisfy((each) -> {
			Answer answer = soon(each);
			assertThat(answer).hasStatus(304);
			assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
		});
	}

	@Test
	void getWhenHeadersComeInSeveralLinesTakesThemTogether() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.api.base() + "/networks/" + this.network))
			.header("Prefer", "return=minimal")
			.header("Prefer", "wait=1")
			.header("If-None-Match", "\"other\"")
			.header("If-None-Match", one().get().header("ETag"))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(304);
			assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "wait", "wait=", "wait=soon", "wait=-5", "wait=5.5", "wait=5s", "wait=99999999999",
			"await=30", "wait-30", "no-wait=30", "wait=0" })
	void getWhenPreferenceIsMalformedAnswersAtOnce(String preference) {
		String tag = one().get().header("ETag");
		Answer answer = soon(send(one().header("Prefer", preference).header("If-None-Match", tag)));
		assertThat(answer).hasStatus(304);
		assertThat(answer.header("Preference-Applied")).isEmpty();
	}

	@Test
	void getWhenItVanishesWhileWaitingIsNotFound() {
		String vanishing = this.mine.name("vanishing");
		String id = this.api.create(this.mine.network(vanishing)).path("id").asString();
		Answer known = this.api.at("/networks/{}", vanishing).get();
		Future<Answer> waiting = waiting(vanishing, "30", known.header("ETag"));
		assertWaits(waiting);
		this.others.removeNetwork(id);
		assertThat(soon(waiting)).isProblem(404, "network-not-found");
	}

	@Test
	void getWhenFiftyWaitTellsAll() {
		String tag = one().get().header("ETag");
		List<Future<Answer>> waiting = Stream.generate(() -> waiting(this.network, "30", tag)).limit(50).toList();
		waiting.forEach((each) -> assertThat(each.isDone()).isFalse());
		String container = this.mine.name("awaited");
		this.others.create(container, this.network);
		assertThat(waiting)
			.allSatisfy((each) -> assertThat(soon(each)).hasStatus(200).has("/containers/0/container/name", container));
	}

	private Future<Answer> waiting(String network, String seconds, String tag) {
		return send(
				this.api.at("/networks/{}", network).header("Prefer", "wait=" + seconds).header("If-None-Match", tag));
	}

	private Call one() {
		return this.api.at("/networks/{}", this.network);
	}

	private Future<Answer> send(Call call) {
		return this.readers.submit(call::get);
	}

	private static Answer soon(Future<Answer> answer) {
		await().atMost(SHORT).until(answer::isDone);
		return answer.resultNow();
	}

}
