package io.moorage.outage;

import java.nio.file.Path;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several changes at once where nothing can be written down, or nothing any more.
 */
@ExtendWith(EndToEndExtension.class)
class FullDiskTests {

	private final Engine engine;

	private final Workspace mine;

	private final Stranger stranger;

	private final DataDir folder = DataDir.fresh();

	FullDiskTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
		this.stranger = new Stranger(engine, mine);
	}

	@Test
	void severalWhenNothingCanBeWrittenDownAreRefusedAndNothingIsKept() {
		String one = this.mine.name("unwritten-one");
		String two = this.mine.name("unwritten-two");
		String owner = this.mine.name("unwritten-owner");
		try (RunningMoorage full = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.audit.file=/dev/full")) {
			Api api = full.api();
			this.stranger.createNetwork(one);
			this.stranger.createNetwork(two);
			await().untilAsserted(() -> assertThat(api.at("/networks/{}", two).get()).hasStatus(200));
			this.mine.unchangedBy(() -> {
				Answer removed = api.at("/networks/remove").post(Body.of("networks", List.of(one, two)));
				assertThat(removed).isProblem(503, "audit-unavailable");
				assertDocumented(api, removed);
				assertThat(removed.texts("/results", "outcome")).containsExactly("refused", "refused");
				Answer pruned = api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label())));
				assertThat(pruned).isProblem(503, "audit-unavailable");
				assertDocumented(api, pruned);
				assertThat(pruned.at("/result/removed")).isEmpty();
				assertThat(pruned.texts("/result/kept", "name")).contains(one, two);
				return apply(api, owner, this.mine.name("unwritten-new"));
			});
			assertThat(api.at("/drift").query("owner", owner).get().at("/items")).isEmpty();
			assertThat(api.at("/actuator/prometheus").get().body())
				.containsPattern("moorage_problems_total\\{code=\"audit-unavailable\"[^}]*} 3");
		}
	}

	@Test
	void writeInTheBackgroundWhenNothingCanBeWrittenDownIsRefusedAtOnceAndNoOperation() {
		try (RunningMoorage full = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.audit.file=/dev/full")) {
			Answer refused = this.mine.unchangedBy(() -> full.api()
				.at("/networks")
				.header("Prefer", "respond-async")
				.post(this.mine.network(this.mine.name("unwritten-later"))));
			assertThat(refused).isProblem(503, "audit-unavailable");
			assertThat(full.api().at("/operations").get().at("/items")).isEmpty();
		}
	}

	/** A client that is made out of the document knows each member of the problem. */
	private static void assertDocumented(Api api, Answer problem) {
		assertThat(api.at("/v3/api-docs").get().at("/components/schemas/Problem/properties").propertyNames())
			.containsAll(problem.json().propertyNames());
	}

	private static Answer apply(Api api, String owner, String network) {
		Answer applied = api.at("/apply")
			.query("owner", owner)
			.post(Body.of("networks", Body.of(network, Body.of("internal", true))));
		assertThat(applied).isProblem(503, "audit-unavailable");
		return applied;
	}

	@Test
	void removeWhenDiskFillsUpInTheMiddleTellsWhatWasDoneAndGoesNoFurther() throws Exception {
		Path file = this.folder.path().resolve("audit.jsonl");
		try (SmallDisk disk = SmallDisk.on(this.folder.path());
				FaultProxy proxy = FaultProxy.onUnixSocket(this.engine.host());
				RunningMoorage moorage = RunningMoorage.inFrontOf(proxy.uri(), "moorage.engine.read-timeout=30s",
						"moorage.audit.file=" + file)) {
			Api api = moorage.api();
			String first = this.mine.name("first");
			String second = this.mine.name("second");
			String third = this.mine.name("third");
			String id = api.create(this.mine.network(first)).path("id").asString();
			api.create(this.mine.network(second));
			api.create(this.mine.network(third));
			proxy.misbehave("DELETE /networks/" + id, Fault.after(() -> disk.fillUpTo(file), Fault.PASS));

			Answer partly = api.at("/networks/remove").post(Body.of("networks", List.of(first, second, third)));
			assertThat(partly).isProblem(503, "audit-unavailable");
			assertThat(partly.header("Retry-After")).isNotNull();
			assertThat(partly.texts("/results", "outcome")).containsExactly("removed", "refused", "refused");
			assertThat(partly).has("/results/2/problem/code", "audit-unavailable");
			assertThat(this.engine.networks().findValuesAsString("Name")).contains(second, third).doesNotContain(first);
		}
	}

}
