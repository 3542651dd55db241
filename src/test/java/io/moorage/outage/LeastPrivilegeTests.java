package io.moorage.outage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine that is not open for everything: what is asked of it is what the page says,
 * and what is not let through is said.
 */
class LeastPrivilegeTests extends AbstractFaultTests {

	private static final Fault FORBIDDEN = Fault.answering(403, "text/html",
			"<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n");

	// A Swarm and a registry are needed for these.
	private static final Set<String> ELSEWHERE = Set.of("GET /services", "POST /images/create");

	LeastPrivilegeTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine);
	}

	private static Set<String> page() throws IOException {
		return Pattern.compile("\\| `([A-Z]+ /[^`]*)` \\|")
			.matcher(Files.readString(Path.of("docs", "least-privilege.md")))
			.results()
			.map((MatchResult found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void requestsWhenAllIsUsedAreThoseOfThePage() throws IOException {
		String network = this.mine.name("used");
		String container = this.mine.name("user");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container, network));
		assertThat(this.api.at("/networks/{}", network)
			.query("replace", true)
			.header("Content-Type", "application/json")
			.put(Body.of("internal", true))).hasStatus(200);
		assertThat(this.api.at("/probes").post(Body.of("from", container).with("to", "127.0.0.1"))).hasStatus(200);
		assertThat(this.api.at("/ports").query("listening", true).get()).hasStatus(200);
		for (String path : List.of("/engine", "/drivers", "/address-pools", "/findings", "/topology")) {
			assertThat(this.api.at(path).query("fresh", true).get()).as(path)
				.satisfiesAnyOf((answer) -> assertThat(answer).hasStatus(200),
						(answer) -> assertThat(answer).hasStatus(400));
		}
		assertThat(this.api.at("/containers/{}/stop", container).query("timeout", "0s").post()).hasStatus(200);
		assertThat(this.api.at("/networks/{}", network).query("disconnect", true).delete()).hasStatus(204);
		assertThat(this.api.at("/containers/{}", container).delete()).hasStatus(204);
		Set<String> expected = page();
		assertThat(this.engine.asked()).isSubsetOf(expected);
		expected.removeAll(ELSEWHERE);
		assertThat(this.engine.asked()).containsAll(expected);
	}

	@ParameterizedTest
	@CsvSource({ "network-create, POST, /networks/create", "network-connect, POST, /networks/{id}/connect",
			"network-disconnect, POST, /networks/{id}/disconnect", "network-remove, DELETE, /networks/{id}",
			"container-create, POST, /containers/create", "container-start, POST, /containers/{id}/start",
			"container-stop, POST, /containers/{id}/stop", "container-remove, DELETE, /containers/{id}",
			"container-wait, POST, /containers/{id}/wait", "image-inspect, GET, /images/{id}/json",
			"container-logs, GET, /containers/{id}/logs" })
	void engineWhenSomethingIsNotLetThroughTellsWhat(String feature, String method, String path) throws IOException {
		this.engine.misbehave(method + " " + path.replace("{id}", "[0-9a-f]{64}") + "(\\?.*)?", FORBIDDEN);
		Answer told = this.api.at("/engine").get();
		assertThat(told).hasStatus(200);
		assertThat(forbidden(told)).containsExactly(feature + " " + method + " " + path);
		this.engine.behave();
		assertThat(forbidden(this.api.at("/engine").get())).isEmpty();
	}

	@Test
	void engineWhenItMayNotSayWhatItIsTellsTheRest() throws IOException {
		this.engine.misbehave("GET /info", FORBIDDEN);
		Answer told = this.api.at("/engine").get();
		assertThat(told).hasStatus(200).has("/name", "default");
		assertThat(forbidden(told)).containsExactly("info GET /info");
		assertThat(told.text("/apiVersion")).matches("1\\.\\d+");
		assertThat(told.json().has("snapshot")).isTrue();
		assertThat(told.json().has("version")).isFalse();
		assertThat(this.api.at("/actuator/health").get()).hasStatus(200).has("/components/engine/status", "UP");
		this.engine.behave();
		assertThat(this.api.at("/engine").get().text("/version")).isNotEmpty();
	}

	private static List<String> forbidden(Answer engine) {
		return engine.at("/forbids")
			.valueStream()
			.filter((each) -> each.at("/requires").has("request"))
			.map((each) -> each.path("feature").asString() + " " + each.at("/requires/request").asString())
			.toList();
	}

	@Test
	void writesWhenOnlyReadingIsLetThroughAreRefusedAndReadsGoOn() throws IOException {
		String network = this.mine.name("there");
		String container = this.mine.name("runs");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(container, network));
		this.engine.misbehave("(POST|PUT|DELETE) .*", FORBIDDEN);
		this.mine.unchangedBy(() -> {
			refused("POST /networks/create", this.api.at("/networks").post(this.mine.network(this.mine.name("new"))));
			refused("POST /networks/{id}/disconnect",
					this.api.at("/networks/{}/containers/{}", network, container).delete());
			refused("POST /containers/{id}/stop", this.api.at("/containers/{}/stop", container).post());
			refused("POST /containers/create",
					this.api.at("/containers").post(this.mine.container(this.mine.name("other"), network)));
			return refused("POST /containers/create",
					this.api.at("/probes").post(Body.of("from", container).with("to", "127.0.0.1")));
		});
		assertThat(fresh("/networks/{}", network)).hasStatus(200).has("/usage/running", 1);
		assertThat(this.api.at("/actuator/health").get()).hasStatus(200);
	}

	@Test
	void replaceWhenNetworksCannotBeMadeDoesNotBegin() throws IOException {
		String network = this.mine.name("kept");
		this.api.create(this.mine.network(network));
		this.api.run(this.mine.container(this.mine.name("keeper"), network));
		this.engine.misbehave("POST /networks/create", FORBIDDEN);
		assertThat(this.api.at("/engine").get()).hasStatus(200);
		this.mine.unchangedBy(() -> refused("POST /networks/create",
				this.api.at("/networks/{}", network)
					.query("replace", true)
					.header("Content-Type", "application/json")
					.put(Body.of("internal", true))));
		assertThat(this.engine.count("POST /networks/[0-9a-f]{64}/disconnect.*")).as("disconnects but the trial")
			.isOne();
	}

	@Test
	void writeWhenAPluginDeniesItIsForbiddenToo() {
		this.engine.misbehave("POST /networks/create",
				Fault.refusing(403, "authorization denied by plugin opa: not on my watch"));
		assertThat(refused("POST /networks/create",
				this.api.at("/networks").post(this.mine.network(this.mine.name("denied")))))
			.has("/engineMessage", "authorization denied by plugin opa: not on my watch");
	}

	@Test
	void readsWhenEvenReadingIsNotLetThroughSayWhichRequestIs() throws IOException {
		this.engine.misbehave("GET /containers/json.*", FORBIDDEN);
		assertThat(fresh("/networks").body()).contains("GET /containers/json");
	}

	private static Answer refused(String request, Answer answer) {
		assertThat(answer).isProblem(409, "engine-forbids").has("/request", request);
		return answer;
	}

}
