package io.moorage.change;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an owner applied last, against what is there.
 */
@EndToEnd
class DriftTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	private final Applying applying;

	DriftTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
		this.applying = new Applying(api, mine);
	}

	@Test
	void driftWhenANetworkIsGoneTellsSo() {
		String owner = this.mine.name("owner-missing");
		String name = this.mine.name("apply-missing");
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(name)))).hasStatus(200);
		assertThat(this.api.at("/networks/{}", name).query("override", "managed").delete()).hasStatus(204);
		assertThat(this.applying.drift(owner)).has("/items/0/name", name).has("/items/0/state", "missing");
		assertThat(this.api.at("/drift").query("owner", "nobody-" + this.mine.id()).get().at("/items")).isEmpty();
		assertThat(this.api.at("/drift").get()).isProblem(400, "invalid-request");
	}

	@Test
	void driftWhenAnEqualNetworkIsNobodysSaysSo() {
		String name = this.changer.network("drift-nobodys").name();
		String owner = this.mine.name("owner-nobodys");
		assertThat(this.applying.apply(owner, this.applying.set(this.applying.declared(name)))).isProblem(409,
				"partly-done");
		assertThat(this.applying.drift(owner)).has("/items/0/state", "changed")
			.has("/items/0/diff/0/path", "/labels/io.moorage.owner")
			.has("/items/0/diff/0/desired", owner);
	}

	@Test
	void driftWhenWhatWasAppliedIsNotKnownIsToldByLabels() {
		String name = this.mine.name("drift-known");
		assertThat(this.applying.apply(this.mine.name("owner-known"),
				this.applying.set(this.applying.declared(name, "internal: true"))))
			.hasStatus(200);
		String label = this.changer.inspected(name).at("/Labels/io.moorage.spec").asString();
		String lost = this.mine.name("owner-lost");
		made(lost, "a-changed", label);
		made(lost, "b-nonsense", "{\"ipam\":{\"pools\":[{}]}}");
		made(lost, "c-same", label.replace("\"internal\":true", "\"internal\":false"));
		Answer drift = this.api.at("/drift").query("owner", lost).query("fresh", true).get();
		assertThat(drift.texts("/items", "state")).containsExactly("changed", "changed", "same");
		assertThat(drift).has("/items/0/diff/0/path", "/internal")
			.has("/items/0/diff/0/current", false)
			.has("/items/1/diff/0/path", "/labels/io.moorage.spec")
			.has("/total", 3);
		assertThat(this.api.at("/drift").query("owner", lost).query("limit", 1).get().at("/items")).hasSize(1);
		assertThat(this.api.at("/drift").query("owner", lost).header("Accept", "text/plain").get().body())
			.contains("STATE", "/internal");
	}

	private void made(String owner, String name, String spec) {
		new Stranger(this.engine, this.mine).createNetwork(this.mine.name(name), this.mine.subnets().free() + ".0/24",
				"io.moorage.owner", owner, "io.moorage.spec", spec);
	}

	@Test
	void driftWhenANetworkIsDeclaredElsewhereNowIsNotExtra() {
		String owner = this.mine.name("owner-gives");
		String given = this.mine.name("drift-given");
		String left = this.mine.name("drift-left");
		assertThat(this.applying.apply(owner,
				this.applying.set(this.applying.declared(given), this.applying.declared(left))))
			.hasStatus(200);
		assertThat(this.applying.apply(owner, "networks: {any: {external: true, name: " + given + "}}")).hasStatus(200);
		Answer drift = this.applying.drift(owner);
		assertThat(drift.texts("/items", "name")).containsExactly(left);
		assertThat(drift.texts("/items", "state")).containsExactly("extra");
	}

}
