package io.moorage.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.RunningMoorage;
import io.moorage.outage.FaultProxy;
import io.moorage.outage.OwnEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Thousands of hostile requests to every operation of the OpenAPI document. The engine is
 * one's own, since among them are some that remove whatever there is.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated("it takes all of the machine, and others have deadlines")
class FuzzTests {

	private static final long SEED = Long.getLong("moorage.fuzz.seed", 20_261_128);

	private static final int COUNT = Integer.getInteger("moorage.fuzz.count", 5_000);

	private static final int RENEWED_AFTER = 500;

	private static final int LOOKED_AFTER = 25;

	private static final int ENOUGH = 200;

	private final List<String> mistakes = new ArrayList<>();

	private final Map<String, Integer> statuses = new TreeMap<>();

	@Test
	void anyRequestWhenHostileIsAnsweredAsDocumentedAndNeverReachesAnEnginePath() throws IOException {
		Assumptions.assumeTrue(OwnEngine.isPossible(), "an engine of one's own takes root and dockerd");
		System.out.println("Fuzzing with -Dmoorage.fuzz.seed=" + SEED + " -Dmoorage.fuzz.count=" + COUNT);
		try (OwnEngine engine = OwnEngine.started();
				FaultProxy proxy = FaultProxy.onUnixSocket(engine.engine().host());
				RunningMoorage moorage = RunningMoorage.inFrontOf(proxy.uri(), "moorage.engine.read-timeout=30s",
						"moorage.probe.pull=never")) {
			fuzz(Scene.of(engine.engine(), moorage.api()), proxy, moorage.api());
		}
		System.out.println("Fuzzed: " + this.statuses);
		assertThat(this.mistakes).as("what is wrong with -Dmoorage.fuzz.seed=%d", SEED).isEmpty();
	}

	private void fuzz(Scene scene, FaultProxy proxy, Api api) throws IOException {
		Description description = Description.of(api.at("/v3/api-docs").get().body());
		AnswerCheck check = new AnswerCheck(description);
		RequestMaker maker = new RequestMaker(description, scene, SEED);
		RawHttp http = new RawHttp(api.base());
		List<String> before = List.of();
		for (int number = 0; number < COUNT && this.mistakes.size() < ENOUGH; number++) {
			if (number % RENEWED_AFTER == 0) {
				scene.setUp();
				before = scene.state();
				proxy.taken();
			}
			FuzzedRequest request = maker.make(number);
			RawAnswer answer = http.send(request);
			awaitEnd(answer, scene);
			this.statuses.merge(answer.status() + " " + AnswerCheck.code(answer), 1, Integer::sum);
			check.mistakes(request, answer).forEach((mistake) -> note(mistake, request, answer));
			List<String> asked = proxy.taken();
			asked.forEach(
					(line) -> EngineCheck.mistakes(line, request).forEach((mistake) -> note(mistake, request, answer)));
			boolean changes = asked.stream().anyMatch(EngineCheck::isChange);
			if (changes || number % LOOKED_AFTER == 0) {
				List<String> now = scene.state();
				if (!isAllowedToChange(answer) && !now.equals(before)) {
					note("a call that was refused changed the engine from\n" + before + "\nto\n" + now, request,
							answer);
				}
				before = now;
			}
		}
	}

	// Of several things some may be done; all others are done whole or not at all.
	private static boolean isAllowedToChange(RawAnswer answer) {
		return answer.status() < 300 || AnswerCheck.code(answer).equals("partly-done") || AnswerCheck.isKernels(answer);
	}

	private static void awaitEnd(RawAnswer answer, Scene scene) {
		if (answer.status() == 202) {
			String location = answer.header("Location").replaceFirst(".*/operations/", "");
			scene.operations().add(location);
			await().atMost(60, TimeUnit.SECONDS).until(() -> {
				Answer operation = scene.api().at("/operations/{}", location).get();
				return !operation.text("/state").equals("running");
			});
		}
	}

	private void note(String mistake, FuzzedRequest request, RawAnswer answer) {
		String whole = mistake + "\n    " + request + "\n    -> " + answer;
		System.out.println("MISTAKE " + whole);
		this.mistakes.add(whole);
	}

}
