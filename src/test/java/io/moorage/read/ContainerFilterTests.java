package io.moorage.read;

import java.util.List;
import java.util.stream.Stream;

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
 * Every filter of containers, and the lists of one network's members.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class ContainerFilterTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String prefix;

	private final String network;

	private final String other;

	private String networkId = "";

	private String runningAddress = "";

	ContainerFilterTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.prefix = mine.subnets().free();
		this.network = mine.name("one");
		this.other = mine.name("other");
	}

	@BeforeAll
	void prepare() {
		this.networkId = this.others.createNetworkOn(this.network, this.prefix + ".0/24");
		this.others.createNetwork(this.other);
		this.others.create(name("asleep"), this.other, "colour", "red,blue");
		this.others.createAt(name("fixed"), this.network, this.prefix + ".77");
		String running = this.others.run(name("running"), this.network);
		this.others.connect(this.other, running, "nick");
		this.others.pause(this.others.run(name("paused"), this.other));
		assertThat(this.api.at("/containers").query("fresh", true).get()).hasStatus(200);
		this.runningAddress = this.api.at("/networks/{}/containers/{}", this.network, running)
			.get()
			.text("/ipv4Address");
	}

	private String name(String base) {
		return this.mine.name(base);
	}

	private Call list() {
		return this.api.at("/containers").query("label", this.mine.label());
	}

	private void assertFinds(Call call, String... bases) {
		Answer list = call.get();
		assertThat(list).hasStatus(200).has("/total", bases.length);
		assertThat(list.texts("/items", "name"))
			.containsExactly(Stream.of(bases).map(this::name).toArray(String[]::new));
	}

	@Test
	void listWhenNetworkIsGivenFindsItsMembers() {
		assertFinds(list().query("network", this.network), "fixed", "running");
		assertFinds(list().query("network", this.networkId), "fixed", "running");
		assertFinds(list().query("network", this.networkId.substring(0, 16)), "fixed", "running");
		assertFinds(list().query("network", this.network).query("network", this.other), "asleep", "fixed", "paused",
				"running");
		assertFinds(list().query("network", "nobody"));
		assertFinds(list().query("network", ""));
		assertFinds(list().query("network", this.network + "," + this.other));
		assertFinds(list().query("network", "nobody").query("network", this.network).query("state", "created"),
				"fixed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			state=running                | running
			state=paused                 | paused
			state=running&state=paused   | paused running
			state=created                | asleep fixed
			state=exited                 |
			label=colour                 | asleep
			label=!colour&state=created  | fixed
			label=colour%3Dred,blue      | asleep
			label=colour%3Dred           |
			address=192.0.2.9            |
			""")
	void listWhenFilteredFindsWhatFits(String query, String bases) {
		assertFinds(this.api.at("/containers?" + query).query("label", this.mine.label()),
				(bases != null) ? bases.split(" ") : new String[0]);
	}

	@Test
	void listWhenNameIsGivenFindsItExactly() {
		assertFinds(list().query("name", name("running")).query("name", name("asleep")), "asleep", "running");
		assertFinds(list().query("name", name("run")));
		assertFinds(list().query("name", "/" + name("running")));
		assertFinds(list().query("name", name("running") + "," + name("asleep")));
	}

	@Test
	void listWhenAddressIsGivenFindsWhoHasOrWantsIt() {
		assertFinds(list().query("address", this.runningAddress), "running");
		assertFinds(list().query("address", this.prefix + ".77"), "fixed");
		assertFinds(list().query("address", this.prefix + ".77").query("address", this.runningAddress), "fixed",
				"running");
		assertFinds(list().query("address", this.prefix + ".1"));
	}

	@ParameterizedTest
	@CsvSource({ "state, RUNNING", "state, up", "state, ''", "state, 'running,paused'", "label, !", "address, x",
			"all, true", "q, x" })
	void listWhenFilterIsNoneIsRefused(String parameter, String value) {
		assertThat(list().query(parameter, value).get()).isProblem(400, "invalid-request").pointsAt("?" + parameter);
	}

	@Test
	void listOfMembersWhenActiveIsWantedLeavesTheOthersOut() {
		Call members = this.api.at("/networks/{}/containers", this.network);
		assertThat(containers(members.get())).containsExactly(name("fixed"), name("running"));
		assertThat(containers(members.query("active", true).get())).containsExactly(name("running"));
		assertThat(containers(this.api.at("/networks/{}/containers", this.other).query("active", "true").get()))
			.containsExactly(name("paused"), name("running"));
		assertThat(containers(this.api.at("/networks/{}/containers", this.other).query("active", "false").get()))
			.containsExactly(name("asleep"), name("paused"), name("running"));
	}

	private static List<String> containers(Answer members) {
		assertThat(members).hasStatus(200).has("/total", members.at("/items").size());
		return members.at("/items").valueStream().map((each) -> each.at("/container/name").asString()).toList();
	}

	@Test
	void listOfMembersWhenAskedAsTextIsATable() {
		Answer table = this.api.at("/networks/{}/containers", this.network).header("Accept", "text/plain").get();
		assertThat(table).hasStatus(200);
		assertThat(table.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
		assertThat(table.header("ETag")).startsWith("W/");
		assertThat(table.body().lines()).hasSize(3);
		assertThat(table.body().lines().map((line) -> line.split(" {3,}"))).satisfiesExactly(
				(line) -> assertThat(line).containsExactly("CONTAINER ID", "NAME", "STATE", "IPV4", "IPV6", "MAC",
						"ALIASES"),
				(line) -> assertThat(line).contains(name("fixed"), "created", "-"),
				(line) -> assertThat(line).contains(name("running"), "running", this.runningAddress));
		Answer page = this.api.at("/networks/{}/containers", this.network)
			.query("limit", 1)
			.query("sort", "-name")
			.header("Accept", "text/plain")
			.get();
		assertThat(page.body().lines()).hasSize(2).last().asString().contains(name("running"));
	}

	@Test
	void listWhenAskedAsTextIsATable() {
		Answer table = list().query("network", this.other).header("Accept", "text/plain").get();
		assertThat(table.body().lines()).hasSize(4);
		assertThat(table.body()).contains(this.other + "=").contains(this.network + "=" + this.runningAddress);
	}

}
