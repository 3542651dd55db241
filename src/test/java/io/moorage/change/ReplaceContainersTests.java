package io.moorage.change;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What containers notice of a replacement of their network: as little as Docker allows.
 */
@EndToEnd
class ReplaceContainersTests {

	private static final Body OTHER = Body.of("labels", Map.of("stage", "test"));

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	ReplaceContainersTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	private void replace(String network) {
		assertThat(this.changer.put(network, OTHER, "replace=true")).hasStatus(200).has("/outcome", "replaced");
	}

	@Test
	void replaceWhenContainersRunKeepsAddressesAndNames() {
		Changer.Made made = this.changer.network("running");
		String fixed = this.changer.run("fixed", made.name(), "ipv4Address", made.prefix() + ".99", "aliases",
				List.of("db", "db2"));
		String given = this.changer.run("given", made.name());
		String address = this.changer.address(given, made.name());
		String started = this.engine.container(given).orElseThrow().at("/State/StartedAt").asString();

		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview).hasStatus(200)
			.has("/summary/replace", 1)
			.has("/summary/disconnect", 2)
			.has("/summary/connect", 2)
			.has("/changed", true);
		assertThat(preview.texts("/affected", "effect")).containsExactly("reconnected", "reconnected");
		assertThat(preview.texts("/affected", "state")).containsExactly("running", "running");
		replace(made.name());

		assertThat(this.changer.address(fixed, made.name())).isEqualTo(made.prefix() + ".99");
		assertThat(this.changer.endpoint(fixed, made.name()).at("/IPAMConfig/IPv4Address").asString())
			.isEqualTo(made.prefix() + ".99");
		assertThat(this.changer.address(given, made.name())).isEqualTo(address);
		assertThat(this.engine.container(given).orElseThrow().at("/State/StartedAt").asString()).isEqualTo(started);
		assertThat(this.changer.endpoint(fixed, made.name()).path("Aliases").toString()).contains("\"db\"", "\"db2\"");
		for (String name : List.of(fixed, "db", "db2", made.prefix() + ".99")) {
			this.changer.reaches(given, name);
		}
		this.changer.reaches(fixed, given);
	}

	@Test
	void replaceWhenTheNewPoolIsTooSmallForThoseWhoRunIsRefusedBefore() {
		Changer.Made made = this.changer.network("small");
		String stays = this.changer.run("small-stays", made.name(), "ipv4Address", made.prefix() + ".204");
		this.changer.run("small-one", made.name(), "ipv4Address", made.prefix() + ".50");
		String two = this.changer.run("small-two", made.name(), "ipv4Address", made.prefix() + ".51");
		// The gateway takes the first of the two.
		Body small = new Body().pool("subnet", made.prefix() + ".200/29", "ipRange", made.prefix() + ".202/31");
		for (String dryRun : List.of("dryRun=true", "dryRun=false")) {
			Answer refused = this.mine.unchangedBy(() -> this.changer.put(made.name(), small, "replace=true", dryRun));
			assertThat(refused).isProblem(409, "address-pool-exhausted").has("/network/name", made.name());
			assertThat(refused.text("/detail")).contains("only 1 of the 2 running containers");
		}
		this.changer.stop(two);
		assertThat(this.changer.put(made.name(), small, "replace=true")).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.address(stays, made.name())).isEqualTo(made.prefix() + ".204");
	}

	@Test
	void replaceWhenTheEngineAloneKnowsSaysSoAndPutsEverybodyBack() {
		Changer.Made made = this.changer.network("doubtful");
		String member = this.changer.run("doubtful-user", made.name(), "ipv4Address", made.prefix() + ".50");
		Body wish = Body.of("ipam", Body.of("driver", "nosuch-ipam"));
		Answer plan = this.mine.unchangedBy(() -> this.changer.put(made.name(), wish, "replace=true", "dryRun=true"));
		assertThat(plan).hasStatus(200);
		assertThat(plan.at("/warnings").toString()).contains("engine-may-refuse", "nosuch-ipam");
		assertThat(this.changer.put(made.name(), wish, "replace=true")).isProblem(500, "change-undone");
		assertThat(this.changer.address(member, made.name())).isEqualTo(made.prefix() + ".50");
		assertThat(this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true").at("/warnings").toString())
			.doesNotContain("engine-may-refuse");
	}

	@Test
	void replaceWhenOthersGetAddressesLaterNeverTakesOneThatIsKept() {
		Changer.Made made = this.changer.network("order");
		String stopped = this.changer.run("order-stopped", made.name());
		this.changer.stop(stopped);
		String first = this.changer.run("order-first", made.name());
		String second = this.changer.run("order-second", made.name());
		this.changer.stop(first);
		String kept = this.changer.address(second, made.name());
		replace(made.name());
		assertThat(this.changer.address(second, made.name())).isEqualTo(kept);
		assertThat(this.changer.start(first)).hasStatus(200);
		assertThat(this.changer.start(stopped)).hasStatus(200);
		this.changer.reaches(first, second);
		this.changer.reaches(second, stopped);
	}

	@Test
	void replaceWhenContainerIsStoppedItStartsAfterwardsAtItsAddress() {
		Changer.Made made = this.changer.network("stopped");
		Changer.Made second = this.changer.network("stopped-second");
		String primary = this.changer.run("primary", made.name(), "ipv4Address", made.prefix() + ".61", "aliases",
				List.of("one"));
		String secondary = this.changer.run("secondary", second.name());
		assertThat(this.api.at("/networks/{}/containers", made.name())
			.post(Body.of("container", secondary).with("ipv4Address", made.prefix() + ".62"))).hasStatus(201);
		this.changer.stop(primary);
		this.changer.stop(secondary);
		replace(made.name());
		JsonNode settings = this.engine.container(primary).orElseThrow();
		assertThat(settings.at("/State/Running").asBoolean()).isFalse();
		assertThat(settings.at("/HostConfig/NetworkMode").asString()).isEqualTo(made.name());
		assertThat(settings.at("/NetworkSettings/Networks").propertyNames()).containsExactly(made.name());
		assertThat(this.changer.start(primary)).hasStatus(200).has("/state", "running");
		assertThat(this.changer.start(secondary)).hasStatus(200).has("/state", "running");
		assertThat(this.changer.address(primary, made.name())).isEqualTo(made.prefix() + ".61");
		assertThat(this.changer.address(secondary, made.name())).isEqualTo(made.prefix() + ".62");
		assertThat(this.changer.address(secondary, second.name())).startsWith(second.prefix());
		this.changer.reaches(secondary, "one");
	}

	@Test
	void replaceWhenContainerIsOnOtherNetworksLeavesThoseAlone() {
		Changer.Made made = this.changer.network("here");
		Changer.Made other = this.changer.network("elsewhere");
		String both = this.changer.run("both", other.name(), "aliases", List.of("far"));
		this.api.connect(made.name(), both);
		String neighbour = this.changer.run("neighbour", other.name());
		JsonNode before = this.changer.endpoint(both, other.name());
		String network = this.changer.inspected(other.name()).toString();
		replace(made.name());
		assertThat(this.changer.endpoint(both, other.name())).isEqualTo(before);
		assertThat(this.changer.inspected(other.name())).hasToString(network);
		assertThat(this.engine.container(both).orElseThrow().at("/NetworkSettings/Networks").propertyNames())
			.containsExactlyInAnyOrder(made.name(), other.name());
		this.changer.reaches(neighbour, "far");
	}

	@Test
	void replaceWhenPortIsPublishedItAnswersAfterwards() throws IOException {
		Changer.Made made = this.changer.network("ports");
		WebServer server = WebServer.onFreePort();
		this.api.run(this.mine.container(this.mine.name("web"), made.name())
			.with("command", server.command())
			.port(server.port(), server.port()));
		await().ignoreExceptions().until(() -> server.answer().contains("hello"));
		Answer closed = this.changer.put(made.name(), Body.of("internal", true), "replace=true", "dryRun=true");
		assertThat(closed.at("/warnings").toString()).contains("ports-not-published", this.mine.name("web"));
		assertThat(closed.text("/affected/0/detail")).contains("no longer published");
		replace(made.name());
		await().ignoreExceptions().until(() -> server.answer().contains("hello"));
		assertThat(this.api.container(this.mine.name("web")).at("/ports/0/hostPort").asInt()).isEqualTo(server.port());
	}

	@Test
	void replaceWhenContainerIsPausedItStaysSo() {
		Changer.Made made = this.changer.network("paused");
		String paused = this.changer.run("paused-user", made.name(), "ipv4Address", made.prefix() + ".70");
		String other = this.changer.run("paused-other", made.name());
		this.engine.client().pauseContainerCmd(paused).exec();
		replace(made.name());
		assertThat(this.engine.container(paused).orElseThrow().at("/State/Status").asString()).isEqualTo("paused");
		this.engine.client().unpauseContainerCmd(paused).exec();
		assertThat(this.changer.address(paused, made.name())).isEqualTo(made.prefix() + ".70");
		this.changer.reaches(other, paused);
		this.changer.reaches(paused, other);
	}

	@Test
	void replaceWhenNetworkOfContainerIsSharedSharerKeepsIt() {
		Changer.Made made = this.changer.network("sharing");
		String owner = this.changer.run("owner", made.name());
		String other = this.changer.run("sharing-other", made.name());
		String sharer = this.mine.name("sharer");
		this.engine.post("/containers/create?name=" + sharer,
				Body.of("Image", Engine.IMAGE)
					.with("Cmd", Engine.WAIT)
					.with("Labels", this.mine.labels())
					.with("HostConfig", Map.of("NetworkMode", "container:" + owner)));
		this.engine.client().startContainerCmd(sharer).exec();
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview.at("/affected").valueStream()).anyMatch((each) -> each.path("name").asString().equals(sharer)
				&& each.path("effect").asString().equals("interrupted"));
		replace(made.name());
		this.changer.reaches(sharer, other);
	}

	@Test
	void replaceWhenEndpointHasSettingsKeepsThem() {
		Changer.Made made = this.changer.network("settings");
		String target = this.changer.run("target", made.name());
		String linked = this.changer.run("linked", "none");
		this.engine.post("/networks/none/disconnect", Body.of("Container", linked));
		this.engine.post("/networks/" + made.name() + "/connect",
				Body.of("Container", linked)
					.with("EndpointConfig", Map.of("Links", List.of(target + ":friend"), "Aliases", List.of("a1"),
							"DriverOpts", Map.of("com.example.key", "value"), "IPAMConfig",
							Map.of("IPv4Address", made.prefix() + ".80", "LinkLocalIPs", List.of("169.254.34.68")))));
		JsonNode before = this.changer.endpoint(linked, made.name());
		replace(made.name());
		JsonNode after = this.changer.endpoint(linked, made.name());
		assertThat(after.path("IPAMConfig")).isEqualTo(before.path("IPAMConfig"));
		assertThat(after.path("Links")).isEqualTo(before.path("Links"));
		assertThat(after.path("DriverOpts")).isEqualTo(before.path("DriverOpts"));
		assertThat(after.path("Aliases").toString()).contains("\"a1\"");
		this.changer.reaches(linked, "friend");
	}

	@Test
	@RequiresApi(before = "1.54")
	void replaceWhenEngineCannotGiveMacAddressWarns() {
		Changer.Made made = this.changer.network("mac");
		String member = this.changer.run("mac-user", made.name());
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview.at("/warnings").size()).isEqualTo(2);
		assertThat(preview.text("/warnings/0")).startsWith("mac-will-change").contains(member);
		Answer replaced = this.changer.put(made.name(), OTHER, "replace=true");
		assertThat(replaced).hasStatus(200);
		assertThat(replaced.text("/warnings/0")).startsWith("mac-will-change").contains(member);
	}

	@Test
	@RequiresApi(value = "1.44", before = "1.54")
	void replaceWhenAMacAddressWasAskedForTellsThatItIsLost() {
		Changer.Made made = this.changer.network("asked-mac");
		String mac = "02:42:ac:11:00:99";
		for (String name : List.of("asked-mac-runs", "asked-mac-stopped")) {
			this.engine.post("/containers/create?name=" + this.mine.name(name),
					Body.of("Image", Engine.IMAGE)
						.with("Cmd", Engine.WAIT)
						.with("Labels", this.mine.labels())
						.with("HostConfig", Body.of("NetworkMode", made.name()))
						.with("NetworkingConfig",
								Body.of("EndpointsConfig", Body.of(made.name(), Body.of("MacAddress", mac)))));
			assertThat(this.changer.start(this.mine.name(name))).hasStatus(200);
			mac = "02:42:ac:11:00:98";
		}
		this.changer.stop(this.mine.name("asked-mac-stopped"));
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview.at("/warnings").valueStream().map((each) -> each.asString()))
			.anyMatch((each) -> each.contains("asked-mac-runs") && each.contains("00:99, which was asked for"))
			.anyMatch((each) -> each.contains("asked-mac-stopped") && each.contains("00:98, which was asked for"));
	}

	@Test
	void replaceWhenTheEngineChoseAddressesTellsThatTheyAreFixedFromThenOn() {
		Changer.Made made = this.changer.network("pinned");
		String chosen = this.changer.run("pinned-chosen", made.name());
		String asked = this.changer.run("pinned-asked", made.name(), "ipv4Address", made.prefix() + ".40");
		String address = this.changer.address(chosen, made.name());
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview.at("/affected").valueStream())
			.anyMatch((each) -> each.path("name").asString().equals(chosen)
					&& each.path("detail").asString().contains("The engine chose " + address))
			.anyMatch((each) -> each.path("name").asString().equals(asked)
					&& !each.path("detail").asString().contains("The engine chose"));
		assertThat(preview.at("/warnings").valueStream())
			.filteredOn((each) -> each.asString().startsWith("addresses-become-fixed"))
			.singleElement()
			.satisfies((each) -> assertThat(each.asString()).contains(chosen).doesNotContain(asked));
		replace(made.name());
		assertThat(this.changer.endpoint(chosen, made.name()).at("/IPAMConfig/IPv4Address").asString())
			.isEqualTo(address);
		assertThat(
				this.changer.put(made.name(), Body.of("labels", Map.of("stage", "next")), "replace=true", "dryRun=true")
					.at("/warnings")
					.toString())
			.doesNotContain("addresses-become-fixed");
	}

	@Test
	void replaceWhenNobodyIsOnItTakesOffNobody() {
		Changer.Made made = this.changer.network("empty");
		Answer preview = this.changer.put(made.name(), OTHER, "replace=true", "dryRun=true");
		assertThat(preview).hasStatus(200).has("/summary/disconnect", 0).has("/summary/connect", 0);
		assertThat(preview.at("/affected")).isEmpty();
		assertThat(preview.at("/warnings")).isEmpty();
		replace(made.name());
	}

}
