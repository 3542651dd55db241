package io.moorage.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The events as they go over the wire, in both formats.
 */
@EndToEnd
class EventStreamTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Api api;

	private final Workspace mine;

	EventStreamTests(Api api, Workspace mine) {
		this.api = api;
		this.mine = mine;
	}

	@Test
	void followWhenEventStreamIsAcceptedHasItsHeaders() {
		try (Follower follower = Follower.start(this.api, "")) {
			assertThat(follower.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
			assertThat(follower.header("Cache-Control")).isEqualTo("no-store");
			assertThat(follower.header("X-Accel-Buffering")).isEqualTo("no");
			assertThat(follower.header("X-Request-Id")).isNotEmpty();
		}
	}

	@Test
	void followWhenEventStreamIsAcceptedGetsEventsAsTheStandardHasThem() throws Exception {
		String name = this.mine.name("wire☃");
		List<String> lines = follow("text/event-stream", name, (line) -> line.startsWith("data: "));
		int event = lines.indexOf("event: network.created");
		assertThat(event).isPositive();
		String id = lines.get(event - 1).replaceFirst("^id: ", "");
		assertThat(id).matches("[0-9a-z]+-[0-9]+\\.[0-9]+");
		JsonNode data = JSON.readTree(lines.get(event + 1).replaceFirst("^data: ", ""));
		assertCreated(data, name);
		assertThat(data.path("id").asString()).isEqualTo(id);
		assertThat(lines.subList(0, event)).anyMatch((line) -> line.matches("retry: [0-9]+"))
			.anyMatch((line) -> line.matches("id: [0-9a-z]+-[0-9]+(\\.[0-9]+)?"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			*/*                                                     | text/event-stream
			text/html, */*;q=0.1                                    | text/event-stream
			text/*                                                  | text/event-stream
			application/*                                           | application/x-ndjson
			application/x-ndjson, text/event-stream;q=0.5           | application/x-ndjson
			application/x-ndjson;q=0.5, text/event-stream           | text/event-stream
			text/plain, application/x-ndjson                        | application/x-ndjson
			""")
	void followWhenSeveralAreAcceptedChoosesThePreferred(String accept, String type) throws Exception {
		List<String> headers = follow(accept, this.mine.name("preferred"), String::isEmpty);
		assertThat(headers).contains("Content-Type: " + type + ";charset=UTF-8");
	}

	@Test
	void headWhenSentHasTheHeadersAndEnds() {
		Answer head = this.api.at("/events").send("HEAD", BodyPublishers.noBody());
		assertThat(head).hasStatus(200);
		assertThat(head.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
		assertThat(head.header("Cache-Control")).isEqualTo("no-store");
		assertThat(head.body()).isEmpty();
	}

	@Test
	void followWhenLinesAreAcceptedGetsAnObjectALine() throws Exception {
		String name = this.mine.name("line☃");
		List<String> lines = follow("application/x-ndjson", name, (line) -> line.startsWith("{"));
		assertThat(lines).contains("Content-Type: application/x-ndjson;charset=UTF-8", "Cache-Control: no-store");
		assertCreated(JSON.readTree(lines.getLast()), name);
	}

	private static void assertCreated(JsonNode data, String name) {
		assertThat(data.path("type").asString()).isEqualTo("network.created");
		assertThat(data.at("/network/name").asString()).isEqualTo(name);
		assertThat(data.at("/object/name").asString()).isEqualTo(name);
		assertThat(data.at("/object/id").asString()).isEqualTo(data.at("/network/id").asString());
		assertThat(data.at("/object/usage/verdict").asString()).isEqualTo("unused");
		assertThat(Instant.parse(data.path("time").asString())).isBetween(Instant.now().minusSeconds(60),
				Instant.now());
		assertThat(data.has("container")).isFalse();
	}

	@Test
	void resumeWhenLinesAreAcceptedGoesOnWithoutAGap() throws Exception {
		String before = this.api.at("/networks").get().text("/revision");
		String name = this.mine.name("resumed");
		this.api.create(this.mine.network(name));
		List<String> lines = follow("application/x-ndjson\r\nLast-Event-ID: " + before, name,
				(line) -> line.startsWith("{"));
		assertCreated(JSON.readTree(lines.getLast()), name);
		lines = follow("application/x-ndjson\r\nLast-Event-ID: garbage", name, (line) -> line.startsWith("{"));
		assertThat(JSON.readTree(lines.getLast()).path("type").asString()).isEqualTo("reset");
	}

	/** Reads from the socket itself, chunks' lengths included, until a line comes. */
	private List<String> follow(String accept, String network, Predicate<String> last) throws Exception {
		try (Socket socket = new Socket(this.api.base().getHost(), this.api.base().getPort())) {
			socket.setSoTimeout(30_000);
			String query = "type=network.created&network=" + URLEncoder.encode(network, StandardCharsets.UTF_8);
			socket.getOutputStream()
				.write(("GET /events?" + query + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			CompletableFuture<Void> headers = new CompletableFuture<>();
			CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(() -> read(reader, headers, last),
					Thread::startVirtualThread);
			headers.get(30, TimeUnit.SECONDS);
			if (this.api.at("/networks").query("name", network).get().at("/total").asInt() == 0) {
				this.api.create(this.mine.network(network));
			}
			return lines.get(30, TimeUnit.SECONDS);
		}
	}

	private static List<String> read(BufferedReader reader, CompletableFuture<Void> headers, Predicate<String> last) {
		List<String> lines = new ArrayList<>();
		try {
			do {
				lines.add(Objects.requireNonNull(reader.readLine(), "the end of the stream"));
				if (lines.getLast().isEmpty()) {
					headers.complete(null);
				}
			}
			while (!last.test(lines.getLast()));
		}
		catch (IOException ex) {
			headers.completeExceptionally(ex);
		}
		return lines;
	}

}
