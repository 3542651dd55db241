package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.moorage.harness.Api;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows a service's events, a JSON object a line, and keeps them.
 */
final class EventFeed implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpClient client = HttpClient.newHttpClient();

	private final List<JsonNode> events = new CopyOnWriteArrayList<>();

	private final Thread reader;

	private EventFeed(Api api) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(api.base() + "/events"))
			.header("Accept", "application/x-ndjson")
			.build();
		HttpResponse<Stream<String>> response = this.client.send(request, BodyHandlers.ofLines());
		assertThat(response.statusCode()).isEqualTo(200);
		this.reader = Thread.ofVirtual().name("feed").start(() -> read(response.body()));
	}

	/** Begins to follow: what happens from now on is told. */
	static EventFeed of(Api api) {
		try {
			return new EventFeed(api);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read(Stream<String> lines) {
		try (lines) {
			lines.filter((line) -> !line.isEmpty()).map(JSON::readTree).forEach(this.events::add);
		}
		catch (UncheckedIOException ex) {
			// It ended in the middle; whoever cares finds the last event missing.
		}
	}

	/** Each event as its type and the name of what it is about. */
	List<String> told() {
		return told((event) -> true);
	}

	List<String> told(Predicate<JsonNode> wanted) {
		return this.events.stream().filter(wanted).map(EventFeed::line).toList();
	}

	private static String line(JsonNode event) {
		String network = event.at("/network/name").asString("");
		String container = event.at("/container/name").asString("");
		return Stream.of(event.path("type").asString(), container, network)
			.filter((word) -> !word.isEmpty())
			.reduce((one, other) -> one + " " + other)
			.orElseThrow();
	}

	List<JsonNode> events() {
		return this.events;
	}

	boolean isOver() {
		return !this.reader.isAlive();
	}

	@Override
	public void close() {
		this.client.shutdownNow();
	}

}
