package io.moorage.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which engine the settings name, and which name none.
 */
class EngineSettingsTests {

	@ParameterizedTest
	@CsvSource({ "unix:///run/x.sock, unix:///run/x.sock", "tcp://10.0.0.1:99, tcp://10.0.0.1:99",
			"tcp://docker.example, tcp://docker.example:2375", "tcp://docker.example/, tcp://docker.example:2375",
			"tcp://[::1]:2375, tcp://[::1]:2375" })
	void resolveWhenHostIsGoodReadsItAsTheDockerCliDoes(String host, URI expected) {
		assertThat(EngineSettings.resolve(settings(host, null)).getDockerHost()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "ssh://me@host", "http://host:2375", "unix://", "unix:///", "tcp://", "tcp:// a",
			"tcp://:2375", "tcp://host:0", "tcp://host:65536", "tcp://host:port" })
	void resolveWhenHostIsBadSaysSo(String host) {
		assertThatExceptionOfType(EngineSettingsException.class)
			.isThrownBy(() -> EngineSettings.resolve(settings(host, null)))
			.withMessageStartingWith("The Docker Engine's address");
	}

	@Test
	void resolveWhenCertificatesAreMissingDoesNotGoOnWithoutTls(@TempDir Path folder) {
		assertThatExceptionOfType(EngineSettingsException.class)
			.isThrownBy(() -> EngineSettings.resolve(settings("tcp://localhost:2376", folder)))
			.withMessageContaining("ca.pem");
		assertThatExceptionOfType(EngineSettingsException.class)
			.isThrownBy(() -> EngineSettings.resolve(settings("tcp://localhost:2376", folder.resolve("nowhere"))))
			.withMessageContaining("nowhere");
	}

	private static EngineProperties settings(String host, @Nullable Path certificates) {
		EngineProperties.Tls tls = (certificates != null) ? new EngineProperties.Tls(true, certificates.toString())
				: new EngineProperties.Tls(false, null);
		Duration time = Duration.ofSeconds(1);
		return new EngineProperties(host, tls, time, time, time, 1);
	}

}
