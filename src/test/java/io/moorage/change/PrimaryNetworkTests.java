package io.moorage.change;

import java.util.List;
import java.util.Map;

import io.moorage.finding.Findings;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers whose first network goes away while they are on others: the engine lets them
 * neither start nor be connected.
 */
@EndToEnd
class PrimaryNetworkTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Stranger stranger;

	PrimaryNetworkTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.stranger = new Stranger(engine, mine);
	}

	/** Makes two networks, with a stopped and a running container on both. */
	private void scene(String name) {
		for (String network : List.of(primary(name), other(name))) {
			this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/24"));
		}
		this.stranger.createContainer(stopped(name), primary(name));
		this.stranger.run(running(name), primary(name));
		for (String container : List.of(stopped(name), running(name))) {
			this.api.connect(other(name), container);
		}
	}

	private String primary(String name) {
		return this.mine.name(name + "-first");
	}

	private String other(String name) {
		return this.mine.name(name + "-other");
	}

	private String stopped(String name) {
		return this.mine.name(name + "-stopped");
	}

	private String running(String name) {
		return this.mine.name(name + "-running");
	}

	@Test
	@RequiresApi(before = "1.44")
	void removeWhenTheEngineDoesNotMindLetsContainersStartOnTheirOtherNetworks() {
		scene("old");
		Answer planned = this.api.at("/networks/{}", primary("old"))
			.query("disconnect", true)
			.query("dryRun", true)
			.delete();
		assertThat(planned.texts("/affected", "effect")).containsOnly("disconnected").hasSize(2);
		assertThat(this.api.at("/networks/{}", primary("old")).query("disconnect", true).delete()).hasStatus(204);
		assertThat(new Findings(this.api).find("missing-network", stopped("old"))).isEmpty();
		assertThat(this.api.at("/containers/{}/start", stopped("old")).post()).hasStatus(200);
		Body labels = Body.of("labels", Map.of(Workspace.LABEL, this.mine.id(), "stage", "test"));
		assertThat(this.api.at("/networks/{}", other("old")).query("replace", true).put(labels)).hasStatus(200);
		assertThat(this.api.at("/networks/{}/containers", other("old")).get().at("/items")).hasSize(2);
	}

	@Test
	@RequiresApi("1.44")
	void removeWhenContainersWereMadeThereTellsThatTheyCannotStart() {
		scene("rm");
		Answer planned = this.api.at("/networks/{}", primary("rm"))
			.query("disconnect", true)
			.query("dryRun", true)
			.delete();
		assertThat(planned.texts("/affected", "effect")).containsOnly("cannot-start").hasSize(2);
		assertThat(this.api.at("/networks/{}", primary("rm")).query("disconnect", true).delete()).hasStatus(204);
		assertThat(this.api.at("/containers/{}/start", stopped("rm")).post().status()).isEqualTo(409);

		Findings findings = new Findings(this.api);
		assertThat(findings.find("missing-network", stopped("rm"))).isPresent();
		assertThat(this.api.at("/networks/{}/containers", this.mine.name("rm-other")).get().at("/items")).hasSize(2);
		findings.assertMends("missing-network", running("rm"));
		assertThat(findings.find("missing-network", stopped("rm"))).isEmpty();
		assertThat(this.api.at("/containers/{}/start", stopped("rm")).post()).hasStatus(200);
		this.stranger.removeNetwork(primary("rm"));
	}

	@Test
	@RequiresApi("1.44")
	void pruneWhenStoppedContainersCouldNotStartKeepsTheNetwork() {
		for (String network : List.of(primary("pr"), other("pr"))) {
			this.api.create(this.mine.network(network));
		}
		this.stranger.createContainer(stopped("pr"), primary("pr"));
		this.api.connect(other("pr"), stopped("pr"));
		Answer pruned = this.api.at("/networks/prune")
			.query("dryRun", true)
			.post(Body.of("includeStopped", true).with("labels", List.of(Workspace.LABEL + "=" + this.mine.id())));
		assertThat(pruned).hasStatus(200);
		assertThat(pruned.at("/kept").valueStream())
			.anyMatch((kept) -> kept.path("name").asString().equals(primary("pr"))
					&& kept.path("reason").asString().equals("used-by-stopped-containers"));
		assertThat(pruned.texts("/removed", "name")).contains(other("pr"));
	}

	@Test
	@RequiresApi("1.44")
	void changesWhenThePrimaryNetworkIsGoneAreRefusedWithTheRemedy() {
		scene("gone");
		assertThat(this.api.at("/networks/{}", primary("gone")).query("disconnect", true).delete()).hasStatus(204);
		String other = other("gone");
		Body labels = Body.of("labels", Map.of(Workspace.LABEL, this.mine.id(), "stage", "test"));
		Answer replaced = this.mine
			.unchangedBy(() -> this.api.at("/networks/{}", other).query("replace", true).put(labels));
		assertThat(replaced).isProblem(409, "replace-would-break");
		assertThat(replaced.text("/detail")).contains(primary("gone"));
		assertThat(replaced.texts("/dependents", "name")).containsExactly(running("gone"));
		Answer aliased = this.mine.unchangedBy(() -> this.api.at("/networks/{}/containers/{}", other, running("gone"))
			.query("replace", true)
			.put(Body.of("aliases", List.of("q"))));
		assertThat(aliased).isProblem(409, "network-gone");
		String third = this.mine.name("gone-third");
		this.api.create(this.mine.network(third));
		assertThat(this.api.at("/networks/{}/containers", third).post(Body.of("container", running("gone"))))
			.isProblem(409, "network-gone");
		Answer added = this.api.at("/networks/{}/containers", third).post(Body.of("container", stopped("gone")));
		assertThat(added).hasStatus(201);
		assertThat(added.at("/warnings").toString()).contains(primary("gone"));
		this.api.create(this.mine.network(primary("gone")));
		assertThat(this.api.at("/networks/{}", other).query("replace", true).put(labels)).hasStatus(200);
		assertThat(this.api.at("/containers/{}/start", stopped("gone")).post()).hasStatus(200);
	}

	@Test
	@RequiresApi("1.44")
	void replaceWhenItIsAcceptedThatARunningContainerLosesTheNetworkSaysSoAndKeepsTheOthers() {
		scene("lose");
		assertThat(this.api.at("/networks/{}", primary("lose")).query("disconnect", true).delete()).hasStatus(204);
		Body labels = Body.of("labels", Map.of(Workspace.LABEL, this.mine.id(), "stage", "test"));
		Answer planned = this.api.at("/networks/{}", other("lose"))
			.query("replace", true)
			.query("acceptBreaking", true)
			.query("dryRun", true)
			.put(labels);
		assertThat(planned).hasStatus(200);
		assertThat(planned.at("/affected").valueStream())
			.anyMatch((each) -> each.path("name").asString().equals(running("lose"))
					&& each.path("effect").asString().equals("disconnected")
					&& each.path("detail").asString().contains("loses this network")
					&& !each.path("detail").asString().contains("It keeps"))
			.anyMatch((each) -> each.path("name").asString().equals(stopped("lose"))
					&& each.path("effect").asString().equals("reconnected"));
		assertThat(planned.at("/steps").toString()).contains("if the engine lets it");
		assertThat(planned.at("/warnings").toString()).doesNotContain(running("lose"));
		Answer replaced = this.api.at("/networks/{}", other("lose"))
			.query("replace", true)
			.query("acceptBreaking", true)
			.put(labels);
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced");
		assertThat(replaced.at("/warnings").toString()).contains(running("lose") + " could not be put back")
			.contains("network mode");
		assertThat(this.api.at("/networks/{}/containers", other("lose")).get().body()).contains(stopped("lose"))
			.doesNotContain(running("lose"));
	}

	@Test
	void linkLocalAddressWhenIpv6GoesIsToldAsLost() {
		String network = this.mine.name("lla");
		this.api.create(this.mine.network(network)
			.with("ipv6", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		String container = this.mine.name("lla-box");
		this.api.run(this.mine.container(container));
		assertThat(this.api.at("/networks/{}/containers", network)
			.post(Body.of("container", container).with("linkLocalAddresses", List.of("fe80::88")))).hasStatus(201);
		Answer planned = this.api.at("/networks/{}", network)
			.query("replace", true)
			.query("dryRun", true)
			.put(Body.of("ipv6", false));
		assertThat(planned.at("/affected").toString()).contains("fe80::88");
		assertThat(this.api.at("/networks/{}", network).query("replace", true).put(Body.of("ipv6", false)))
			.hasStatus(200);
		assertThat(this.engine.container(container).orElseThrow().at("/NetworkSettings/Networks").has(network))
			.isTrue();
	}

}
