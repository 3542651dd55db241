package io.moorage.change;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RequiresApi;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code PATCH /networks/{network}}: a JSON merge patch over today's network.
 */
@EndToEnd
class PatchNetworkTests {

	private static final String MTU = "com.docker.network.driver.mtu";

	private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	PatchNetworkTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	@Test
	void patchWhenLabelIsNullRemovesItAlone() {
		Changer.Made made = this.changer.network("label", "team", "platform", "stage", "test");
		String member = this.changer.run("label-user", made.name(), "ipv4Address", made.prefix() + ".40");
		Body patch = Body.of("labels", Body.of("team", null));
		Answer drift = this.mine.unchangedBy(() -> this.changer.patch(made.name(), patch));
		assertThat(drift).isProblem(409, "network-drift").has("/diff/0/path", "/labels/team");
		Answer replaced = this.changer.patch(made.name(), patch, "replace=true");
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced").has("/previousId", made.id());
		assertThat(this.changer.inspected(made.name()).path("Labels").propertyNames())
			.containsExactlyInAnyOrder(Workspace.LABEL, "stage");
		assertThat(this.changer.address(member, made.name())).isEqualTo(made.prefix() + ".40");
		assertThat(this.mine.unchangedBy(() -> this.changer.patch(made.name(), patch, "replace=true"))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void patchWhenMembersCouldNotComeBackIsRefused() {
		Changer.Made made = this.changer.network("to-be-template");
		String member = this.changer.run("to-be-template-user", made.name());
		for (String parameter : List.of("dryRun=true", "dryRun=false")) {
			assertThat(this.mine.unchangedBy(
					() -> this.changer.patch(made.name(), Body.of("configOnly", true), "replace=true", parameter)))
				.isProblem(409, "network-config-only")
				.has("/network/id", made.id());
		}
		assertThat(this.changer.address(member, made.name())).startsWith(made.prefix());
	}

	@Test
	void patchWhenOptionIsNullRemovesItAlone() {
		String name = this.mine.name("option");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(name)
			.with("options", Map.of(MTU, "1400", MASQUERADE, "false"))
			.pool("subnet", prefix + ".0/24"));
		Answer replaced = this.changer.patch(name, Body.of("options", Body.of(MTU, null)), "replace=true");
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).path("Options").propertyNames()).contains(MASQUERADE)
			.doesNotContain(MTU);
		replaced = this.changer.patch(name, Body.of("options", null), "replace=true");
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).path("Options").toString()).doesNotContain(MTU, MASQUERADE);
		assertThat(this.changer.inspected(name).at("/IPAM/Config/0/Subnet").asString()).isEqualTo(prefix + ".0/24");
		assertThat(this.changer.patch(name, Body.of("options", null), "replace=true")).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void patchWhenPoolIsLeftOutOfListRemovesIt() {
		String name = this.mine.name("pool");
		String v4 = this.mine.subnets().free();
		this.api.create(this.mine.network(name)
			.pool("subnet", v4 + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		String member = this.changer.run("pool-user", name);
		String address = this.changer.address(member, name);
		Body patch = Body.of("ipv6", false).pool("subnet", v4 + ".0/24");
		Answer preview = this.mine.unchangedBy(() -> this.changer.patch(name, patch, "replace=true", "dryRun=true"));
		assertThat(preview).hasStatus(200).has("/affected/0/effect", "address-changes");
		assertThat(this.changer.patch(name, patch, "replace=true", "plan=" + preview.text("/digest"))).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).at("/IPAM/Config").size()).isOne();
		assertThat(this.changer.inspected(name).path("EnableIPv6").asBoolean()).isFalse();
		assertThat(this.changer.address(member, name)).isEqualTo(address);
		assertThat(this.changer.endpoint(member, name).path("GlobalIPv6Address").asString("")).isEmpty();
		assertThat(this.changer.patch(name, patch)).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	void patchWhenPartOfPoolIsLeftOutRemovesIt() {
		String name = this.mine.name("part");
		String v4 = this.mine.subnets().free();
		Map<String, Object> pool = Map.of("subnet", v4 + ".0/24", "gateway", v4 + ".254", "ipRange", v4 + ".128/25",
				"reserved", Map.of("printer", v4 + ".9"));
		this.api.create(this.mine.network(name).with("ipam", Map.of("pools", List.of(pool))));
		Body patch = new Body().pool("subnet", v4 + ".0/24", "gateway", v4 + ".254");
		Answer drift = this.changer.patch(name, patch);
		assertThat(drift).isProblem(409, "network-drift");
		assertThat(drift.texts("/diff", "path")).containsExactlyInAnyOrder("/ipam/pools/0/ipRange",
				"/ipam/pools/0/reserved/printer");
		assertThat(this.changer.patch(name, patch, "replace=true")).hasStatus(200).has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).at("/IPAM/Config/0").propertyNames())
			.containsExactlyInAnyOrder("Subnet", "Gateway");
		assertThat(this.changer.patch(name, patch)).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	void patchWhenTheTemplateIsLeftKeepsWhatCameFromIt() {
		String template = this.mine.name("left-template");
		this.api.create(this.mine.network(template)
			.with("configOnly", true)
			.with("ipv6", true)
			.with("options", Map.of("com.docker.network.driver.mtu", "1400"))
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		String name = this.mine.name("left");
		this.api.create(Body.of("name", name).with("configFrom", template));
		JsonNode before = this.changer.inspected(name);
		Answer plan = this.mine.unchangedBy(() -> this.changer.patch(name,
				Body.of("configFrom", null).with("labels", null), "replace=true", "dryRun=true"));
		assertThat(plan.at("/steps").toString()).contains("/labels/" + Workspace.LABEL.replace("/", "~1"));
		Answer patched = this.changer.patch(name, Body.of("configFrom", null), "replace=true");
		assertThat(patched).hasStatus(200).has("/outcome", "replaced");
		JsonNode after = this.changer.inspected(name);
		assertThat(after.path("ConfigFrom").path("Network").asString("")).isEmpty();
		for (String part : List.of("Options", "Labels", "EnableIPv6")) {
			assertThat(after.path(part)).as(part).isEqualTo(before.path(part));
		}
		// The engine writes the gateway down that it had assumed.
		assertThat(after.at("/IPAM/Config").findValuesAsString("Subnet"))
			.isEqualTo(before.at("/IPAM/Config").findValuesAsString("Subnet"));
		assertThat(after.at("/Labels/" + Workspace.LABEL).asString()).isEqualTo(this.mine.id());
		assertThat(this.changer.patch(name, Body.of("configFrom", null))).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	void patchWhenTheEngineKeepsAPoolThatNobodyCanUseIsAsForOthers() {
		String name = this.mine.name("unused-pool");
		this.engine.post("/networks/create",
				Body.of("Name", name)
					.with("Labels", this.mine.labels())
					.with("IPAM", Map.of("Config", List.of(Map.of("Subnet", this.mine.subnets().free() + ".0/24"),
							Map.of("Subnet", this.mine.subnets().freeIpv6() + "::/64")))));
		assertThat(this.mine.unchangedBy(() -> this.changer.patch(name, new Body()))).hasStatus(200)
			.has("/outcome", "unchanged");
		assertThat(Changer.send("PATCH",
				this.api.at("/networks/{}", name).header("Content-Type", "application/merge-patch+json"), ""))
			.hasStatus(200)
			.has("/outcome", "unchanged");
		assertThat(this.changer.patch(name, Body.of("labels", Map.of("stage", "test")), "replace=true")).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.put(name, Body.of("labels", Map.of("stage", "test")))).hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void patchWhenNothingIsInItIsUnchangedForEveryKindOfNetwork() {
		String template = this.mine.name("template");
		this.api.create(this.mine.network(template)
			.with("configOnly", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24"));
		String configured = this.mine.name("configured");
		this.api.create(Body.of("name", configured).with("configFrom", template));
		String six = this.mine.name("six");
		this.api.create(this.mine.network(six)
			.with("ipv6", true)
			.with("options", Map.of("com.docker.network.bridge.name", "br" + this.mine.subnets().free().substring(3)))
			.pool("subnet", this.mine.subnets().free() + ".0/24"));
		String chosen = this.mine.name("chosen");
		this.api.create(this.mine.network(chosen));
		Answer both = this.mine.unchangedBy(() -> this.changer.patch(chosen, Body.of("configFrom", template)));
		assertThat(both).isProblem(400, "invalid-request").pointsAt("/ipam", "/labels");
		assertThat(both.body()).contains("in a PATCH, send it as null");
		try {
			for (String network : List.of(template, configured, six, chosen, "bridge", "host", "none")) {
				assertThat(this.mine.unchangedBy(() -> this.changer.patch(network, new Body()))).hasStatus(200)
					.has("/outcome", "unchanged");
				assertThat(this.changer.put(network, new Body())).hasStatus(200).has("/outcome", "unchanged");
			}
			Body own = Body.of("labels", Map.of("team", "platform"))
				.with("options", Map.of("com.docker.network.driver.mtu", "1400"))
				.pool("subnet", this.mine.subnets().free() + ".0/24");
			for (Answer refused : List.of(
					this.mine.unchangedBy(() -> this.changer.put(configured, own, "replace=true")),
					this.mine.unchangedBy(() -> this.changer.patch(configured, own, "replace=true")))) {
				assertThat(refused).isProblem(400, "invalid-request");
				assertThat(refused.texts("/errors", "pointer")).contains("/ipam", "/options", "/labels");
			}
		}
		finally {
			// It carries its template's settings, not the label.
			this.changer.delete(configured);
		}
	}

	@Test
	void patchWhenIpv6IsTurnedOnKeepsWhatIsThere() {
		Changer.Made made = this.changer.network("dual", "team", "platform");
		String member = this.changer.run("dual-user", made.name());
		String address = this.changer.address(member, made.name());
		assertThat(this.changer.patch(made.name(), Body.of("ipv6", true), "replace=true")).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.inspected(made.name()).path("EnableIPv6").asBoolean()).isTrue();
		assertThat(this.changer.inspected(made.name()).at("/Labels/team").asString()).isEqualTo("platform");
		assertThat(this.changer.address(member, made.name())).isEqualTo(address);
		assertThat(this.changer.endpoint(member, made.name()).path("GlobalIPv6Address").asString("")).contains(":");
		assertThat(this.changer.patch(made.name(), Body.of("ipv6", true))).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	void patchWhenIpv6IsTurnedOffDropsItsPools() {
		String name = this.mine.name("single");
		String prefix = this.mine.subnets().free();
		this.api.create(this.mine.network(name)
			.with("ipam", Body.of("pools", List.of(Body.of("subnet", prefix + ".0/24"),
					Body.of("subnet", "fd5e:" + Integer.toHexString(name.hashCode() & 0xffff) + ":22::/64")))));
		assertThat(this.changer.patch(name, Body.of("ipv6", false), "replace=true")).hasStatus(200)
			.has("/outcome", "replaced");
		assertThat(this.changer.inspected(name).path("EnableIPv6").asBoolean()).isFalse();
		assertThat(this.changer.inspected(name).at("/IPAM/Config").size()).isEqualTo(1);
		assertThat(this.changer.inspected(name).at("/IPAM/Config/0/Subnet").asString()).isEqualTo(prefix + ".0/24");
	}

	@Test
	void patchWhenReferenceIsBeginningOfIdFindsIt() {
		Changer.Made made = this.changer.network("short");
		Answer replaced = this.changer.patch(made.id().substring(0, 12), Body.of("internal", true), "replace=true");
		assertThat(replaced).hasStatus(200).has("/outcome", "replaced").has("/name", made.name());
		assertThat(this.changer.inspected(made.name()).path("Internal").asBoolean()).isTrue();
		assertThat(this.changer.patch(this.mine.name("nobody"), new Body())).isProblem(404, "network-not-found");
	}

	@Test
	void patchWhenBodyIsInvalidPointsAtIt() {
		Changer.Made made = this.changer.network("invalid");
		assertThat(refused(made, Body.of("nonsense", 1))).isProblem(400, "invalid-request").pointsAt("/nonsense");
		assertThat(refused(made, Body.of("name", this.mine.name("x")))).isProblem(400, "invalid-request")
			.pointsAt("/name");
		assertThat(refused(made, Body.of("internal", "yes"))).isProblem(400, "invalid-request").pointsAt("/internal");
		assertThat(refused(made, "[]")).isProblem(400, "invalid-request");
		assertThat(refused(made, "{\"internal\": tru")).isProblem(400, "invalid-request");
	}

	private Answer refused(Changer.Made made, Object patch) {
		return this.mine.unchangedBy(() -> this.changer.patch(made.name(), patch, "replace=true"));
	}

	@Test
	void patchWhenItIsBuiltInIsRefused() {
		assertThat(this.changer.patch("bridge", Body.of("internal", true), "replace=true")).isProblem(409,
				"built-in-network");
		assertThat(this.changer.patch("host", Body.of("labels", Map.of("x", "1")), "replace=true", "dryRun=true"))
			.isProblem(409, "built-in-network");
		assertThat(this.engine.network("bridge").orElseThrow().path("Internal").asBoolean()).isFalse();
	}

	@Test
	@RequiresApi("1.48")
	void patchWhenIpv4IsNoMoreWantedLetsItsPoolGo() {
		String name = this.mine.name("without-ipv4");
		this.api.create(this.mine.network(name)
			.with("ipv6", true)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", this.mine.subnets().freeIpv6() + "::/64"));
		assertThat(this.changer.patch(name, Body.of("ipv4", false), "replace=true")).hasStatus(200)
			.has("/outcome", "replaced")
			.has("/ipv4", false);
		assertThat(this.changer.inspected(name).at("/IPAM/Config")).hasSize(1);
		assertThat(this.changer.patch(name, Body.of("ipv4", false))).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	@RequiresApi(before = "1.44")
	void patchWhenTheScopeTakesASwarmIsRefusedBeforeAnybodyIsTakenOff() {
		Changer.Made made = this.changer.network("to-global");
		this.changer.run("to-global-user", made.name());
		assertThat(this.mine
			.unchangedBy(() -> this.changer.patch(made.name(), Body.of("scope", "global"), "replace=true")))
			.isProblem(409, "swarm-required");
	}

	@Test
	@RequiresApi("1.44")
	void replaceWhenScopeIsGlobalKeepsIt() {
		String name = this.mine.name("global");
		this.api.create(
				this.mine.network(name).with("scope", "global").pool("subnet", this.mine.subnets().free() + ".0/24"));
		assertThat(this.changer.put(name, Body.of("internal", true), "replace=true")).hasStatus(200)
			.has("/scope", "global");
		Answer again = this.mine.unchangedBy(() -> this.changer.put(name, Body.of("scope", "global"), "replace=true"));
		assertThat(again).hasStatus(200).has("/outcome", "unchanged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/json-patch+json", "application/xml" })
	void patchWhenTypeIsAnotherIsUnsupported(String type) {
		Answer refused = Changer.send("PATCH", this.api.at("/networks/bridge").header("Content-Type", type), "{}");
		assertThat(refused).hasStatus(415);
		assertThat(refused.text("/detail")).contains("application/merge-patch+json");
	}

	@Test
	void patchWhenTypeIsPlainJsonIsTaken() {
		Changer.Made made = this.changer.network("json");
		assertThat(Changer.send("PATCH", Changer.json(this.api.at("/networks/{}", made.name())), "{\"labels\":{}}"))
			.hasStatus(200)
			.has("/outcome", "unchanged");
	}

}
