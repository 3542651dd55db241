package io.moorage.outage;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service that others can reach, and for which nobody set credentials; and what its log
 * says of who calls.
 */
@ExtendWith(EndToEndExtension.class)
class GeneratedTokenTests {

	private static final Pattern TOKEN = Pattern.compile("Bearer ([A-Za-z0-9_-]{43}) ");

	@Test
	void startWhenOthersCanReachItMakesTokenAndTellsItOnce(Engine engine) throws IOException {
		try (MoorageProcess service = MoorageProcess.start(engine.host(), DataDir.fresh(), "server.address=0.0.0.0",
				"logging.structured.format.console=ecs")) {
			Api api = service.api();
			Matcher token = TOKEN.matcher(service.log());
			assertThat(token.find()).as("a token in %s", service.log()).isTrue();
			assertThat(token.find()).as("another").isFalse();
			token.reset().find();
			assertThat(api.at("/networks").get()).isProblem(401, "unauthenticated");
			assertThat(api.as(token.group(1)).at("/networks/{}", "nobody-here").header("X-Request-Id", "r-4711").get())
				.isProblem(404, "network-not-found");
			assertThat(api.as(token.group(1)).at("/actuator/info").get()).hasStatus(200);
			assertThat(service.log().lines().filter((line) -> line.contains("r-4711")))
				.anySatisfy((line) -> assertThat(line).startsWith("{")
					.contains("\"requestId\":\"r-4711\"", "\"caller\":\"generated\""));
			assertThat(service.log()).doesNotContain("Using generated security password");
		}
	}

}
