package io.moorage.change;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code PUT /networks/{network}}: creates, or compares what is given with what is there.
 */
@EndToEnd
class PutNetworkTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	PutNetworkTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	@Test
	void putWhenNothingIsThereCreates() {
		String name = this.mine.name("new");
		String prefix = this.mine.subnets().free();
		Body body = new Body().with("labels", this.mine.labels()).pool("subnet", prefix + ".0/24");
		Answer answer = this.changer.put(name, body);
		assertThat(answer).hasStatus(201).has("/outcome", "created").has("/name", name);
		assertThat(answer.header("Location")).endsWith("/networks/" + answer.text("/id"));
		assertThat(this.changer.inspected(name).at("/IPAM/Config/0/Subnet").asString()).isEqualTo(prefix + ".0/24");
		assertThat(this.changer.inspected(name).path("Id").asString()).isEqualTo(answer.text("/id"));
		assertThat(this.mine.unchangedBy(() -> this.changer.put(name, body))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void putWhenOnlyWhatIsThereIsGivenIsUnchanged() {
		String name = this.mine.name("same");
		String v4 = this.mine.subnets().free();
		String v6 = this.mine.subnets().freeIpv6();
		Map<String, Object> pool = Map.of("subnet", v4 + ".0/24", "ipRange", v4 + ".128/25", "reserved",
				Map.of("printer", v4 + ".9", "scanner", v4 + ".10"));
		this.api.create(this.mine.network(name)
			.with("labels", this.changer.labels("team", "platform", "empty", ""))
			.with("internal", true)
			.with("options", Map.of("com.docker.network.driver.mtu", "1400"))
			.with("ipam", Map.of("pools", List.of(pool, Map.of("subnet", v6 + "::/64", "gateway", v6 + "::1")))));
		for (Body body : List.of(new Body(), Body.of("name", name), Body.of("driver", "bridge").with("internal", true),
				Body.of("labels", Map.of("team", "platform")), Body.of("labels", Map.of("empty", "")),
				Body.of("labels", Body.of("nowhere", null)), Body.of("options", Map.of()),
				Body.of("ipam", Map.of("driver", "default")), new Body().pool("subnet", v4 + ".0/24"),
				new Body().pool("subnet", v6.toUpperCase() + ":0:0:0:0/64", "gateway", v6 + ":0000:0:0:0001"),
				new Body().pool("subnet", v6 + "::/64").pool("subnet", v4 + ".0/24"),
				Body.of("ipam",
						Map.of("pools",
								List.of(Map.of("subnet", v4 + ".0/24", "reserved", Map.of("scanner", v4 + ".10"))))),
				Body.of("ipv4", true).with("ipv6", true).with("attachable", false).with("scope", "local"))) {
			assertThat(this.mine.unchangedBy(() -> this.changer.put(name, body, "replace=true"))).hasStatus(200)
				.has("/outcome", "unchanged");
		}
	}

	@Test
	void putWhenReadBackIsUnchanged() {
		String name = this.mine.name("read");
		this.api.create(this.mine.network(name)
			.with("ipv6", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		Body body = new Body();
		for (String field : List.of("name", "driver", "scope", "ipv4", "ipv6", "internal", "attachable", "ingress",
				"configOnly", "options", "labels")) {
			body.put(field, this.api.network(name).path(field));
		}
		body.pool("subnet", this.api.network(name).at("/ipam/pools/0/subnet").asString(), "gateway",
				this.api.network(name).at("/ipam/pools/0/gateway").asString());
		assertThat(this.mine.unchangedBy(() -> this.changer.put(name, body))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void putWhenItDiffersIsDriftWithPlanAndChangesNothing() {
		Changer.Made made = this.changer.network("drift", "team", "platform", "a/b~c", "1");
		String other = this.mine.subnets().free();
		Body body = Body.of("internal", true)
			.with("labels", Body.of("team", "other").with("a/b~c", null).with("stage", "test"))
			.pool("subnet", other + ".0/24");
		Answer drift = this.mine.unchangedBy(() -> this.changer.put(made.name(), body));
		assertThat(drift).isProblem(409, "network-drift").has("/network/id", made.id());
		assertThat(drift.texts("/diff", "path")).containsExactlyInAnyOrder("/internal", "/labels/team",
				"/labels/a~1b~0c", "/labels/stage", "/ipam/pools/0/subnet");
		assertThat(drift.at("/diff").toString())
			.contains("{\"path\":\"/labels/team\",\"current\":\"platform\",\"desired\":\"other\"}")
			.contains("{\"path\":\"/labels/stage\",\"current\":null,\"desired\":\"test\"}")
			.contains("{\"path\":\"/internal\",\"current\":false,\"desired\":true}");
		assertThat(drift).has("/plan/changed", true).has("/plan/summary/replace", 1).tells("/plan/digest");
		Answer preview = this.changer.put(made.name(), body, "dryRun=true", "replace=true");
		assertThat(preview).hasStatus(200).has("/digest", drift.text("/plan/digest"));
		assertThat(this.changer.put(made.name(), body, "dryRun=true")).isProblem(409, "network-drift");
	}

	@Test
	void putWhenIpv6IsAskedForByPoolAloneIsDrift() {
		Changer.Made made = this.changer.network("six");
		Answer drift = this.mine.unchangedBy(() -> this.changer.put(made.name(),
				new Body().pool("subnet", this.mine.subnets().freeIpv6() + "::/64")));
		assertThat(drift).isProblem(409, "network-drift");
		assertThat(drift.texts("/diff", "path")).containsExactlyInAnyOrder("/ipv6", "/ipam/pools/0");
		assertThat(this.changer.put(made.name(),
				Body.of("ipv6", false).pool("subnet", this.mine.subnets().freeIpv6() + "::/64")))
			.isProblem(400, "invalid-request");
	}

	@ParameterizedTest
	@ValueSource(strings = { "bridge", "host", "none" })
	void putWhenItIsBuiltInIsRefused(String name) {
		String before = this.engine.network(name).orElseThrow().path("Id").asString();
		Body body = Body.of("labels", Map.of("team", "platform"));
		assertThat(this.changer.put(name, body)).isProblem(409, "built-in-network");
		assertThat(this.changer.put(name, body, "replace=true", "override=managed")).isProblem(409, "built-in-network");
		assertThat(this.changer.put(before, body, "replace=true", "dryRun=true")).isProblem(409, "built-in-network");
		assertThat(this.changer.put("default", body)).isProblem(409, "built-in-network");
		assertThat(this.engine.network(name).orElseThrow().path("Id").asString()).isEqualTo(before);
	}

	@Test
	void putWhenNameInBodyDiffersIsRefused() {
		Changer.Made made = this.changer.network("renamed");
		Body body = Body.of("name", this.mine.name("other"));
		assertThat(this.mine.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true")))
			.isProblem(400, "invalid-request")
			.pointsAt("/name");
		assertThat(this.changer.put(made.id(), body)).isProblem(400, "invalid-request").pointsAt("/name");
		assertThat(this.mine.unchangedBy(() -> this.changer.put(this.mine.name("third"), body)))
			.isProblem(400, "invalid-request")
			.pointsAt("/name");
		assertThat(this.changer.put(made.id(), Body.of("name", made.name()))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void putWhenOnlyBeginningOfIdIsGivenAsksForName() {
		Changer.Made made = this.changer.network("prefix");
		for (int length : new int[] { 12, 13, 63 }) {
			String prefix = made.id().substring(0, length);
			Answer refused = this.mine
				.unchangedBy(() -> this.changer.put(prefix, Body.of("labels", this.mine.labels())));
			assertThat(refused).isProblem(400, "name-required");
			assertThat(refused.text("/detail")).contains(made.name());
		}
		assertThat(this.changer.put(made.id(), new Body())).hasStatus(200).has("/outcome", "unchanged");
		assertThat(this.changer.put(made.name(), Body.of("internal", true), "replace=true")).hasStatus(200);
		assertThat(this.mine.unchangedBy(() -> this.changer.put(made.id().substring(0, 12), new Body()))).isProblem(400,
				"name-required");
	}

	@Test
	void putWhenIdIsNobodysIsNotFound() {
		Body body = Body.of("labels", this.mine.labels());
		assertThat(this.mine.unchangedBy(() -> this.changer.put("0123456789abcdef".repeat(4), body))).isProblem(404,
				"network-not-found");
	}

	@Test
	void putWhenOnlyCreatingIsAskedForNeverReplaces() {
		Changer.Made made = this.changer.network("only");
		Body body = Body.of("labels", this.changer.labels("x", "1"));
		assertThat(this.mine.unchangedBy(() -> onlyCreate(made.name(), body, "replace=true"))).isProblem(412,
				"precondition-failed");
		assertThat(onlyCreate(made.name(), new Body())).isProblem(412, "precondition-failed");
		assertThat(onlyCreate(made.id(), body, "dryRun=true")).isProblem(412, "precondition-failed");
		Body pooled = body.pool("subnet", this.mine.subnets().free() + ".0/24");
		assertThat(onlyCreate(this.mine.name("only-new"), pooled)).hasStatus(201).has("/outcome", "created");
		assertThat(onlyCreate(this.mine.name("only-new"), pooled)).isProblem(412, "precondition-failed");
	}

	private Answer onlyCreate(String network, Body body, String... parameters) {
		return Changer.send("PUT",
				Changer.json(this.api.at("/networks/{}", network), parameters).header("If-None-Match", "*"), body);
	}

	@Test
	void putWhenReadBeforeItChangedIsRefused() {
		Changer.Made made = this.changer.network("matched");
		String tag = this.api.at("/networks/{}", made.name()).get().header("ETag");
		Body body = Body.of("labels", Map.of("x", "1"));
		assertThat(this.mine.unchangedBy(() -> ifMatch(made.name(), "\"other\"", body))).isProblem(412,
				"precondition-failed");
		Answer replaced = ifMatch(made.name(), tag, body);
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced");
		assertThat(ifMatch(made.name(), tag, body)).isProblem(412, "precondition-failed");
		assertThat(ifMatch(made.name(), "*", body)).hasStatus(200).has("/outcome", "unchanged");
		assertThat(this.mine.unchangedBy(() -> ifMatch(this.mine.name("matched-not"), "*", body))).isProblem(404,
				"network-not-found");
	}

	private Answer ifMatch(String network, String tag, Body body) {
		Call call = Changer.json(this.api.at("/networks/{}", network), "replace=true");
		return Changer.send("PUT", call.header("If-Match", tag), body);
	}

	@Test
	void putWhenPoolIsAnothersIsRefusedBeforeAnythingIsDone() {
		Changer.Made made = this.changer.network("wants");
		Changer.Made other = this.changer.network("has");
		this.changer.run("wants-user", made.name());
		Body body = new Body().pool("subnet", other.prefix() + ".0/25");
		for (String dryRun : List.of("true", "false")) {
			Answer refused = this.mine
				.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true", "dryRun=" + dryRun));
			assertThat(refused).isProblem(409, "subnet-overlap");
			assertThat(refused.body()).contains(other.name(), "suggestion");
		}
		assertThat(this.changer.put(made.name(), body)).isProblem(409, "subnet-overlap");
	}

	@Test
	void putWhenBodyIsEmptyAsksForNothing() {
		Changer.Made made = this.changer.network("bodiless");
		String container = this.changer.run("bodiless-user", made.name());
		for (Call call : List.of(this.api.at("/networks/{}", made.name()),
				this.api.at("/networks/{}/containers/{}", made.name(), container))) {
			assertThat(this.mine.unchangedBy(() -> call.send("PUT", BodyPublishers.noBody()))).hasStatus(200)
				.has("/outcome", "unchanged");
		}
	}

	@Test
	void putWhenItIsProtectedOrManagedShowsThePlanAndSaysSo() {
		Changer.Made made = this.changer.network("guarded", "com.docker.compose.project", "guarded-shop");
		Body body = Body.of("internal", true);
		Answer drift = this.changer.put(made.name(), body);
		assertThat(drift).isProblem(409, "network-drift").tells("/plan/digest");
		assertThat(drift.text("/detail")).contains("guarded-shop").doesNotContain("send replace=true to do it");
		Changer.Made plain = this.changer.network("approved");
		String digest = this.changer.put(plain.name(), body).text("/plan/digest");
		this.changer.run("approved-late", plain.name());
		Answer stale = this.changer.put(plain.name(), body, "replace=true", "plan=" + digest);
		assertThat(stale).isProblem(409, "plan-stale");
		assertThat(stale.text("/detail")).doesNotContain("not known any more");
	}

	@Test
	void putWhenBodyIsInvalidPointsAtIt() {
		Changer.Made made = this.changer.network("invalid");
		assertInvalid(made, Body.of("nonsense", 1), "/nonsense");
		assertInvalid(made, Body.of("labels", List.of()), "/labels");
		assertInvalid(made, new Body().pool("subnet", "10.0.0.1/24"), "/ipam/pools/0/subnet");
		assertInvalid(made, new Body().pool("gateway", made.prefix() + ".1"), "/ipam/pools/0/subnet");
		assertInvalid(made, new Body().pool("subnet", made.prefix() + ".0/24", "gateway", "10.1.1.1"),
				"/ipam/pools/0/gateway");
		assertInvalid(made, "{\"internal\": true, \"internal\": false}", "/internal");
		assertInvalid(made, Body.of("options", Body.of("com.docker.network.bridge.enable_icc", "x")),
				"/options/com.docker.network.bridge.enable_icc");
		assertThat(Changer.send("PUT", this.api.at("/networks/{}", made.name()).header("Content-Type", "text/plain"),
				"{}"))
			.hasStatus(415);
	}

	private void assertInvalid(Changer.Made made, Object body, String pointer) {
		assertThat(this.mine.unchangedBy(() -> this.changer.put(made.name(), body, "replace=true")))
			.isProblem(400, "invalid-request")
			.pointsAt(pointer);
	}

}
