package io.moorage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes that come at the same moment.
 */
@EndToEnd
class ConcurrencyTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	ConcurrencyTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void createWhenTenWantOneNameGivesItToOne() {
		String name = this.mine.name("wanted");
		List<Answer> answers = atOnce(10, () -> this.api.at("/networks").post(this.mine.network(name)));
		assertThat(answers).extracting(Answer::status).containsOnly(201, 409).containsOnlyOnce(201);
		assertThat(answers).filteredOn((answer) -> answer.status() == 409)
			.hasSize(9)
			.allSatisfy((answer) -> assertThat(answer).isProblem(409, "network-exists"));
		assertThat(this.engine.networks().findValuesAsString("Name")).containsOnlyOnce(name);
	}

	@Test
	void createWhenTwoWantOneSubnetGivesItToOne() {
		String subnet = this.mine.subnets().free() + ".0/24";
		List<Answer> answers = atOnce(2,
				() -> this.api.at("/networks")
					.post(this.mine.network(this.mine.name("subnet" + Thread.currentThread().threadId()))
						.pool("subnet", subnet)));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
		assertThat(answers).filteredOn((answer) -> answer.status() == 409)
			.allSatisfy((answer) -> assertThat(answer).isProblem(409, "subnet-overlap"));
	}

	@Test
	void connectWhenAskedTwiceConnectsOnce() {
		String network = this.mine.name("twice");
		String container = this.mine.name("connected");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container));
		List<Answer> answers = atOnce(2,
				() -> this.api.at("/networks/{}/containers", network).post(Body.of("container", container)));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
		assertThat(answers).filteredOn((answer) -> answer.status() == 409)
			.allSatisfy((answer) -> assertThat(answer).isProblem(409, "already-connected"));
		assertThat(this.api.at("/networks/{}/containers", network).get().at("/items")).hasSize(1);
	}

	@Test
	void runWhenTwoWantOneNameRunsOne() {
		String name = this.mine.name("onlyone");
		List<Answer> answers = atOnce(2, () -> this.api.at("/containers").post(this.mine.container(name)));
		assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
		assertThat(answers).filteredOn((answer) -> answer.status() == 409)
			.allSatisfy((answer) -> assertThat(answer).isProblem(409, "container-exists"));
	}

	@RepeatedTest(3)
	void removeWhenOthersConnectLeavesNoTrace() {
		String network = this.mine.name("vanishing");
		String id = this.api.create(this.mine.network(network)).path("id").asString();
		List<String> containers = Stream.generate(() -> this.mine.name("c" + System.nanoTime())).limit(4).toList();
		containers.forEach((container) -> this.api.run(this.mine.container(container)));

		List<Supplier<Answer>> calls = new ArrayList<>();
		for (String container : containers) {
			calls.add(() -> this.api.at("/networks/{}/containers", network).post(Body.of("container", container)));
		}
		calls.add(2, () -> this.api.at("/networks/{}", network).query("disconnect", true).delete());
		List<Answer> answers = atOnce(calls);

		assertThat(answers.remove(2)).hasStatus(204);
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).as("%s", answer).isIn(201, 404));
		assertThat(this.engine.network(id)).isEmpty();
		assertThat(containers).allSatisfy((container) -> assertThat(networksOf(container)).containsExactly("bridge"));
		containers
			.forEach((container) -> assertThat(this.api.at("/containers/{}", container).query("force", true).delete())
				.hasStatus(204));
	}

	private List<String> networksOf(String container) {
		JsonNode networks = this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks");
		return List.copyOf(networks.propertyNames());
	}

	private List<Answer> atOnce(int times, Supplier<Answer> call) {
		return atOnce(Stream.generate(() -> call).limit(times).toList());
	}

	private List<Answer> atOnce(List<Supplier<Answer>> calls) {
		CyclicBarrier barrier = new CyclicBarrier(calls.size());
		List<Future<Answer>> answers = new ArrayList<>();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (Supplier<Answer> call : calls) {
				answers.add(callers.submit(() -> {
					barrier.await();
					return call.get();
				}));
			}
		}
		return new ArrayList<>(answers.stream().map(Future::resultNow).toList());
	}

}
