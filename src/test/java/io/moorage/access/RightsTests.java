package io.moorage.access;

import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Call;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rights hang on what would be done, by whatever request it is asked for.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RightsTests {

	private final Workspace mine;

	private RunningMoorage moorage;

	private Api viewer;

	private Api operator;

	private Api admin;

	RightsTests(Workspace mine) {
		this.mine = mine;
	}

	@BeforeAll
	void start(Engine engine) {
		this.moorage = RunningMoorage.inFrontOf(engine.host(), Callers.settings("moorage.engine.read-timeout=30s"));
		this.viewer = this.moorage.api().as(Callers.VIEWER);
		this.operator = this.moorage.api().as(Callers.OPERATOR);
		this.admin = this.moorage.api().as(Callers.ADMIN);
	}

	@AfterAll
	void stop() {
		this.moorage.close();
	}

	private void refused(Call call, String method, Object body) {
		Answer answer = this.mine.unchangedBy(() -> (body != null)
				? ("PUT".equals(method) ? call.put(body) : call.header("Content-Type", "application/json").post(body))
				: call.delete());
		assertThat(answer).isProblem(403, "forbidden").has("/requires", "admin");
	}

	private String network(String base) {
		String name = this.mine.name(base);
		this.admin.create(this.mine.network(name).pool("subnet", this.mine.subnets().free() + ".0/24"));
		return name;
	}

	private Answer patch(Api caller, String network, Object body, boolean replace) {
		return caller.at("/networks/{}", network)
			.query("replace", replace)
			.header("Content-Type", "application/merge-patch+json")
			.send("PATCH", java.net.http.HttpRequest.BodyPublishers
				.ofString(tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(body)));
	}

	@Test
	void viewerWhenWritingOrPlanningIsRefused() {
		String name = network("seen");
		Body labels = Body.of("labels", Map.of("stage", "test"));
		assertThat(this.viewer.network(name).path("name").asString()).isEqualTo(name);
		for (boolean dryRun : new boolean[] { true, false }) {
			assertThat(this.mine.unchangedBy(() -> this.viewer.at("/networks/{}", name)
				.query("replace", true)
				.query("dryRun", dryRun)
				.put(labels))).isProblem(403, "forbidden");
			assertThat(this.viewer.at("/networks").query("dryRun", dryRun).post(this.mine.network("viewers")))
				.isProblem(403, "forbidden");
		}
		assertThat(patch(this.viewer, name, labels, true)).isProblem(403, "forbidden");
	}

	@Test
	void replaceWhenOperatorAsksIsRefusedByEveryRequest() {
		String name = network("kept");
		Body labels = Body.of("labels", Map.of(Workspace.LABEL, this.mine.id(), "stage", "test"));
		refused(this.operator.at("/networks/{}", name).query("replace", true), "PUT", labels);
		refused(this.operator.at("/networks/{}", name).query("replace", true).query("dryRun", true), "PUT", labels);
		assertThat(patch(this.operator, name, labels, true)).isProblem(403, "forbidden");
		refused(this.operator.at("/apply").query("owner", "shop").query("adopt", true).query("replace", true), "POST",
				Map.of("networks", Map.of(name, labels)));
		// That it differs they may know.
		assertThat(this.operator.at("/networks/{}", name).put(labels)).isProblem(409, "network-drift");
	}

	@Test
	void undoWhenItReplacesOrMakesWhatChangesTheHostTakesAnAdmin() {
		String name = network("undone");
		String replaced = operation(this.admin.at("/networks/{}", name)
			.query("replace", true)
			.header("Prefer", "respond-async")
			.put(Body.of("labels", Map.of(Workspace.LABEL, this.mine.id(), "stage", "test"))));
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/operations/{}/undo", replaced).post())).isProblem(403,
				"forbidden");
		assertThat(this.admin.at("/operations/{}", replaced).get()).has("/caller", "admin");
		assertThat(this.admin.at("/operations/{}/undo", replaced).post()).hasStatus(200);

		String bridged = this.mine.name("bridged");
		this.admin.create(bridged(bridged, "mo-undo0"));
		String removed = operation(
				this.operator.at("/networks/{}", bridged).header("Prefer", "respond-async").delete());
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/operations/{}/undo", removed).post())).isProblem(403,
				"forbidden");
		assertThat(this.admin.at("/operations/{}/undo", removed).post()).hasStatus(200);
	}

	@Test
	void undoWhenItPutsBackWhatOnlyAnAdminMayTakesAnAdmin() {
		String name = network("options");
		String container = this.mine.name("optioned");
		this.admin.run(this.mine.container(container));
		assertThat(this.admin.at("/networks/{}/containers", name)
			.post(Body.of("container", container).with("driverOptions", Map.of("com.docker.network.x", "1"))))
			.hasStatus(201);
		String removed = operation(this.admin.at("/networks/{}", name)
			.query("disconnect", true)
			.header("Prefer", "respond-async")
			.delete());
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/operations/{}/undo", removed).post())).isProblem(403,
				"forbidden");
		assertThat(this.admin.at("/operations/{}/undo", removed).post()).hasStatus(200);

		Map<String, String> labels = new java.util.TreeMap<>(this.mine.labels());
		labels.put("com.docker.compose.project", "shop");
		String created = operation(this.admin.at("/networks")
			.header("Prefer", "respond-async")
			.post(Body.of("name", this.mine.name("composed")).with("labels", labels)));
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/operations/{}/undo", created).post())).isProblem(409,
				"managed-elsewhere");
		assertThat(this.admin.at("/operations/{}/undo", created).post()).hasStatus(200);
	}

	@Test
	void subnetWhenTheHostIsInItTakesAnAdminAndIsWarnedOf() throws java.io.IOException {
		String own = java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/net/route"))
			.stream()
			.map((line) -> line.split("\\s+"))
			.filter((words) -> words.length > 7 && words[3].equals("0001") && words[7].equals("00FFFFFF")
					&& !words[0].matches("docker.*|br-.*"))
			.map((words) -> dotted(words[1]) + "/24")
			.findFirst()
			.orElse(null);
		org.junit.jupiter.api.Assumptions.assumeTrue(own != null, "this machine has no network of its own");
		Body wanted = this.mine.network(this.mine.name("taken-over")).pool("subnet", own);
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/networks").post(wanted))).isProblem(403, "forbidden");
		Answer planned = this.admin.at("/networks").query("dryRun", true).post(wanted);
		assertThat(planned).hasStatus(200);
		assertThat(planned.at("/warnings").toString()).contains("the host is itself");
		String template = this.mine.name("taking-template");
		this.admin.create(this.mine.network(template).with("configOnly", true).pool("subnet", own));
		Body from = Body.of("name", this.mine.name("taken-by-template")).with("configFrom", template);
		assertThat(this.mine.unchangedBy(() -> this.operator.at("/networks").post(from))).isProblem(403, "forbidden");
		assertThat(this.admin.at("/networks").query("dryRun", true).post(from).at("/warnings").toString())
			.contains("the host is itself");
	}

	private static String dotted(String hex) {
		int word = Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16));
		return "%d.%d.%d.%d".formatted(word >>> 24, (word >>> 16) & 0xFF, (word >>> 8) & 0xFF, word & 0xFF);
	}

	private String operation(Answer begun) {
		assertThat(begun).hasStatus(202);
		String id = begun.text("/id");
		await().until(() -> this.viewer.at("/operations/{}", id).get().text("/state").equals("done"));
		return id;
	}

	private Body bridged(String name, String bridge) {
		return this.mine.network(name).with("options", Map.of("com.docker.network.bridge.name", bridge));
	}

	@ParameterizedTest
	@CsvSource({ "bridge,com.docker.network.bridge.name,mo-host0", "macvlan,parent,lo0", "ipvlan,parent,eth0",
			"bridge,com.docker.network.bridge.host_binding_ipv4,127.0.0.1",
			"bridge,com.docker.network.bridge.inhibit_ipv4,true",
			"bridge,com.docker.network.bridge.gateway_mode_ipv4,nat-unprotected",
			"bridge,com.docker.network.bridge.trusted_host_interfaces,eth0", "bridge,something.new,1",
			"macvlan,macvlan_mode,passthru" })
	void hostOptionWhenOperatorAsksIsRefusedInEveryBody(String driver, String option, String value) {
		String name = this.mine.name("host");
		Map<String, String> options = Map.of(option, value);
		Body body = Body.of("driver", driver).with("options", options).with("labels", this.mine.labels());
		refused(this.operator.at("/networks/{}", name), "PUT", body);
		refused(this.operator.at("/networks").query("dryRun", true), "POST",
				new Body().with("name", name).with("driver", driver).with("options", options));
		Map<String, Object> compose = Map.of("driver", driver, "driver_opts", options);
		refused(this.operator.at("/apply").query("owner", "shop"), "POST",
				Map.of("networks", Map.of(this.mine.name("first"), Map.of(), name, compose)));
		String yaml = "networks:\n  %s:\n    driver: %s\n    driver_opts:\n      %s: \"%s\"\n".formatted(name, driver,
				option, value);
		assertThat(
				this.operator.at("/apply").query("owner", "shop").header("Content-Type", "application/yaml").post(yaml))
			.isProblem(403, "forbidden");
		String there = network("plain-" + option.length() + value.length());
		assertThat(this.mine.unchangedBy(() -> patch(this.operator, there, Map.of("options", options), false)).status())
			.isIn(403, 400);
	}

	@Test
	void hostOptionWhenAdminAsksIsMade() {
		String name = this.mine.name("admins");
		assertThat(this.operator.at("/networks").post(bridged(name, "mo-admin0"))).isProblem(403, "forbidden");
		assertThat(this.admin.at("/networks").post(bridged(name, "mo-admin0"))).hasStatus(201);
		assertThat(this.operator.at("/networks").post(this.mine.network(this.mine.name("operators")))).hasStatus(201);
	}

	@Test
	void settingsFromAnotherWhenTheyChangeTheHostTakeAnAdmin() {
		String template = this.mine.name("template");
		this.admin.create(this.mine.network(template)
			.with("configOnly", true)
			.with("options", Map.of("com.docker.network.bridge.name", "mo-conf0")));
		Body from = Body.of("name", this.mine.name("from")).with("configFrom", template);
		refused(this.operator.at("/networks"), "POST", from);
	}

	@Test
	void farReachingFlagsWhenOperatorSendsThemAreRefused() {
		String name = network("flags");
		refused(this.operator.at("/networks/{}", name).query("disconnect", true), "DELETE", null);
		refused(this.operator.at("/networks/{}", name).query("override", "managed"), "DELETE", null);
		refused(this.operator.at("/networks/remove"), "POST", Map.of("networks", List.of(name), "disconnect", true));
		refused(this.operator.at("/networks/prune"), "POST",
				Map.of("labels", List.of(this.mine.label()), "includeStopped", true));
		refused(this.operator.at("/networks/{}/containers/{}", name, "nobody").query("force", true), "DELETE", null);
		refused(this.operator.at("/containers/{}", "nobody").query("force", true), "DELETE", null);
		refused(this.operator.at("/networks/{}/containers/{}", name, "nobody").query("replace", true), "PUT",
				new Body());
		assertThat(this.operator.at("/networks/{}", name).delete()).hasStatus(204);
	}

	@Test
	void connectWhenOperatorAsksJudgesNetworkContainerAndOptions() {
		String name = network("meeting");
		String guest = this.mine.name("guest");
		String onHost = this.mine.name("on-host");
		this.admin.run(this.mine.container(guest));
		this.admin.run(this.mine.container(onHost, "host"));
		Call members = this.operator.at("/networks/{}/containers", name);
		refused(members, "POST", Body.of("container", guest)
			.with("driverOptions", Map.of("com.docker.network.endpoint.sysctls", "net.ipv4.conf.IFNAME.forwarding=1")));
		refused(this.operator.at("/networks/{}/containers", name), "POST", Body.of("container", onHost));
		refused(this.operator.at("/networks/{}/containers", "host"), "POST", Body.of("container", guest));
		assertThat(this.operator.at("/networks/{}/containers", name).post(Body.of("container", guest))).hasStatus(201);
		assertThat(this.operator.at("/networks/{}/containers/{}", name, guest).delete()).hasStatus(204);
		assertThat(this.operator.at("/containers/{}/stop", guest).query("timeout", "1s").post()).hasStatus(200);
		assertThat(this.operator.at("/containers").post(this.mine.container(this.mine.name("own")))).isProblem(403,
				"forbidden");
	}

	@Test
	void looksInsideWhenViewerAsksAreRefused() {
		assertThat(this.viewer.at("/ports").get()).hasStatus(200);
		assertThat(this.viewer.at("/ports").query("listening", true).get()).isProblem(403, "forbidden");
		String guest = this.mine.name("prober");
		this.admin.run(this.mine.container(guest));
		Body elsewhere = Body.of("from", guest).with("to", "192.0.2.1").with("timeout", "100ms");
		assertThat(this.operator.at("/probes").post(elsewhere)).isProblem(403, "forbidden").has("/requires", "admin");
		assertThat(this.admin.at("/probes").post(elsewhere)).hasStatus(200);
	}

}
