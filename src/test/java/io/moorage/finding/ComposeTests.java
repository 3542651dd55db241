package io.moorage.finding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * A real Compose project whose network is changed here: what {@code docker-compose up}
 * does then is what the finding says. Without {@code docker-compose} there is nothing to
 * try.
 */
@EndToEnd
class ComposeTests {

	private static final Duration LIMIT = Duration.ofSeconds(120);

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final String project;

	private final String network;

	private final String web;

	@TempDir
	private Path folder;

	ComposeTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.project = mine.name("composed").replaceAll("[^a-z0-9-]", "-");
		this.network = this.project + "_back";
		this.web = this.project + "-web-1";
	}

	@BeforeEach
	void find() {
		assumeThat(isThere()).as("docker-compose is installed").isTrue();
	}

	private static boolean isThere() {
		try {
			return new ProcessBuilder("docker-compose", "version").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@AfterEach
	void down() {
		if (Files.exists(file())) {
			compose("down", "--timeout", "1");
		}
	}

	private Path file() {
		return this.folder.resolve("compose.yaml");
	}

	/** Declares two services on one network. */
	private void declare(String... more) {
		String label = "{" + Workspace.LABEL + ": \"" + this.mine.id() + "\"}";
		StringBuilder yaml = new StringBuilder("networks:\n  back:\n    labels: " + label + "\n");
		List.of(more).forEach((line) -> yaml.append("    ").append(line).append('\n'));
		yaml.append("services:\n");
		for (String service : List.of("web", "db")) {
			yaml.append("  ").append(service).append(":\n    image: alpine:3.20\n    command: [sleep, '3600']\n");
			yaml.append("    stop_grace_period: 1s\n    labels: ").append(label).append("\n    networks: [back]\n");
		}
		try {
			Files.writeString(file(), yaml);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String compose(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of("docker-compose", "--project-name", this.project, "--file", file().toString()));
		command.addAll(List.of(arguments));
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
			builder.environment().put("DOCKER_HOST", this.engine.host().toString());
			Path output = this.folder.resolve("output");
			Process process = builder.redirectOutput(output.toFile()).start();
			boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
			String said = Files.readString(output, StandardCharsets.UTF_8);
			if (!ended) {
				process.destroyForcibly();
			}
			assertThat(ended && process.exitValue() == 0).as("%s: %s", command, said).isTrue();
			return said;
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void up() {
		compose("up", "--detach", "--quiet-pull", "--pull", "never");
	}

	private JsonNode inspected() {
		return this.engine.network(this.network).orElseThrow();
	}

	private String id(String container) {
		return this.engine.container(container).orElseThrow().path("Id").asString();
	}

	private Optional<JsonNode> finding() {
		return this.api.at("/findings")
			.query("code", "changed-under-manager")
			.get()
			.at("/items")
			.valueStream()
			.filter((finding) -> finding.at("/objects/0/name").asString("").equals(this.network))
			.findFirst();
	}

	private void databaseIsFound() {
		assertThat(this.engine.execute(this.web, "ping", "-c", "1", "-W", "2", "db").succeeded()).isTrue();
	}

	private Answer changed() {
		return this.api.at("/networks/{}", this.network)
			.query("replace", true)
			.query("override", "managed")
			.put(Body.of("options", Body.of("com.docker.network.driver.mtu", "1400")));
	}

	@Test
	void upWhenNetworkWasChangedHereDoesNotSeeIt() {
		declare();
		up();
		String web = id(this.web);
		JsonNode before = inspected();
		assertThat(this.api.at("/networks/{}", this.network).query("fresh", true).get())
			.has("/managedBy/kind", "compose")
			.has("/managedBy/project", this.project)
			.has("/managedBy/key", "back");
		Answer refused = this.mine.unchangedBy(() -> this.api.at("/networks/{}", this.network)
			.query("replace", true)
			.put(Body.of("options", Body.of("com.docker.network.driver.mtu", "1400"))));
		assertThat(refused).isProblem(409, "managed-elsewhere");
		assertThat(refused.text("/remedy")).contains(file().toString());

		assertThat(changed()).hasStatus(200).has("/outcome", "replaced");
		JsonNode after = inspected();
		assertThat(after.path("Labels")).isEqualTo(before.path("Labels"));
		databaseIsFound();
		assertThat(finding().orElseThrow().path("detail").asString())
			.contains(isHashed(after) ? "it does not see the change until" : "sees neither the change");

		up();
		assertThat(inspected().path("Id")).isEqualTo(after.path("Id"));
		assertThat(id(this.web)).isEqualTo(web);
		databaseIsFound();
		assertThat(finding()).isPresent();
	}

	@Test
	void upWhenNetworkChangesInItsFileDoesWhatTheFindingSays() {
		declare();
		up();
		assertThat(changed()).hasStatus(200);
		JsonNode replaced = inspected();
		declare("internal: true");
		up();
		databaseIsFound();
		if (isHashed(replaced)) {
			assertThat(inspected().path("Id")).isNotEqualTo(replaced.path("Id"));
			await().untilAsserted(() -> assertThat(finding()).isEmpty());
		}
		else {
			assertThat(inspected().path("Id")).isEqualTo(replaced.path("Id"));
			assertThat(finding()).isPresent();
		}
	}

	private static boolean isHashed(JsonNode network) {
		return network.path("Labels").has("com.docker.compose.config-hash");
	}

	@Test
	void downWhenNetworkWasChangedHereLeavesNothing() {
		declare();
		up();
		assertThat(changed()).hasStatus(200);
		compose("down", "--timeout", "1");
		assertThat(this.engine.network(this.network)).isEmpty();
		await().untilAsserted(() -> assertThat(finding()).isEmpty());
	}

}
