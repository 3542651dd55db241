package io.moorage.change;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Owners take over networks that are there already.
 */
@EndToEnd
class AdoptionTests {

	private final Api api;

	private final Workspace mine;

	private final Changer changer;

	private final Applying applying;

	AdoptionTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.applying = new Applying(api, mine);
	}

	@Test
	void adoptWhenNobodyOwnsItTakesItOverOnce() {
		String owner = this.mine.name("owner-adopts");
		String name = this.changer.network("apply-plain").name();
		String yaml = this.applying.set(this.applying.declared(name));
		assertThat(this.mine.unchangedBy(() -> this.applying.apply(owner, yaml))).isProblem(409, "partly-done")
			.has("/results/0/problem/code", "owned-by-other");
		assertThat(this.applying.apply(owner, yaml, "adopt=true", "dryRun=true")).has("/changed", true)
			.has("/steps/0/action", "adopt");
		assertThat(this.mine.unchangedBy(() -> this.applying.apply(owner, yaml, "adopt=true"))).hasStatus(200)
			.has("/results/0/outcome", "adopted");
		assertThat(this.applying.apply(owner, yaml)).hasStatus(200).has("/results/0/outcome", "unchanged");
		assertThat(this.api.at("/networks/{}", name).get()).has("/managedBy/kind", "moorage")
			.has("/managedBy/project", owner);
		assertThat(this.applying.apply(this.mine.name("owner-second"), yaml, "adopt=true"))
			.isProblem(409, "partly-done")
			.has("/results/0/problem/code", "owned-by-other");
		assertThat(this.api.at("/networks/{}", name).delete()).isProblem(409, "managed-elsewhere");
	}

	@Test
	void adoptedWhenReplacedBelongsToItsOwnerStill() {
		String owner = this.mine.name("owner-stays");
		String name = this.changer.network("apply-adopted").name();
		String yaml = this.applying.set(this.applying.declared(name));
		assertThat(this.applying.apply(owner, yaml, "adopt=true")).hasStatus(200).has("/results/0/outcome", "adopted");
		assertThat(this.changer.put(name, Body.of("internal", true), "replace=true", "override=managed")).hasStatus(200)
			.has("/outcome", "replaced")
			.has("/managedBy/project", owner);
		assertThat(this.api.at("/networks/{}", name).get()).has("/managedBy/kind", "moorage")
			.has("/managedBy/project", owner);
		assertThat(this.applying.apply(owner, yaml)).hasStatus(200).has("/results/0/outcome", "unchanged");
	}

	@Test
	void adoptWhenItIsProtectedTakesItOverAsItIs() {
		String owner = this.mine.name("owner-guarded");
		String name = this.changer.network("apply-guarded").name();
		assertThat(Changer.send("PUT", Changer.json(this.api.at("/networks/{}/protection", name)),
				Body.of("reason", "a test")))
			.hasStatus(200);
		Answer other = this.mine.unchangedBy(() -> this.applying.apply(owner,
				this.applying.set(this.applying.declared(name, "internal: true")), "adopt=true", "replace=true"));
		assertThat(other).isProblem(409, "partly-done").has("/results/0/problem/code", "protected-network");
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(name)), "adopt=true"))
			.hasStatus(200)
			.has("/results/0/outcome", "adopted");
		assertThat(this.api.at("/networks/{}/protection", name).delete()).hasStatus(204);
	}

	@Test
	void adoptWhenItsSettingsComeFromATemplateSaysWhatToDo() {
		String template = this.mine.name("apply-template");
		this.api.create(this.mine.network(template).with("configOnly", true));
		String name = this.mine.name("apply-configured");
		this.api.create(Body.of("name", name).with("configFrom", template));
		Answer refused = this.mine.unchangedBy(() -> this.applying.apply(this.mine.name("owner-template"),
				this.applying.set(this.applying.declared(name)), "adopt=true", "replace=true"));
		assertThat(refused).isProblem(409, "partly-done")
			.has("/results/0/problem/code", "network-drift")
			.has("/results/0/problem/diff/0/path", "/configFrom");
		assertThat(refused.text("/results/0/problem/detail")).contains(template, "PATCH");
	}

}
