package io.moorage.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Bearer tokens of the settings.
 */
@ExtendWith(EndToEndExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class TokenTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private RunningMoorage moorage;

	private Api api;

	@BeforeAll
	void start(Engine engine) {
		String[] expired = Stream
			.concat(Callers.token("late", "late-token", "admin").stream(),
					Stream.of("moorage.security.tokens.late.expires=2020-01-31T00:00:00Z"))
			.toArray(String[]::new);
		this.moorage = RunningMoorage.inFrontOf(engine.host(), Callers.settings(expired));
		this.api = this.moorage.api();
	}

	@AfterAll
	void stop() {
		this.moorage.close();
	}

	@Test
	void readWhenNoTokenIsSentIsUnauthenticated() {
		Answer refused = this.api.at("/networks").get();
		assertThat(refused).isProblem(401, "unauthenticated");
		assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
		// Not even that nothing is there.
		assertThat(this.api.at("/no-such-path").get()).isProblem(401, "unauthenticated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wrong", "viewer-token-012345678", "viewer-token-01234567890", "VIEWER-TOKEN-0123456789",
			"a.b.c" })
	void readWhenTokenIsWrongIsUnauthenticated(String token) {
		Answer refused = this.api.as(token).at("/networks").get();
		assertThat(refused).isProblem(401, "unauthenticated");
		assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
		assertThat(refused.body()).doesNotContain("viewer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer", "Bearer a b", "Basic dmlld2VyOng=", "viewer-token-0123456789" })
	void readWhenHeaderIsNoBearerTokenIsUnauthenticated(String header) {
		assertThat(this.api.at("/networks").header("Authorization", header).get()).isProblem(401, "unauthenticated");
	}

	@Test
	void readWhenTokenIsInTheQueryIsUnauthenticated() {
		assertThat(this.api.at("/networks").query("access_token", Callers.VIEWER).get()).isProblem(401,
				"unauthenticated");
	}

	@Test
	void readWhenHashIsSentForTokenIsUnauthenticated() {
		assertThat(this.api.as(Callers.sha256(Callers.ADMIN)).at("/networks").get()).isProblem(401, "unauthenticated");
	}

	@Test
	void readWhenTokenHasExpiredSaysSo() {
		Answer refused = this.api.as("late-token").at("/networks").get();
		assertThat(refused).isProblem(401, "unauthenticated");
		assertThat(refused.text("/detail")).contains("late", "expired", "2020-01-31");
	}

	@Test
	void readWhenTokenIsGoodIsAnsweredThoughTheAnswerIsKept() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.api.as(Callers.VIEWER).at("/networks").get()).hasStatus(200);
			assertThat(this.api.at("/networks").get()).isProblem(401, "unauthenticated");
			assertThat(this.api.as("wrong").at("/networks").get()).isProblem(401, "unauthenticated");
		}
	}

	@Test
	void openPathsWhenNoTokenIsSentAreAnsweredAndTellNothingOfTheEngine() {
		Answer health = this.api.at("/actuator/health").get();
		assertThat(health.at("/components").propertyNames()).contains("engine", "snapshot");
		assertThat(health.body()).doesNotContain("details");
		for (String path : List.of("/actuator/health/liveness", "/problems", "/problems/forbidden", "/v3/api-docs",
				"/swagger-ui/index.html")) {
			assertThat(this.api.at(path).get()).hasStatus(200);
		}
		assertThat(this.api.as(Callers.VIEWER).at("/actuator/health").get().body()).contains("details");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer wrong", "Bearer late-token", "Bearer a.b.c", "Bearer", "Bearer a b",
			"Basic dmlld2VyOng=" })
	void healthWhenTokenIsWrongIsToldAsWithoutOne(String header) {
		for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
			Answer health = this.api.at(path).header("Authorization", header).get();
			assertThat(health).hasStatus(200);
			assertThat(health.body()).doesNotContain("details");
		}
	}

	@Test
	void actuatorWhenAskedIsTheAdminsButForPrometheus() {
		assertThat(this.api.at("/actuator/prometheus").get()).isProblem(401, "unauthenticated");
		assertThat(this.api.as(Callers.VIEWER).at("/actuator/prometheus").get()).hasStatus(200);
		assertThat(this.api.as(Callers.OPERATOR).at("/actuator/info").get()).isProblem(403, "forbidden");
		assertThat(this.api.as(Callers.ADMIN).at("/actuator/info").get()).hasStatus(200);
	}

	@Test
	void tokensWhenTheirFileChangesAreReadAgain(@TempDir Path folder, Engine engine) throws IOException {
		write(folder, "one", "token-one", "viewer");
		try (RunningMoorage reloading = RunningMoorage.inFrontOf(engine.host(),
				"spring.config.additional-location=file:" + folder + "/", "moorage.security.reload-interval=100ms")) {
			Api service = reloading.api();
			assertThat(service.as("token-one").at("/networks").get()).hasStatus(200);
			write(folder, "two", "token-two", "operator");
			await().atMost(SOON).until(() -> service.as("token-two").at("/networks").get().status() == 200);
			assertThat(service.as("token-one").at("/networks").get()).isProblem(401, "unauthenticated");
			// Nonsense leaves them as they were, and none at all lets nobody in.
			Files.writeString(folder.resolve("application.yaml"),
					"moorage.security.tokens.three: {sha256: short, role: admin}\n");
			assertThat(service.as("token-two").at("/networks").get()).hasStatus(200);
			Files.delete(folder.resolve("application.yaml"));
			await().atMost(SOON).until(() -> service.as("token-two").at("/networks").get().status() == 401);
			assertThat(service.at("/networks").get()).isProblem(401, "unauthenticated");
		}
	}

	@Test
	void tokensWhenTheirTreeChangesAreReadAgain(@TempDir Path folder, Engine engine) throws IOException {
		tree(folder, "one", "token-one");
		try (RunningMoorage reloading = RunningMoorage.inFrontOf(engine.host(),
				"spring.config.import=configtree:" + folder + "/", "moorage.security.reload-interval=100ms")) {
			Api service = reloading.api();
			assertThat(service.as("token-one").at("/networks").get()).hasStatus(200);
			tree(folder, "one", "token-new");
			tree(folder, "two", "token-two");
			await().atMost(SOON).until(() -> service.as("token-two").at("/networks").get().status() == 200);
			await().atMost(SOON).until(() -> service.as("token-new").at("/networks").get().status() == 200);
			assertThat(service.as("token-one").at("/networks").get()).isProblem(401, "unauthenticated");
			for (String part : List.of("role", "sha256")) {
				Files.delete(folder.resolve("moorage.security.tokens.two." + part));
			}
			await().atMost(SOON).until(() -> service.as("token-two").at("/networks").get().status() == 401);
			assertThat(service.as("token-new").at("/networks").get()).hasStatus(200);
		}
	}

	private static void tree(Path folder, String name, String token) throws IOException {
		String prefix = "moorage.security.tokens." + name + ".";
		Files.writeString(folder.resolve(prefix + "role"), "viewer\n");
		Files.writeString(folder.resolve(prefix + "sha256"), Callers.sha256(token) + "\n");
	}

	@Test
	void tokensWhenTheirFileIsGoneForAMomentStay(@TempDir Path folder) throws IOException {
		write(folder, "one", "token-one", "viewer");
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("settings",
					Map.of("spring.config.additional-location", "file:" + folder + "/")));
		ConfigDataEnvironmentPostProcessor.applyTo(environment);
		SettingsFiles files = new SettingsFiles(environment);
		assertThat(files.tokens()).containsOnlyKeys("one");
		Files.delete(folder.resolve("application.yaml"));
		assertThatThrownBy(files::tokens).hasMessageContaining("application.yaml");
		write(folder, "two", "token-two", "viewer");
		assertThat(files.tokens()).containsOnlyKeys("two");
		Files.delete(folder.resolve("application.yaml"));
		assertThatThrownBy(files::tokens).hasMessageContaining("application.yaml");
		assertThat(files.tokens()).isEmpty();
	}

	private static void write(Path folder, String name, String token, String role) throws IOException {
		Path file = Files.writeString(folder.resolve("new"),
				"moorage.security.tokens.%s: {sha256: %s, role: %s}\n".formatted(name, Callers.sha256(token), role));
		Files.move(file, folder.resolve("application.yaml"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
	}

}
