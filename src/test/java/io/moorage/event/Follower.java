package io.moorage.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.moorage.harness.Api;
import io.moorage.harness.Workspace;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Follows the service's events as a browser's {@code EventSource} does, but connects only
 * once, and keeps all that it is told.
 */
final class Follower implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final HttpResponse<InputStream> response;

	private final List<Told> told = new CopyOnWriteArrayList<>();

	private final List<String> comments = new CopyOnWriteArrayList<>();

	private volatile String lastId = "";

	private volatile boolean ended;

	private Follower(HttpResponse<InputStream> response) {
		this.response = response;
		assertThat(response.statusCode()).as("status of %s", response.uri()).isEqualTo(200);
		Thread.ofVirtual().name("follower").start(this::read);
	}

	/**
	 * Follows from now on; what happens after this call is told.
	 * @param api the service
	 * @param query the query, names and encoded values, empty for all
	 * @return a follower that is connected
	 */
	static Follower start(Api api, String query) {
		return start(api, query, null);
	}

	/**
	 * Goes on after an event.
	 * @param api the service
	 * @param query the query, names and encoded values, empty for all
	 * @param lastEventId where to go on
	 * @return a follower that is connected
	 */
	static Follower start(Api api, String query, @Nullable String lastEventId) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.base() + "/events?" + query))
			.header("Accept", "text/event-stream");
		if (api.token() != null) {
			request.header("Authorization", "Bearer " + api.token());
		}
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		try {
			return new Follower(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(this.response.body(), StandardCharsets.UTF_8))) {
			String id = "";
			String type = "message";
			StringBuilder data = new StringBuilder();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(":")) {
					this.comments.add(line);
				}
				else if (line.startsWith("id: ")) {
					id = line.substring(4);
				}
				else if (line.startsWith("event: ")) {
					type = line.substring(7);
				}
				else if (line.startsWith("data: ")) {
					data.append(line.substring(6));
				}
				else if (line.isEmpty()) {
					if (!data.isEmpty()) {
						this.told.add(new Told(id, type, JSON.readTree(data.toString())));
					}
					this.lastId = id;
					type = "message";
					data.setLength(0);
				}
				else {
					assertThat(line).startsWith("retry: ");
				}
			}
		}
		catch (IOException ex) {
			// Closed from either side.
		}
		finally {
			this.ended = true;
		}
	}

	String header(String name) {
		return this.response.headers().firstValue(name).orElse("");
	}

	/** All that it was told. */
	List<Told> told() {
		return List.copyOf(this.told);
	}

	/**
	 * What it was told about things of a workspace, which others may not disturb. That a
	 * container is being removed is told when the moment happens to be seen, and left out
	 * here.
	 */
	List<Told> told(Workspace mine) {
		return this.told.stream()
			.filter((each) -> each.isAbout(mine.id()))
			.filter((each) -> !each.type().equals("container.changed")
					|| !each.data().at("/object/state").asString().equals("removing"))
			.toList();
	}

	/** The same in a few words, names without what makes them the workspace's. */
	List<String> summaries(Workspace mine) {
		return told(mine).stream().map((each) -> each.summary().replace("-" + mine.id(), "")).toList();
	}

	List<String> comments() {
		return List.copyOf(this.comments);
	}

	/** What an {@code EventSource} would send as {@code Last-Event-ID}. */
	String lastId() {
		return this.lastId;
	}

	boolean isEnded() {
		return this.ended;
	}

	/** Waits for an event. */
	Told await(Predicate<Told> wanted) {
		Awaitility.await().until(() -> this.told.stream().anyMatch(wanted));
		return this.told.stream().filter(wanted).findFirst().orElseThrow();
	}

	/** Waits until a network of that name was made. */
	Told awaitCreated(String network) {
		return await((each) -> isCreated(each, network));
	}

	/** Whether a network of that name was made. */
	boolean hasCreated(String network) {
		return this.told.stream().anyMatch((each) -> isCreated(each, network));
	}

	private static boolean isCreated(Told told, String network) {
		return told.type().equals("network.created") && told.nameOf("network").equals(network);
	}

	@Override
	public void close() {
		try {
			this.response.body().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
