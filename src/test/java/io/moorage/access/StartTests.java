package io.moorage.access;

import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.NoSuchSslBundleException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Settings that keep the service from starting, each with a sentence.
 */
@ExtendWith(EndToEndExtension.class)
class StartTests {

	private final Engine engine;

	StartTests(Engine engine) {
		this.engine = engine;
	}

	private AbstractThrowableAssert<?, ?> started(String... settings) {
		return assertThatThrownBy(() -> RunningMoorage.inFrontOf(this.engine.host(), settings).close()).rootCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "moorage.moed", "moorage.protection.netwroks", "moorage.events.max-subscriber",
			"moorage.engine.hosts[0]", "moorage.probes.image" })
	void startWhenANameMeansNothingNamesIt(String name) {
		started(name + "=1").isInstanceOf(UnknownSettingException.class)
			.hasMessageContaining(name.replace("[0]", ""))
			.satisfies((ex) -> assertThat(new UnknownSettingFailureAnalyzer().analyze(ex).getAction())
				.contains("README.md"));
	}

	@Test
	void startWhenNamesAreWrittenOtherwiseTakesThem() {
		RunningMoorage
			.inFrontOf(this.engine.host(), "moorage.managed.terraform[0]=tf-*", "moorage.events.maxSubscribers=7",
					"moorage.security.tokens.one.sha256=" + Callers.sha256("one"),
					"moorage.security.tokens.one.role=viewer")
			.close();
	}

	@ParameterizedTest
	@CsvSource({ "0s", "-5s", "99ms" })
	void startWhenTokensWouldBeReadAllTheTimeSaysSo(String interval) {
		started("moorage.security.reload-interval=" + interval)
			.hasMessage("moorage.security.reload-interval must be 100ms or longer.");
	}

	@Test
	void startWhenTwoHaveOneTokenNamesThem() {
		String upper = "moorage.security.tokens.b.sha256=" + Callers.sha256("same").toUpperCase(java.util.Locale.ROOT);
		started("moorage.security.tokens.a.sha256=" + Callers.sha256("same"), "moorage.security.tokens.a.role=viewer",
				upper, "moorage.security.tokens.b.role=admin")
			.hasMessage("moorage.security.tokens.a and moorage.security.tokens.b have the same sha256: "
					+ "give each a token of its own.");
	}

	@Test
	void startWhenCertificateIsMissingSaysWhatToSet() {
		started("server.ssl.bundle=nosuch").isInstanceOf(NoSuchSslBundleException.class).satisfies((ex) -> {
			FailureAnalysis told = new SslBundleFailureAnalyzer().analyze(ex);
			assertThat(told.getDescription()).contains("nosuch", "server.ssl.bundle");
			assertThat(told.getAction()).contains("spring.ssl.bundle.pem.nosuch.keystore.certificate");
		});
	}

}
