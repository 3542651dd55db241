package io.moorage.engine;

import java.net.URI;
import java.security.GeneralSecurityException;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.transport.SSLConfig;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine that the settings, the environment and the Docker context name, and
 * fails with a sentence where the first call would fail.
 */
final class EngineSettings {

	private EngineSettings() {
	}

	/**
	 * Resolves the settings.
	 * @param properties the service's own settings, which come first
	 * @return where the engine is and how to prove who is who
	 * @throws EngineSettingsException with a sentence, when nothing can be called there
	 */
	static DefaultDockerClientConfig resolve(EngineProperties properties) {
		try {
			DefaultDockerClientConfig.Builder builder = builder(properties);
			DefaultDockerClientConfig config = builder.build();
			SSLConfig tls = config.getSSLConfig();
			if (tls != null && tls.getSSLContext() == null) {
				// docker-java would go on without TLS.
				throw new EngineSettingsException(
						"TLS is asked for, but the folder of certificates lacks ca.pem, cert.pem or key.pem.");
			}
			URI host = EngineAddress.normalized(config.getDockerHost(), tls != null);
			return builder.withDockerHost(host.toString()).build();
		}
		catch (DockerClientException | IllegalArgumentException | GeneralSecurityException ex) {
			throw new EngineSettingsException("The Docker Engine's address cannot be used: " + ex.getMessage(), ex);
		}
	}

	private static DefaultDockerClientConfig.Builder builder(EngineProperties properties) {
		DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
		String host = properties.host();
		if (hasText(host)) {
			builder.withDockerHost(host);
		}
		Boolean verify = properties.tls().verify();
		if (verify != null) {
			builder.withDockerTlsVerify(verify);
		}
		String certPath = properties.tls().certPath();
		if (hasText(certPath)) {
			builder.withDockerCertPath(certPath);
		}
		return builder;
	}

	private static boolean hasText(@Nullable String text) {
		return text != null && !text.isBlank();
	}

}
