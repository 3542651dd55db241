package io.moorage.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.json.JsonMapper;

/**
 * One request to the service, sent by its last method.
 */
public final class Call {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Api api;

	private final HttpClient client;

	private final HttpRequest.Builder request = HttpRequest.newBuilder().timeout(Duration.ofSeconds(60));

	private final StringBuilder target;

	Call(Api api, HttpClient client, String path, Object... variables) {
		this.api = api;
		this.client = client;
		String expanded = path;
		for (Object variable : variables) {
			expanded = expanded.replaceFirst("\\{}", encoded(String.valueOf(variable)));
		}
		this.target = new StringBuilder(expanded);
	}

	/**
	 * Adds a query parameter.
	 * @param name its name
	 * @param value its value
	 * @return this call
	 */
	public Call query(String name, Object value) {
		this.target.append((this.target.indexOf("?") < 0) ? '?' : '&')
			.append(encoded(name))
			.append('=')
			.append(encoded(String.valueOf(value)));
		return this;
	}

	/**
	 * Sets a header.
	 * @param name its name
	 * @param value its value
	 * @return this call
	 */
	public Call header(String name, String value) {
		this.request.setHeader(name, value);
		return this;
	}

	public Answer get() {
		return send("GET", BodyPublishers.noBody());
	}

	public Answer delete() {
		return send("DELETE", BodyPublishers.noBody());
	}

	/** Posts without a body. */
	public Answer post() {
		return send("POST", BodyPublishers.noBody());
	}

	/**
	 * Posts a body as JSON.
	 * @param body anything that can be written as JSON
	 * @return the answer
	 */
	public Answer post(Object body) {
		return post(JSON.writeValueAsString(body));
	}

	/**
	 * Posts a text as it is, as JSON unless a header says otherwise.
	 * @param body the text
	 * @return the answer
	 */
	public Answer post(String body) {
		if (this.request.copy().uri(this.api.base()).build().headers().firstValue("Content-Type").isEmpty()) {
			header("Content-Type", "application/json");
		}
		return send("POST", BodyPublishers.ofString(body));
	}

	/**
	 * Puts a body as JSON.
	 * @param body the body
	 * @return the answer
	 */
	public Answer put(Object body) {
		return header("Content-Type", "application/json").send("PUT",
				BodyPublishers.ofString(JSON.writeValueAsString(body)));
	}

	/**
	 * Sends anything.
	 * @param method the method
	 * @param body the body
	 * @return the answer
	 */
	public Answer send(String method, BodyPublisher body) {
		HttpRequest built = this.request.uri(URI.create(this.api.base() + this.target.toString()))
			.method(method, body)
			.build();
		try {
			HttpResponse<String> response = this.client.send(built, BodyHandlers.ofString());
			return new Answer(this.api, method + " " + this.target, response.statusCode(), response.headers(),
					response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(method + " " + this.target, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
