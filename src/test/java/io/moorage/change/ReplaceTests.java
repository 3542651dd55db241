package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replacements as a whole: what is shown, refused, done at the same time, and put back.
 */
@EndToEnd
class ReplaceTests {

	private static final Body OTHER = Body.of("labels", Map.of("stage", "test"));

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	ReplaceTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	@Test
	void replaceWhenDoneLeadsFromOldIdToNewOne() {
		Changer.Made made = this.changer.network("id");
		Answer first = this.changer.put(made.id(), OTHER, "replace=true");
		assertThat(first).hasStatus(200).has("/outcome", "replaced").has("/previousId", made.id());
		assertThat(first.header("Location")).isEmpty();
		assertThat(this.changer.inspected(made.name()).path("Id").asString()).isEqualTo(first.text("/id"))
			.isNotEqualTo(made.id());
		assertThat(this.engine.network(made.id())).isEmpty();
		assertReplaced(this.api.at("/networks/{}", made.id()).get(), first.text("/id"));
		assertReplaced(this.changer.put(made.id(), OTHER), first.text("/id"));
		assertReplaced(this.changer.patch(made.id(), new Body()), first.text("/id"));
		assertReplaced(this.changer.delete(made.id()), first.text("/id"));
		assertReplaced(this.changer.putMember(made.id(), "nobody", new Body()), first.text("/id"));
		Answer second = this.changer.put(made.name(), Body.of("internal", true), "replace=true");
		assertThat(second).hasStatus(200).has("/previousId", first.text("/id"));
		assertReplaced(this.api.at("/networks/{}", made.id()).get(), second.text("/id"));
		assertThat(this.changer.inspected(made.name()).at("/Labels/stage").asString()).isEqualTo("test");
	}

	private void assertReplaced(Answer gone, String successor) {
		assertThat(gone).isProblem(410, "network-replaced");
		assertThat(gone.at("/replacedBy").toString()).contains(successor);
	}

	@Test
	@RequiresApi("1.49")
	void replaceWhenGatewayModeIsIsolatedKeepsTheMissingGateway() {
		String mode = "com.docker.network.bridge.gateway_mode_ipv4";
		String name = this.mine.name("isolated");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(name)
			.with("internal", true)
			.with("options", Map.of(mode, "isolated"))
			.pool("subnet", prefix + ".0/24"));
		String member = this.changer.run("isolated-user", name, "ipv4Address", prefix + ".20");
		assertThat(this.mine.unchangedBy(() -> this.changer.patch(name, new Body()))).hasStatus(200)
			.has("/outcome", "unchanged");
		assertThat(this.changer.put(name, OTHER, "replace=true")).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).at("/Options").path(mode).asString()).isEqualTo("isolated");
		assertThat(this.changer.address(member, name)).isEqualTo(prefix + ".20");
		// Without the mode there is a gateway again.
		assertThat(this.changer.patch(name, Body.of("options", Body.of(mode, null)).with("internal", false),
				"replace=true"))
			.hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.endpoint(member, name).path("Gateway").asString()).isEqualTo(prefix + ".1");
		assertThat(this.changer.address(member, name)).isEqualTo(prefix + ".20");
	}

	@Test
	void replaceWhenEngineChoseSubnetKeepsIt() {
		String name = this.mine.name("chosen");
		this.api.create(this.mine.network(name));
		String member = this.changer.run("chosen-user", name);
		String subnet = this.changer.inspected(name).at("/IPAM/Config/0/Subnet").asString();
		String address = this.changer.address(member, name);
		assertThat(this.changer.put(name, OTHER, "replace=true")).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).at("/IPAM/Config/0/Subnet").asString()).isEqualTo(subnet);
		assertThat(this.changer.address(member, name)).isEqualTo(address);
	}

	@Test
	void replaceWhenPoolHoldsFixedAddressNoMoreSaysSoAndGivesAnother() {
		Changer.Made made = this.changer.network("moved");
		String fixed = made.prefix() + ".77";
		String running = this.changer.run("moved-runs", made.name(), "ipv4Address", fixed);
		String stopped = this.changer.run("moved-stopped", made.name(), "ipv4Address", made.prefix() + ".78");
		this.changer.stop(stopped);
		String other = this.mine.subnets().free();
		Body body = new Body().pool("subnet", other + ".0/24");

		Answer preview = this.changer.put(made.name(), body, "replace=true", "dryRun=true");
		assertThat(preview).hasStatus(200);
		assertThat(preview.texts("/affected", "effect")).containsExactly("address-changes", "address-changes");
		assertThat(preview.body()).contains(fixed, made.prefix() + ".78");
		assertThat(this.changer.put(made.name(), body, "replace=true", "plan=" + preview.text("/digest")))
			.hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.address(running, made.name())).startsWith(other + ".");
		assertThat(this.changer.endpoint(running, made.name()).at("/IPAMConfig/IPv4Address").asString("")).isEmpty();
		assertThat(this.changer.start(stopped)).hasStatus(200);
		assertThat(this.changer.address(stopped, made.name())).startsWith(other + ".");
		this.changer.reaches(running, stopped);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void replaceWhenContainerWasMadeByIdWouldBreakIt(boolean running) {
		Changer.Made made = this.changer.network("by-id-" + running);
		String byId = this.mine.name("by-id-user-" + running);
		this.engine.post("/containers/create?name=" + byId,
				Body.of("Image", Engine.IMAGE)
					.with("Cmd", Engine.WAIT)
					.with("Labels", this.mine.labels())
					.with("HostConfig", Map.of("NetworkMode", made.id())));
		if (running) {
			this.engine.client().startContainerCmd(byId).exec();
		}
		String byName = this.changer.run("by-name-user-" + running, made.name());
		for (String dryRun : List.of("true", "false")) {
			Answer refused = this.mine
				.unchangedBy(() -> this.changer.put(made.name(), OTHER, "replace=true", "dryRun=" + dryRun));
			assertThat(refused).isProblem(409, "replace-would-break");
			assertThat(refused.texts("/dependents", "name")).containsExactly(byId);
		}
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "acceptBreaking=true", "dryRun=true");
		assertThat(preview).hasStatus(200);
		assertThat(preview.at("/affected").valueStream())
			.anyMatch((each) -> each.path("name").asString().equals(byId)
					&& each.path("effect").asString().equals("cannot-start")
					&& !each.path("detail").asString().contains("It keeps"))
			.anyMatch((each) -> each.path("name").asString().equals(byName)
					&& each.path("effect").asString().equals("reconnected"));
		assertThat(this.changer.put(made.name(), OTHER, "replace=true", "acceptBreaking=true")).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.inspected(made.name()).at("/Labels/stage").asString()).isEqualTo("test");
		assertThat(this.changer.address(byName, made.name())).startsWith(made.prefix());
		assertThat(this.engine.container(byId).orElseThrow().at("/State/Running").asBoolean()).isEqualTo(running);
	}

	@Test
	void replaceWhenTwoOfOneNetworkAtOnceBothEndWhole() {
		Changer.Made made = this.changer.network("twice");
		String running = this.changer.run("twice-a", made.name(), "ipv4Address", made.prefix() + ".20");
		String other = this.changer.run("twice-b", made.name(), "aliases", List.of("second"));
		List<Answer> answers = atOnce(IntStream.range(0, 4)
			.mapToObj((i) -> (Callable<Answer>) () -> this.changer.put(made.name(),
					Body.of("labels", Map.of("round", String.valueOf(i))), "replace=true"))
			.toList());
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).hasStatus(200).has("/outcome", "replaced"));
		List<String> ids = answers.stream().map((answer) -> answer.text("/id")).toList();
		assertThat(ids).doesNotHaveDuplicates();
		assertThat(answers).filteredOn((answer) -> answer.text("/previousId").equals(made.id())).hasSize(1);
		assertThat(this.changer.inspected(made.name()).path("Id").asString()).isIn(ids);
		assertThat(this.changer.inspected(made.name()).path("Containers").size()).isEqualTo(2);
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".20");
		this.changer.reaches(running, "second");
		this.changer.reaches(other, running);
	}

	@Test
	void replaceWhenTwoNetworksShareContainerKeepsItOnBoth() {
		Changer.Made one = this.changer.network("shared-one");
		Changer.Made two = this.changer.network("shared-two");
		String shared = this.mine.name("shared");
		this.api.run(this.mine.container(shared)
			.with("networks", List.of(Map.of("network", one.name(), "ipv4Address", one.prefix() + ".30"),
					Map.of("network", two.name(), "ipv4Address", two.prefix() + ".30"))));
		String first = this.changer.run("shared-first", one.name());
		String second = this.changer.run("shared-second", two.name());
		for (int round = 0; round < 3; round++) {
			Body body = Body.of("labels", Map.of("round", String.valueOf(round)));
			List<Answer> answers = atOnce(List.of(() -> this.changer.put(one.name(), body, "replace=true"),
					() -> this.changer.put(two.name(), body, "replace=true")));
			assertThat(answers).allSatisfy((answer) -> assertThat(answer).hasStatus(200).has("/outcome", "replaced"));
			assertThat(this.changer.address(shared, one.name())).isEqualTo(one.prefix() + ".30");
			assertThat(this.changer.address(shared, two.name())).isEqualTo(two.prefix() + ".30");
			this.changer.reaches(first, shared);
			this.changer.reaches(second, shared);
		}
		assertThat(this.engine.container(shared).orElseThrow().at("/NetworkSettings/Networks").propertyNames())
			.containsExactlyInAnyOrder(one.name(), two.name());
		assertThat(this.api.at("/containers/{}/stop", shared).post()).hasStatus(200);
		assertThat(this.changer.start(shared)).hasStatus(200);
	}

	private static List<Answer> atOnce(List<Callable<Answer>> calls) {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void replaceWhenEngineRefusesNewNetworkPutsBackWhatWasThere() {
		Changer.Made made = this.changer.network("undone", "team", "platform");
		String running = this.changer.run("undone-runs", made.name(), "ipv4Address", made.prefix() + ".50", "aliases",
				List.of("kept"));
		String stopped = this.changer.run("undone-stopped", made.name(), "ipv4Address", made.prefix() + ".51");
		this.changer.stop(stopped);
		// An interface that is no bridge, which the engine finds out only when it is
		// asked.
		Body body = Body.of("options", Map.of("com.docker.network.bridge.name", "lo"));
		Answer undone = this.changer.put(made.name(), body, "replace=true");
		assertThat(undone).isProblem(500, "change-undone").tells("/engineMessage");
		assertThat(undone.at("/notRestored")).isEmpty();
		assertThat(undone.text("/detail")).contains("Everything is as it was before.");
		assertThat(undone.at("/restored").toString())
			.contains(this.changer.inspected(made.name()).path("Id").asString());
		assertThat(this.api.at("/networks/{}", made.id()).get()).isProblem(410, "network-replaced");
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.inspected(made.name()).at("/IPAM/Config/0/Subnet").asString())
			.isEqualTo(made.prefix() + ".0/24");
		assertThat(this.changer.address(running, made.name())).isEqualTo(made.prefix() + ".50");
		assertThat(this.changer.start(stopped)).hasStatus(200);
		assertThat(this.changer.address(stopped, made.name())).isEqualTo(made.prefix() + ".51");
		this.changer.reaches(stopped, "kept");
	}

	@Test
	void replaceWhenItFailsTellsOfAddressesThatAreAskedForNow() {
		Changer.Made made = this.changer.network("undone-chosen");
		String chosen = this.changer.run("undone-chosen-user", made.name());
		Answer undone = this.changer.put(made.name(),
				Body.of("options", Map.of("com.docker.network.bridge.name", "lo")), "replace=true");
		assertThat(undone).isProblem(500, "change-undone");
		assertThat(undone.at("/notRestored")).isEmpty();
		assertThat(undone.text("/detail")).contains("addresses of " + chosen)
			.doesNotContain("Everything is as it was before");
	}

	@Test
	void replaceWhenTheKernelLacksTheDriversModuleTakesNobodyOff() {
		List<String> lacking = this.api.at("/drivers")
			.get()
			.at("/items")
			.valueStream()
			.filter((each) -> !each.path("available").asBoolean())
			.map((each) -> each.path("name").asString())
			.filter(List.of("macvlan", "ipvlan")::contains)
			.toList();
		Assumptions.assumeThat(lacking).as("drivers without a kernel module").isNotEmpty();
		Changer.Made made = this.changer.network("kernel");
		this.changer.run("kernel-user", made.name());
		for (String driver : lacking) {
			for (String dryRun : List.of("true", "false")) {
				Answer refused = this.mine.unchangedBy(() -> this.changer.put(made.name(), Body.of("driver", driver),
						"replace=true", "dryRun=" + dryRun));
				assertThat(refused).isProblem(422, "not-supported-by-engine").tells("/requires/kernel");
			}
		}
	}

	@Test
	void replaceWhenOthersHaveTheirSettingsFromItIsRefused() {
		String template = this.mine.name("template");
		this.api.create(this.mine.network(template)
			.with("configOnly", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24"));
		String configured = this.mine.name("configured");
		this.api.create(Body.of("name", configured).with("configFrom", template));
		try {
			Answer refused = this.mine.unchangedBy(() -> this.changer.put(template, OTHER, "replace=true"));
			assertThat(refused).isProblem(409, "network-in-use");
			assertThat(refused.texts("/dependents", "name")).containsExactly(configured);
			assertThat(refused.texts("/dependents", "effect")).containsExactly("keeps-settings");
		}
		finally {
			this.changer.delete(configured);
		}
		assertThat(this.changer.put(template, OTHER, "replace=true")).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.put(template, OTHER)).hasStatus(200).has("/outcome", "unchanged");
	}

}
