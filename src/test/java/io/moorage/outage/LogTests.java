package io.moorage.outage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.moorage.harness.Body;
import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the log says where something that an operator can mend goes wrong: a sentence, and
 * no stack trace.
 */
@ExtendWith(EndToEndExtension.class)
class LogTests {

	private static final String STACK_TRACE = "\tat ";

	private final URI engine;

	LogTests(Engine engine) {
		this.engine = engine.host();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			server.port=99999                                         | server.port
			moorage.security.tokens.ci.build.role=viewer              | moorage.security.tokens.[a.b]
			spring.ssl.bundle.pem.web.keystore.certificate=file:/nosuch/tls.crt | /nosuch/tls.crt
			spring.ssl.bundle.pem.web.reload-on-update=true           | /nosuch
			""")
	void startWhenASettingIsBadEndsInASentence(String setting, String named) throws IOException {
		String[] settings = switch (setting.substring(0, 8)) {
			case "moorage." ->
				new String[] { setting, "moorage.security.tokens.ci.build.sha256=" + Callers.sha256("dotted") };
			case "spring.s" -> new String[] { "spring.ssl.bundle.pem.web.keystore.certificate=file:/nosuch/tls.crt",
					setting, "server.ssl.bundle=web",
					"spring.ssl.bundle.pem.web.keystore.private-key=file:/nosuch/tls.key" };
			default -> new String[] { setting };
		};
		assertThat(MoorageProcess.failed(this.engine, DataDir.fresh(), settings))
			.contains("APPLICATION FAILED TO START")
			.contains(named)
			.doesNotContain(STACK_TRACE);
	}

	@Test
	void startWhenATokensNameWithADotIsInBracketsTakesIt() throws IOException {
		try (MoorageProcess service = MoorageProcess.start(this.engine, DataDir.fresh(),
				"moorage.security.tokens.[ci.build].role=viewer",
				"moorage.security.tokens.[ci.build].sha256=" + Callers.sha256("dotted"))) {
			assertThat(service.api().as("dotted").at("/networks").get()).hasStatus(200);
		}
	}

	@Test
	void reloadWhenTheFileIsBadSaysWhatToCorrect(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("application.yaml");
		String good = "moorage.security.tokens.one: {sha256: %s, role: viewer}\n".formatted(Callers.sha256("one"));
		Files.writeString(file, good);
		try (MoorageProcess service = MoorageProcess.start(this.engine, DataDir.fresh(),
				"spring.config.additional-location=file:" + folder + "/", "moorage.security.reload-interval=100ms")) {
			for (List<String> bad : List.of(
					List.of("moorage.security.tokens.one: {sha256: short, role: viewer}\n",
							"moorage.security.tokens.one: moorage.security.tokens.{name}.sha256 must be"),
					List.of("moorage.security.tokens: {one.more: {sha256: %s, role: viewer}}\n"
						.formatted(Callers.sha256("more")), "tokens.one.more.role"),
					List.of("secret: s3cr3t\nmoorage: {\n", "in line"))) {
				Files.writeString(file, bad.getFirst());
				await().atMost(Duration.ofSeconds(20)).until(() -> service.log().contains(bad.getLast()));
			}
			assertThat(service.api().as("one").at("/networks").get()).hasStatus(200);
			assertThat(service.log()).doesNotContain(STACK_TRACE, "s3cr3t", "ERROR");
			assertThat(service.log().lines().filter((line) -> line.contains("the tokens stay as they were")))
				.allSatisfy((line) -> assertThat(line).contains(" WARN ", "Correct that"));
		}
	}

	@Test
	void runWhenTheImageCannotBePulledSaysWhyOnceWithTheRequest() throws IOException {
		try (MoorageProcess service = MoorageProcess.start(this.engine, DataDir.fresh())) {
			assertThat(service.api()
				.at("/containers")
				.header("X-Request-Id", "r-pull")
				.post(Body.of("image", "127.0.0.1:1/nothing:1"))).isProblem(502, "image-pull-failed");
			assertThat(service.log()).doesNotContain(STACK_TRACE);
			assertThat(service.log().lines().filter((line) -> line.contains("was not pulled"))).singleElement()
				.asString()
				.contains(" WARN ", "r-pull", "127.0.0.1:1/nothing:1");
		}
	}

}
