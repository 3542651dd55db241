package io.moorage.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.WebServer;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The audit trail: what was changed, what was tried, by whom, and nothing secret.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class AuditTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Engine engine;

	private final Workspace mine;

	private Path file;

	private RunningMoorage moorage;

	private Api operator;

	private Api admin;

	AuditTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	@BeforeAll
	void start(@TempDir Path folder) {
		this.file = folder.resolve("audit.jsonl");
		this.moorage = RunningMoorage.inFrontOf(this.engine.host(),
				Callers.settings("moorage.engine.read-timeout=30s", "moorage.audit.file=" + this.file));
		this.operator = this.moorage.api().as(Callers.OPERATOR);
		this.admin = this.moorage.api().as(Callers.ADMIN);
	}

	@AfterAll
	void stop() {
		this.moorage.close();
	}

	private Answer audit(String name, Object value) {
		Answer answer = this.admin.at("/audit").query(name, value).get();
		assertThat(answer).hasStatus(200);
		assertThat(answer.header("Cache-Control")).contains("no-store");
		return answer;
	}

	private List<JsonNode> lines(String id) throws IOException {
		return Files.readAllLines(this.file).stream().filter((line) -> line.contains(id)).map(JSON::readTree).toList();
	}

	@Test
	void writeWhenDoneIsWrittenDownBeforeAndAfter() throws IOException {
		String name = this.mine.name("audited");
		Answer made = this.operator.at("/networks").header("X-Request-Id", "audit-1").post(this.mine.network(name));
		assertThat(made).hasStatus(201);
		Answer told = audit("object", name);
		assertThat(told.at("/items")).hasSize(1);
		assertThat(told).has("/items/0/outcome", "done")
			.has("/items/0/caller", "operator")
			.has("/items/0/role", "operator")
			.has("/items/0/from", "127.0.0.1")
			.has("/items/0/requestId", "audit-1")
			.has("/items/0/method", "POST")
			.has("/items/0/path", "/networks")
			.has("/items/0/objects/0/action", "create")
			.has("/items/0/objects/0/kind", "network")
			.has("/items/0/made/0", made.text("/id"));
		assertThat(told.text("/items/0/plan")).hasSize(64);
		List<JsonNode> lines = lines(told.text("/items/0/id"));
		assertThat(lines).extracting((line) -> line.path("outcome").asString()).containsExactly("begun", "done");
		assertThat(lines.getFirst().has("ended")).isFalse();
		assertThat(audit("object", made.text("/id")).text("/items/0/id")).isEqualTo(told.text("/items/0/id"));
	}

	@Test
	void fileWhenOthersLookIsTheServicesAloneAndHasNoSecret() throws IOException {
		String name = this.mine.name("secretive");
		this.admin.run(this.mine.container(name, "none").with("environment", Body.of("PASSWORD", "tell-nobody")));
		assertThat(this.admin.at("/containers/{}", name).query("fresh", true).get().body()).contains(name)
			.doesNotContain("tell-nobody");
		assertThat(this.admin.at("/containers/{}", name).query("force", true).query("token", "in-a-query").delete())
			.isProblem(400, "invalid-request");
		assertThat(audit("object", name).at("/items")).hasSize(1);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
		assertThat(Files.readString(this.file)).contains(name)
			.doesNotContain("tell-nobody", "in-a-query", Callers.ADMIN, Callers.OPERATOR);
	}

	@Test
	void writeWhenRefusedIsWrittenDownWithItsReason() {
		String name = this.mine.name("refused");
		assertThat(this.moorage.api()
			.as(Callers.VIEWER)
			.at("/networks")
			.header("X-Request-Id", "audit-2")
			.post(this.mine.network(name))).isProblem(403, "forbidden");
		assertThat(audit("requestId", "audit-2")).has("/items/0/outcome", "refused")
			.has("/items/0/code", "forbidden")
			.has("/items/0/caller", "viewer");
		assertThat(this.moorage.api()
			.at("/networks/{}", name)
			.header("X-Request-Id", "audit-3")
			.header("Authorization", "Bearer wrong-token-0123456789")
			.delete()).isProblem(401, "unauthenticated");
		Answer unknown = audit("requestId", "audit-3");
		assertThat(unknown).has("/items/0/code", "unauthenticated").has("/items/0/path", "/networks/" + name);
		assertThat(unknown.at("/items/0").has("caller")).isFalse();
		assertThat(this.operator.at("/networks/bridge").header("X-Request-Id", "audit-4").delete()).isProblem(409,
				"built-in-network");
		assertThat(audit("requestId", "audit-4")).has("/items/0/code", "built-in-network");
	}

	@Test
	void writeWhenTheEngineFailsItIsFailed() {
		String name = this.mine.name("broken");
		Answer refused = this.admin.at("/containers")
			.post(this.mine.container(name, "none").with("command", List.of("/no/such/program")));
		assertThat(refused.status()).isGreaterThanOrEqualTo(400);
		assertThat(audit("object", name)).has("/items/0/outcome", "failed").has("/items/0/code", refused.text("/code"));
	}

	@Test
	void writeWhenNothingWouldBeDoneTellsSo() {
		String name = this.mine.name("planned");
		assertThat(this.operator.at("/networks")
			.query("dryRun", true)
			.header("X-Request-Id", "audit-5")
			.post(this.mine.network(name))).hasStatus(200);
		assertThat(audit("requestId", "audit-5").at("/items")).isEmpty();
		this.operator.create(this.mine.network(name));
		assertThat(
				this.operator.at("/networks/{}", name).header("X-Request-Id", "audit-6").put(this.mine.network(name)))
			.hasStatus(200);
		assertThat(audit("requestId", "audit-6")).has("/items/0/outcome", "done");
		assertThat(audit("requestId", "audit-6").at("/items/0").has("plan")).isFalse();
	}

	@Test
	void writeWhenInBackgroundIsAcceptedAndDone() {
		String name = this.mine.name("background");
		assertThat(this.operator.at("/networks")
			.header("Prefer", "respond-async")
			.header("X-Request-Id", "audit-7")
			.post(this.mine.network(name))).hasStatus(202);
		await()
			.untilAsserted(() -> assertThat(audit("requestId", "audit-7").texts("/items", "outcome")).contains("done"));
		assertThat(audit("object", name)).has("/items/0/caller", "operator").has("/items/0/from", "127.0.0.1");
	}

	@Test
	void auditWhenPagedAndFilteredShowsEachOnceTheLatestFirst() throws IOException {
		for (int i = 0; i < 5; i++) {
			assertThat(this.operator.at("/networks/{}", this.mine.name("gone" + i))
				.header("X-Request-Id", "audit-pages")
				.delete()).isProblem(404, "network-not-found");
		}
		// As a process that was killed leaves it.
		Files.writeString(this.file, "{\"id\":\"half", StandardOpenOption.APPEND);
		this.operator.create(this.mine.network(this.mine.name("after-half")));
		assertThat(audit("object", this.mine.name("after-half")).at("/items")).hasSize(1);
		Answer first = this.admin.at("/audit").query("requestId", "audit-pages").query("limit", 3).get();
		assertThat(first.texts("/items", "path")).containsExactly("/networks/" + this.mine.name("gone4"),
				"/networks/" + this.mine.name("gone3"), "/networks/" + this.mine.name("gone2"));
		Answer second = this.admin.at("/audit")
			.query("requestId", "audit-pages")
			.query("limit", 3)
			.query("after", first.text("/next"))
			.get();
		assertThat(second.texts("/items", "path")).containsExactly("/networks/" + this.mine.name("gone1"),
				"/networks/" + this.mine.name("gone0"));
		assertThat(second.json().has("next")).isFalse();
		assertThat(audit("code", "network-not-found").texts("/items", "outcome")).containsOnly("refused");
		assertThat(audit("since", "2036-01-01T00:00:00Z").at("/items")).isEmpty();
		assertThat(this.admin.at("/audit").query("after", "nobody").get()).isProblem(400, "invalid-request");
		assertThat(this.admin.at("/audit").query("limit", 0).get()).isProblem(400, "invalid-request");
		assertThat(this.admin.at("/audit").query("since", "yesterday").get()).isProblem(400, "invalid-request");
		assertThat(this.admin.at("/audit").query("outcome", "nonsense").get()).isProblem(400, "invalid-request");
		assertThat(audit("outcome", "refused").texts("/items", "outcome")).containsOnly("refused");
		assertThat(this.operator.at("/audit").get()).isProblem(403, "forbidden");
	}

	@Test
	void writeWhenRefusedForMissingRightsIsWrittenDownThoughItWasADryRun() {
		String name = this.mine.name("dry");
		assertThat(this.moorage.api()
			.as(Callers.VIEWER)
			.at("/networks/{}", name)
			.query("dryRun", true)
			.header("X-Request-Id", "audit-dry")
			.delete()).isProblem(403, "forbidden");
		JsonNode entry = audit("requestId", "audit-dry").at("/items/0");
		assertThat(entry.path("caller").asString()).isEqualTo("viewer");
		assertThat(entry.path("credential").asString()).isEqualTo("token");
	}

	@Test
	void writeWhenForwardedIsFromTheNearestWhoIsNoTrustedProxy() {
		this.operator.at("/networks/{}", this.mine.name("far"))
			.header("X-Request-Id", "audit-from")
			.header("X-Forwarded-For", "6.6.6.6, 192.0.2.9:777, 127.0.0.3")
			.header("X-Forwarded-Prefix", "/networks/other")
			.delete();
		assertThat(audit("requestId", "audit-from").at("/items/0/path").asString())
			.isEqualTo("/networks/" + this.mine.name("far"));
		assertThat(audit("requestId", "audit-from").at("/items/0/from").asString()).isEqualTo("192.0.2.9");
	}

	@Test
	void writesWhenTheDiskIsFullAreRefusedAndReadsGoOn() {
		try (RunningMoorage full = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.audit.file=/dev/full")) {
			String name = this.mine.name("unwritten");
			Answer refused = this.mine.unchangedBy(() -> full.api().at("/networks").post(this.mine.network(name)));
			assertThat(refused).isProblem(503, "audit-unavailable");
			assertThat(refused.text("/detail")).contains("No space left");
			assertThat(full.api().at("/networks").query("fresh", true).get()).hasStatus(200);
			assertThat(full.api().at("/networks").query("dryRun", true).post(this.mine.network(name))).hasStatus(200);
		}
	}

	@Test
	void probeWhenDoneIsWrittenDownBeforeAndAfterWithWhoIsProbed() throws IOException {
		String network = this.mine.name("probed");
		this.operator.create(this.mine.network(network));
		JsonNode from = this.admin.run(this.mine.container(this.mine.name("asker"), network));
		JsonNode to = this.admin.run(this.mine.container(this.mine.name("asked"), network));
		Body body = Body.of("from", this.mine.name("asker")).with("to", this.mine.name("asked"));
		assertThat(this.operator.at("/probes").query("dryRun", true).header("X-Request-Id", "audit-8").post(body))
			.hasStatus(200);
		assertThat(audit("requestId", "audit-8").at("/items")).isEmpty();
		assertThat(this.operator.at("/probes").header("X-Request-Id", "audit-9").post(body)).hasStatus(200);
		Answer told = audit("requestId", "audit-9");
		assertThat(told).has("/items/0/outcome", "done").has("/items/0/caller", "operator");
		assertThat(told.texts("/items/0/objects", "action")).containsExactly("create", "probe");
		assertThat(told.texts("/items/0/objects", "kind")).containsExactly("helper", "container");
		assertThat(told.texts("/items/0/objects", "id")).containsExactly(from.path("id").asString(),
				to.path("id").asString());
		assertThat(lines(told.text("/items/0/id"))).extracting((line) -> line.path("outcome").asString())
			.containsExactly("begun", "done");
		assertThat(this.operator.at("/probes").header("X-Request-Id", "audit-10").post(Body.of("network", network)))
			.hasStatus(200);
		assertThat(audit("requestId", "audit-10").texts("/items/0/objects", "name"))
			.containsExactlyInAnyOrder(this.mine.name("asker"), this.mine.name("asked"), network);
		assertThat(this.operator.at("/probes").query("dryRun", true).post(body.with("to", "192.0.2.1"))).isProblem(403,
				"forbidden");
	}

	@Test
	void probeWhenTheDiskIsFullIsNotBegun() {
		String from = this.mine.name("silent");
		this.admin.run(this.mine.container(from, "none"));
		try (RunningMoorage full = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.audit.file=/dev/full")) {
			assertThat(full.api().at("/probes").post(Body.of("from", from).with("to", "127.0.0.1"))).isProblem(503,
					"audit-unavailable");
			assertThat(full.api().at("/actuator/prometheus").get().body())
				.doesNotContain("moorage_probes_seconds_count{");
		}
	}

	@Test
	void helperWhenListenersAreAskedForIsWrittenDownBeforeAndAfter() throws IOException {
		String listener = this.mine.name("listener");
		String id = this.admin.run(this.mine.container(listener, "host")).path("id").asString();
		assertThat(this.operator.at("/ports").query("listening", true).header("X-Request-Id", "audit-11").get())
			.hasStatus(200);
		List<JsonNode> told = helpers("audit-11", listener);
		assertThat(told).hasSize(1);
		JsonNode entry = told.getFirst();
		assertThat(entry.path("outcome").asString()).isEqualTo("done");
		assertThat(entry.path("caller").asString()).isEqualTo("operator");
		assertThat(entry.path("from").asString()).isEqualTo("127.0.0.1");
		assertThat(entry.path("method").asString()).isEqualTo("GET");
		assertThat(entry.path("path").asString()).isEqualTo("/ports");
		assertThat(entry.at("/objects/0/action").asString()).isEqualTo("create");
		assertThat(entry.at("/objects/0/id").asString()).isEqualTo(id);
		assertThat(lines(entry.path("id").asString())).extracting((line) -> line.path("outcome").asString())
			.containsExactly("begun", "done");
		assertThat(this.operator.at("/ports").header("X-Request-Id", "audit-12").get()).hasStatus(200);
		assertThat(audit("requestId", "audit-12").at("/items")).isEmpty();
		this.admin.at("/containers/{}", listener).query("force", true).delete();
	}

	@Test
	void helperWhenAPortIsTakenIsWrittenDownBesidesTheContainer() {
		int port = WebServer.onFreePort().port();
		String holder = this.mine.name("holder");
		this.admin.run(this.mine.container(holder, "host").with("command", List.of("httpd", "-f", "-p", "" + port)));
		await().untilAsserted(
				() -> assertThat(this.operator.at("/ports").query("listening", true).query("port", port).get())
					.has("/total", 1));
		Answer refused = this.admin.at("/containers")
			.header("X-Request-Id", "audit-13")
			.post(this.mine.container(this.mine.name("late"), "bridge").port(80, port));
		assertThat(refused).isProblem(409, "port-in-use").has("/container/name", holder);
		assertThat(helpers("audit-13", holder)).hasSize(1).allSatisfy((entry) -> {
			assertThat(entry.path("outcome").asString()).isEqualTo("done");
			assertThat(entry.path("caller").asString()).isEqualTo("admin");
			assertThat(entry.path("path").asString()).isEqualTo("/containers");
		});
		assertThat(audit("object", this.mine.name("late"))).has("/items/0/outcome", "failed")
			.has("/items/0/requestId", "audit-13")
			.has("/items/0/code", "port-in-use");
		this.admin.at("/containers/{}", holder).query("force", true).delete();
	}

	// Others have containers on the host's network as well.
	private List<JsonNode> helpers(String requestId, String container) {
		return audit("requestId", requestId).at("/items")
			.valueStream()
			.filter((entry) -> entry.at("/objects/0/kind").asString("").equals("helper")
					&& entry.at("/objects/0/name").asString().equals(container))
			.toList();
	}

	@Test
	void helperWhenTheDiskIsFullIsNotMade() {
		String listener = this.mine.name("unheard");
		this.admin.run(this.mine.container(listener, "host"));
		try (RunningMoorage full = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.audit.file=/dev/full")) {
			assertThat(full.api().at("/ports").query("listening", true).query("fresh", true).get()).isProblem(503,
					"audit-unavailable");
			assertThat(full.api().at("/ports").query("fresh", true).get()).hasStatus(200);
			assertThat(full.api().at("/actuator/prometheus").get().body()).contains("operation=\"container-inspect\"")
				.doesNotContain("operation=\"container-create\"");
		}
		this.admin.at("/containers/{}", listener).query("force", true).delete();
	}

	@Test
	void auditWhenThereIsNoFileSaysSo() {
		try (RunningMoorage plain = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s")) {
			assertThat(plain.api().at("/audit").get()).isProblem(409, "audit-not-kept");
		}
	}

}
