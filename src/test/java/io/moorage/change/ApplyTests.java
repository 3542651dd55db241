package io.moorage.change;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Compose file's networks, applied for an owner: made, compared, taken over, pruned,
 * and nobody else's touched.
 */
@EndToEnd
class ApplyTests {

	private final Api api;

	private final Workspace mine;

	private final Changer changer;

	private final Applying applying;

	ApplyTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.applying = new Applying(api, mine);
	}

	@Test
	void applyWhenNewMakesAllAndThenChangesNothing() {
		String owner = this.mine.name("owner-new");
		String front = this.mine.name("apply-front");
		String back = this.mine.name("apply-back");
		String prefix = this.mine.subnets().free();
		String yaml = this.applying.set(this.applying.declared(front),
				this.applying.declared(back, "internal: true", "driver_opts: {com.docker.network.driver.mtu: 1400}",
						"ipam: {config: [{subnet: " + prefix + ".0/24, gateway: " + prefix + ".9}]}"));
		Answer plan = this.mine.unchangedBy(() -> this.applying.apply(owner, yaml, "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/changed", true).has("/summary/create", 2);

		Answer made = this.applying.apply(owner, yaml, "plan=" + plan.text("/digest"));
		assertThat(made).hasStatus(200);
		assertThat(made.texts("/results", "network")).containsExactly(front, back);
		assertThat(made.texts("/results", "outcome")).containsExactly("created", "created");
		assertThat(this.api.at("/networks/{}", back).get()).has("/internal", true)
			.has("/ipam/pools/0/gateway", prefix + ".9")
			.has("/options/com.docker.network.driver.mtu", "1400")
			.has("/managedBy/kind", "moorage")
			.has("/managedBy/project", owner);
		Answer again = this.mine.unchangedBy(() -> this.applying.apply(owner, yaml, "replace=true", "prune=true"));
		assertThat(again.texts("/results", "outcome")).containsExactly("unchanged", "unchanged");
		assertThat(this.applying.apply(owner, yaml, "dryRun=true")).has("/changed", false);
		assertThat(this.api.at("/drift").query("owner", owner).get().texts("/items", "state")).containsExactly("same",
				"same");
	}

	@Test
	void applyWhenItDiffersIsDriftUntilItIsReplaced() {
		String owner = this.mine.name("owner-drift");
		String name = this.mine.name("apply-drift");
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(name)))).hasStatus(200);
		String container = this.changer.run("apply-user", name);
		String address = this.changer.address(container, name);
		String wish = this.applying.set(this.applying.declared(name, "internal: true"));
		Answer refused = this.mine.unchangedBy(() -> this.applying.apply(owner, wish));
		assertThat(refused).isProblem(409, "partly-done")
			.has("/results/0/outcome", "refused")
			.has("/results/0/problem/code", "network-drift")
			.has("/results/0/problem/diff/0/path", "/internal");
		assertThat(this.api.at("/drift").query("owner", owner).get()).has("/items/0/state", "changed")
			.has("/items/0/diff/0/desired", true);
		assertThat(this.applying.apply(owner, wish, "replace=true")).hasStatus(200)
			.has("/results/0/outcome", "replaced");
		assertThat(this.changer.address(container, name)).isEqualTo(address);
		assertThat(this.api.at("/drift").query("owner", owner).get()).has("/items/0/state", "same");
	}

	@Test
	void dryRunWhenOneTakesWhatAnotherLeavesShowsWhatIsThenDone() {
		String owner = this.mine.name("owner-moves");
		String leaving = this.mine.name("apply-leaving");
		String taking = this.mine.name("apply-taking");
		String first = this.mine.subnets().free();
		String second = this.mine.subnets().free();
		assertThat(
				this.applying.apply(owner, this.applying.set(this.applying.declared(leaving, Applying.subnet(first)))))
			.hasStatus(200);
		String wish = this.applying.set(this.applying.declared(leaving, Applying.subnet(second)),
				this.applying.declared(taking, Applying.subnet(first)));
		Answer plan = this.mine.unchangedBy(() -> this.applying.apply(owner, wish, "replace=true", "dryRun=true"));
		assertThat(plan).hasStatus(200).has("/summary/replace", 1).has("/summary/create", 1);
		Answer done = this.applying.apply(owner, wish, "replace=true", "plan=" + plan.text("/digest"));
		assertThat(done).hasStatus(200);
		assertThat(done.texts("/results", "outcome")).containsExactly("replaced", "created");
	}

	@Test
	void pruneWhenTheSetNamesThemNoMoreTakesOnlyThisOwners() {
		String owner = this.mine.name("owner-prune");
		String other = this.mine.name("owner-other");
		String kept = this.mine.name("apply-kept");
		String gone = this.mine.name("apply-gone");
		String used = this.mine.name("apply-used");
		String others = this.mine.name("apply-others");
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(kept),
				this.applying.declared(gone), this.applying.declared(used))))
			.hasStatus(200);
		assertThat(this.applying.apply(other, this.applying.set(this.applying.declared(others)))).hasStatus(200);
		this.changer.run("apply-holder", used);
		Answer pruned = this.applying.apply(owner, this.applying.set(this.applying.declared(kept)), "prune=true");
		assertThat(pruned).isProblem(409, "partly-done");
		assertThat(pruned.texts("/results", "outcome")).containsExactlyInAnyOrder("unchanged", "removed", "refused");
		assertThat(this.api.at("/networks/{}", gone).get()).hasStatus(404);
		assertThat(this.api.at("/networks/{}", used).get()).hasStatus(200);
		assertThat(this.api.at("/networks/{}", others).get()).hasStatus(200);
		assertThat(this.applying.apply(other, this.applying.set(this.applying.declared(kept))))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "owned-by-other");
		assertThat(this.applying.apply(other, "networks: {}", "prune=true")).isProblem(400, "invalid-request")
			.pointsAt("/networks");
		assertThat(this.applying.apply(other, "networks: {}", "prune=true", "allowEmpty=true")).hasStatus(200);
		assertThat(this.api.at("/networks/{}", others).get()).hasStatus(404);
		assertThat(this.api.at("/networks/{}", kept).get()).hasStatus(200);
	}

	@Test
	void pruneWhenANewNameTakesTheSubnetMakesRoomFirst() {
		String owner = this.mine.name("owner-renames");
		String old = this.mine.name("apply-old-name");
		String now = this.mine.name("apply-new-name");
		String prefix = this.mine.subnets().free();
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(old, Applying.subnet(prefix)))))
			.hasStatus(200);
		String wish = this.applying.set(this.applying.declared(now, Applying.subnet(prefix)));
		Answer plan = this.mine.unchangedBy(() -> this.applying.apply(owner, wish, "prune=true", "dryRun=true"));
		assertThat(plan).hasStatus(200);
		assertThat(plan.texts("/steps", "action")).containsExactly("remove", "create");
		Answer done = this.applying.apply(owner, wish, "prune=true", "plan=" + plan.text("/digest"));
		assertThat(done).hasStatus(200);
		assertThat(done.texts("/results", "outcome")).containsExactly("removed", "created");
	}

	@Test
	void applyWhenComposeWouldTakeItTakesItToo() {
		String owner = this.mine.name("owner-compose");
		String name = this.mine.name("apply-extended");
		String yaml = "x-common: {a: 1}\n" + this.applying
			.set(this.applying.declared(name, "x-note: [any]").replace("labels:\n", "labels:\n      nothing: null\n"));
		assertThat(this.applying.apply(owner, yaml)).hasStatus(200);
		assertThat(this.api.at("/networks/{}", name).get()).has("/labels/nothing", "");
		Answer built = this.mine.unchangedBy(() -> this.applying.apply(owner, "networks: {bridge: {}}"));
		assertThat(built).isProblem(409, "partly-done").has("/results/0/problem/code", "built-in-network");
		assertThat(built.body()).doesNotContain("adopt=true");
		assertThat(this.applying.apply(owner, "networks: {a: {ipam: {config: [{gateway: 10.0.0.1}]}}}"))
			.isProblem(400, "invalid-request")
			.pointsAt("/networks/a/ipam/config/0/subnet");
	}

	@Test
	void externalWhenItIsMissingIsRefused() {
		String owner = this.mine.name("owner-external");
		String there = this.changer.network("apply-there").name();
		assertThat(this.applying.apply(owner, "networks:\n  any: {external: true, name: " + there + "}\n"))
			.hasStatus(200)
			.has("/results/0/outcome", "unchanged");
		assertThat(this.applying.apply(owner, "networks:\n  nowhere-" + this.mine.id() + ": {external: true}\n"))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "network-not-found");
		assertThat(this.applying.apply(owner, "networks: {any: {external: true, internal: true}}"))
			.isProblem(400, "invalid-request")
			.pointsAt("/networks/any/external");
	}

	@Test
	void applyWhenComposeDeclaresItTooAndItIsSoIsUnchanged() {
		String project = this.mine.name("project");
		String name = this.changer
			.network("apply-composed", "com.docker.compose.project", project, "com.docker.compose.network", "default",
					"com.docker.compose.config-hash", "6f3b")
			.name();
		String owner = this.mine.name("owner-composed");
		String yaml = this.applying.set(this.applying.declared(name, "internal: true"));
		assertThat(this.applying.apply(owner, yaml, "adopt=true", "replace=true", "override=managed")).hasStatus(200)
			.has("/results/0/outcome", "replaced");
		assertThat(this.mine.unchangedBy(() -> this.applying.apply(owner, yaml))).hasStatus(200)
			.has("/results/0/outcome", "unchanged");
		String other = this.mine.name("owner-beside");
		assertThat(this.applying.apply(other, yaml, "adopt=true", "override=managed")).hasStatus(200)
			.has("/results/0/outcome", "unchanged");
		assertThat(this.applying.drift(other)).has("/items/0/state", "same");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					services: {web: {image: x}}                                | /services
					networks: {a: {driver: bridge, mtu: 1400}}                 | /networks/a/mtu
					networks: {a: {ipam: {config: [{subnet: 10.0.0.1/24}]}}}   | /networks/a/ipam/config/0/subnet
					networks: {a: {ipam: {config: [{gateway: 10.0.0.1}]}}}     | /networks/a/ipam/config/0/subnet
					networks: {a: {ipam: {x-a: 1, config: [{x-b: 1, subnet: 10.9.0.0/24, gate: 1}]}}} | /networks/a/ipam/config/0/gate
					networks: {a: {internal: maybe}}                           | /networks/a/internal
					networks: {a: {labels: 7}}                                 | /networks/a/labels
					networks: {a: {name: b}, b: {}}                            | /networks/b
					networks: {a: {ipam: {config: [{subnet: 10.9.0.0/24}]}}, b: {ipam: {config: [{subnet: 10.9.0.128/25}]}}} | /networks/b/ipam/config/0/subnet
					networks: {'${NAME}': {}}                                  | /networks/${NAME}/name
					networks: {a: {driver_opts: {com.docker.network.bridge.enable_icc: x}, driver: bridge}} | /networks/a/driver_opts/com.docker.network.bridge.enable_icc
					networks: {'a/b': {}}                                      | /networks/a~1b/name
					volumes: {}                                                | /volumes
					""")
	void applyWhenSomethingIsWrongNamesItAndMakesNothing(String yaml, String pointer) {
		Answer refused = this.mine
			.unchangedBy(() -> this.applying.apply(this.mine.name("owner-wrong"), yaml, "allowEmpty=true"));
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.texts("/errors", "pointer")).contains(pointer);
	}

	@Test
	void applyWhenItIsNoNetworkNamesItsFieldsAsComposeDoes() {
		assertThat(this.applying.apply("owner", "networks: {a: [x]}").text("/errors/0/detail"))
			.contains("driver_opts", "enable_ipv6")
			.doesNotContain("driverOpts");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "networks: [a", "networks: !!java.net.URL [x]",
			"networks: {a: {}, a: {}}", "networks: &n {a: *n}", "- a", "? {a: b}\n: c" })
	void applyWhenItIsNoPlainYamlIsRefused(String yaml) {
		assertThat(this.applying.apply("owner", yaml)).isProblem(400, "invalid-request");
	}

	@Test
	void applyWhenAliasesExplodeIsRefusedAtOnce() {
		StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
		for (int i = 1; i < 4; i++) {
			bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(8) + "x]\n");
		}
		bomb.append("networks: {n: {labels: {k: &s \"").append("y".repeat(100_000)).append("\"");
		for (int i = 0; i < 200; i++) {
			bomb.append(", k").append(i).append(": *s");
		}
		bomb.append("}}}\n");
		Answer refused = this.applying.apply("owner", bomb.toString(), "dryRun=true");
		assertThat(refused).isProblem(400, "invalid-request");
		assertThat(refused.text("/detail")).contains("too large");
	}

}
