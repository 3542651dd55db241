package io.moorage.access;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.moorage.harness.Callers;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS by a bundle of Spring's.
 */
@ExtendWith(EndToEndExtension.class)
class TlsTests {

	private static final String PASSWORD = "changeit";

	@Test
	void readWhenBundleIsSetIsAnsweredOverTls(@TempDir Path folder, Engine engine)
			throws IOException, InterruptedException, GeneralSecurityException {
		Path store = folder.resolve("service.p12");
		keytool(store);
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(engine.host(),
				Callers.settings("server.ssl.bundle=service",
						"spring.ssl.bundle.jks.service.keystore.location=" + store,
						"spring.ssl.bundle.jks.service.keystore.password=" + PASSWORD))) {
			URI networks = URI.create("https://localhost:" + moorage.api().base().getPort() + "/networks");
			try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
				HttpResponse<String> answer = client.send(
						HttpRequest.newBuilder(networks).header("Authorization", "Bearer " + Callers.VIEWER).build(),
						BodyHandlers.ofString());
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
			}
			assertThat(moorage.api().at("/networks").get()).hasStatus(400);
			assertThat(healthCheck(moorage.api().base().getPort())).isZero();
		}
	}

	@Test
	void healthCheckOfTheImageWhenNothingListensFails() throws IOException, InterruptedException {
		assertThat(healthCheck(WebServer.onFreePort().port())).isNotZero();
	}

	/** Runs what the image runs, and tells its exit code. */
	private static int healthCheck(int port) throws IOException, InterruptedException {
		String dockerfile = Files.readString(Path.of("Dockerfile")).replace("\\\n", "");
		Matcher check = Pattern.compile("(?m)^HEALTHCHECK .*CMD (\\[.*])$").matcher(dockerfile);
		assertThat(check.find()).isTrue();
		String[] command = JsonMapper.shared().readValue(check.group(1), String[].class);
		ProcessBuilder bash = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
		bash.environment().put("SERVER_PORT", Integer.toString(port));
		bash.environment().remove("SERVER_ADDRESS");
		return bash.start().waitFor();
	}

	private static void keytool(Path store) throws IOException, InterruptedException {
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1",
				"-alias", "service", "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String said = new String(keytool.getInputStream().readAllBytes());
		assertThat(keytool.waitFor()).as(said).isZero();
	}

	private static SSLContext trusting(Path store) throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("service", keys.getCertificate("service"));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

}
