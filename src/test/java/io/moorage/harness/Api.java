package io.moorage.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as its callers see it: over HTTP.
 */
public final class Api {

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final URI base;

	private final String token;

	/**
	 * Creates a client.
	 * @param base where the service listens, without a slash at the end
	 */
	public Api(URI base) {
		this(base, null);
	}

	private Api(URI base, String token) {
		this.base = base;
		this.token = token;
	}

	/**
	 * Calls the same service as somebody.
	 * @param somebody their token
	 * @return another client
	 */
	public Api as(String somebody) {
		return new Api(this.base, somebody);
	}

	/**
	 * Returns whose token the calls bear.
	 * @return the token, or null
	 */
	public String token() {
		return this.token;
	}

	public URI base() {
		return this.base;
	}

	/**
	 * Starts a request.
	 * @param path a path in which each {@code {}} stands for a variable
	 * @param variables what to put there, encoded
	 * @return the request
	 */
	public Call at(String path, Object... variables) {
		Call call = new Call(this, CLIENT, path, variables);
		return (this.token != null) ? call.header("Authorization", "Bearer " + this.token) : call;
	}

	/**
	 * Creates a network, which must succeed.
	 * @param body what to ask for
	 * @return the network
	 */
	public JsonNode create(Body body) {
		Answer answer = at("/networks").post(body);
		assertThat(answer).hasStatus(201);
		return answer.json();
	}

	/**
	 * Runs a container, which must succeed.
	 * @param body what to ask for
	 * @return the container
	 */
	public JsonNode run(Body body) {
		Answer answer = at("/containers").post(body);
		assertThat(answer).hasStatus(201);
		return answer.json();
	}

	/**
	 * Connects a container, which must succeed.
	 * @param network the network
	 * @param container the container
	 * @return the endpoint
	 */
	public JsonNode connect(String network, String container) {
		Answer answer = at("/networks/{}/containers", network).post(Body.of("container", container));
		assertThat(answer).hasStatus(201);
		return answer.json();
	}

	public JsonNode network(String reference) {
		return found("/networks/{}", reference);
	}

	public JsonNode container(String reference) {
		return found("/containers/{}", reference);
	}

	private JsonNode found(String path, String reference) {
		Answer answer = at(path, reference).get();
		assertThat(answer).hasStatus(200);
		return answer.json();
	}

}
