package io.moorage.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that are kept: nobody can tell them from those that are made anew, and none
 * outlives what it tells of.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class KeptReadTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String network;

	private final String member;

	KeptReadTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.network = mine.name("kept");
		this.member = mine.name("member");
	}

	@BeforeAll
	void prepare() {
		String id = this.others.createNetwork(this.network);
		this.others.create(this.member, id);
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/networks                              | application/json
			/networks                              | */*
			/networks                              | text/plain
			/networks                              | application/yaml
			/networks?name={}&expand=containers    | application/json
			/networks?limit=1&sort=-created        | application/json
			/networks/{}                           | application/json
			/networks/{}                           | application/yaml
			/networks/{}/containers                | application/json
			/networks/{}/containers?active=true    | text/plain
			/networks/{}/containers/{}             | application/json
			/containers?network={}                 | application/json
			/containers                            | text/plain
			""")
	void getWhenAskedAgainIsTheSameByteForByte(String path, String accept) {
		List<Answer> answers = new ArrayList<>();
		do {
			answers.clear();
			answers.add(call(path, accept).header("Prefer", "return=minimal").get());
			answers.add(call(path, accept).get());
			answers.add(call(path, accept).get());
			answers.add(call(path, accept).query("engine", "default").get());
		}
		while (answers.stream()
			.map((each) -> each.header("Moorage-Revision") + each.header("Moorage-Stale"))
			.distinct()
			.count() > 1);
		Answer general = answers.getFirst();
		assertThat(general).hasStatus(200);
		assertThat(answers).allSatisfy((each) -> {
			assertThat(each.body()).isEqualTo(general.body());
			assertThat(headers(each)).isEqualTo(headers(general));
			assertThat(each.header("X-Request-Id")).matches("[0-9a-f]{16}");
		});
		assertThat(answers).extracting((each) -> each.header("X-Request-Id")).doesNotHaveDuplicates();
	}

	private Call call(String path, String accept) {
		return this.api.at(path, this.network, this.member).header("Accept", accept);
	}

	private static Map<String, List<String>> headers(Answer answer) {
		Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
		headers.keySet().removeAll(List.of("x-request-id", "date", "age", "connection", "keep-alive"));
		return headers;
	}

	@Test
	void getWhenAskedAgainHasTheRequestIdOfItsOwn() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.api.at("/networks").header("X-Request-Id", "kept-" + i).get().header("X-Request-Id"))
				.isEqualTo("kept-" + i);
		}
	}

	@Test
	void listStraightAfterAWriteHasIt() {
		for (int i = 0; i < 4; i++) {
			String name = this.mine.name("quick" + i);
			assertThat(names()).doesNotContain(name);
			this.api.create(this.mine.network(name));
			assertThat(names()).contains(name);
			this.api.connect(name, this.member);
			assertThat(this.api.at("/containers/{}", this.member).get().at("/networks")).hasSize(2);
			assertThat(this.api.at("/networks/{}/containers/{}", name, this.member).delete()).hasStatus(204);
			assertThat(this.api.at("/containers/{}", this.member).get().at("/networks")).hasSize(1);
			assertThat(this.api.at("/networks/{}", name).delete()).hasStatus(204);
			assertThat(names()).doesNotContain(name);
		}
	}

	private List<String> names() {
		// The second answer is a kept one, unless somebody else changes something
		// between.
		this.api.at("/networks").get();
		return this.api.at("/networks").get().texts("/items", "name");
	}

	@Test
	void listWhileOthersWriteNeverGoesBack() {
		AtomicBoolean done = new AtomicBoolean();
		try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> watched = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				watched.add(readers.submit(() -> watch(done)));
			}
			try {
				for (int i = 0; i < 4; i++) {
					String id = this.others.createNetwork(this.mine.name("passing" + i));
					this.others.removeNetwork(id);
				}
			}
			finally {
				done.set(true);
			}
			assertThat(watched).allSatisfy((each) -> assertThat(each.get()).as("answers").isPositive());
		}
	}

	private int watch(AtomicBoolean done) {
		int answers = 0;
		long last = 0;
		while (!done.get()) {
			Answer answer = this.api.at("/networks").get();
			assertThat(answer).hasStatus(200).has("/revision", answer.header("Moorage-Revision"));
			long now = Long.parseLong(answer.text("/revision").replaceFirst(".*-", ""));
			assertThat(now).as("revision after %d", last).isGreaterThanOrEqualTo(last);
			last = now;
			answers++;
		}
		return answers;
	}

}
