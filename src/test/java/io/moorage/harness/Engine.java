package io.moorage.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real engine, asked by itself and not through the service: the truth that answers
 * are compared with. Its own words ({@code IPAM}, {@code NetworkSettings}) are kept.
 */
public final class Engine {

	/** The one image that tests use. */
	public static final String IMAGE = "alpine:3.20";

	/** Waits for ever, and ends at once on SIGTERM. */
	public static final List<String> WAIT = List.of("sh", "-c", "trap 'exit 0' TERM; sleep 100000 & wait");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final URI host;

	private final DockerHttpClient http;

	private final DockerClient client;

	private Engine(DefaultDockerClientConfig config) {
		this.host = config.getDockerHost();
		this.http = new ApacheDockerHttpClient.Builder().dockerHost(this.host)
			.sslConfig(config.getSSLConfig())
			.connectionTimeout(Duration.ofSeconds(5))
			.build();
		this.client = DockerClientImpl.getInstance(config, this.http);
	}

	/**
	 * Returns the engine that {@code DOCKER_HOST} names.
	 * @return the engine
	 * @throws IllegalStateException if it does not answer
	 */
	public static Engine required() {
		if (Holder.FAILURE.isPresent()) {
			throw new IllegalStateException("No Docker Engine answers at " + Holder.ENGINE.host
					+ ". Start one and name it in DOCKER_HOST, or run the tests with: dev/with-engine ./mvnw verify",
					Holder.FAILURE.get());
		}
		return Holder.ENGINE;
	}

	/**
	 * Returns another engine than the one that {@code DOCKER_HOST} names.
	 * @param host its address, without TLS
	 * @return the engine, not asked yet
	 */
	public static Engine at(URI host) {
		return new Engine(DefaultDockerClientConfig.createDefaultConfigBuilder()
			.withDockerHost(host.toString())
			.withDockerTlsVerify(false)
			.build());
	}

	public URI host() {
		return this.host;
	}

	/**
	 * Returns docker-java's own client, for what only a test needs.
	 * @return a client of the engine's highest API version
	 */
	public DockerClient client() {
		return this.client;
	}

	public String apiVersion() {
		return get("/version").orElseThrow().path("ApiVersion").asString();
	}

	public JsonNode info() {
		return get("/info").orElseThrow();
	}

	public JsonNode networks() {
		return get("/networks").orElseThrow();
	}

	/**
	 * Inspects a network.
	 * @param reference its id, or a name that is safe in a path
	 * @return what {@code docker network inspect} shows, or empty
	 */
	public Optional<JsonNode> network(String reference) {
		return get("/networks/" + reference);
	}

	public JsonNode containers() {
		return get("/containers/json?all=true").orElseThrow();
	}

	/**
	 * Inspects a container.
	 * @param reference its id or name
	 * @return what {@code docker inspect} shows, or empty
	 */
	public Optional<JsonNode> container(String reference) {
		return get("/containers/" + reference + "/json");
	}

	/**
	 * Tells a container's IPv4 address on a network.
	 * @param container its id or name
	 * @param network the network's name
	 * @return what {@code docker inspect} shows, empty when it has none
	 */
	public String ipv4Address(String container, String network) {
		return container(container).orElseThrow()
			.at("/NetworkSettings/Networks")
			.path(network)
			.path("IPAddress")
			.asString("");
	}

	/**
	 * Posts what docker-java has no command for, which must succeed.
	 * @param path the path, with its query
	 * @param body the body
	 * @return the answer
	 */
	public JsonNode post(String path, Body body) {
		return send(Request.builder()
			.method(Request.Method.POST)
			.path(path)
			.putHeader("Content-Type", "application/json")
			.body(new ByteArrayInputStream(JSON.writeValueAsBytes(body)))
			.build()).orElseThrow(() -> new IllegalStateException("The engine finds nothing for " + path));
	}

	/**
	 * Runs a command inside a container and waits for its end.
	 * @param container its id or name
	 * @param command the command and its arguments
	 * @return what came of it
	 */
	public Executed execute(String container, String... command) {
		String id = this.client.execCreateCmd(container)
			.withCmd(command)
			.withAttachStdout(true)
			.withAttachStderr(true)
			.exec()
			.getId();
		StringBuilder output = new StringBuilder();
		try (var frames = this.client.execStartCmd(id).exec(new ResultCallback.Adapter<Frame>() {
			@Override
			public void onNext(Frame frame) {
				output.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
			}
		})) {
			if (!frames.awaitCompletion(30, TimeUnit.SECONDS)) {
				throw new IllegalStateException(String.join(" ", command) + " did not end within 30 s: " + output);
			}
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return new Executed(this.client.inspectExecCmd(id).exec().getExitCodeLong(), output.toString());
	}

	/**
	 * Removes every container and every network with a label, running or not.
	 * @param label the label's key
	 * @param value which values of it
	 */
	public void removeLabelled(String label, Predicate<String> value) {
		idsOf(containers(), label, value).forEach((id) -> quietly(
				() -> this.client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec()));
		idsOf(networks(), label, value).forEach((id) -> quietly(() -> this.client.removeNetworkCmd(id).exec()));
	}

	private List<String> idsOf(JsonNode list, String label, Predicate<String> value) {
		return list.valueStream()
			.filter((item) -> value.test(item.path("Labels").path(label).asString("")))
			.map((item) -> item.path("Id").asString())
			.toList();
	}

	private void quietly(Runnable removal) {
		try {
			removal.run();
		}
		catch (DockerException ex) {
			System.err.println("Not removed after the test: " + ex.getMessage());
		}
	}

	private Optional<JsonNode> get(String path) {
		return send(Request.builder().method(Request.Method.GET).path(path).build());
	}

	private Optional<JsonNode> send(Request request) {
		try (Response response = this.http.execute(request); InputStream body = response.getBody()) {
			if (response.getStatusCode() == 404) {
				return Optional.empty();
			}
			String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
			if (response.getStatusCode() / 100 != 2) {
				throw new IllegalStateException("The engine answers " + request.path() + " with " + text);
			}
			return Optional.of(JSON.readTree(text.isEmpty() ? "null" : text));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Holder {

		private static final Engine ENGINE = new Engine(DefaultDockerClientConfig.createDefaultConfigBuilder().build());

		private static final Optional<RuntimeException> FAILURE = ping();

		private static Optional<RuntimeException> ping() {
			try {
				ENGINE.info();
				return Optional.empty();
			}
			catch (RuntimeException ex) {
				return Optional.of(ex);
			}
		}

	}

}
