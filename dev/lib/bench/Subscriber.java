import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One subscriber to the service's events. While it is measured it only notes what came
 * when: what the events say is read afterwards, so that 500 of them leave the processor
 * to the service.
 */
final class Subscriber implements AutoCloseable {

	private static final Pattern NETWORK = reference("network");

	private static final Pattern CONTAINER = reference("container");

	private final LineStream stream;

	private final Runnable listener;

	private final List<Told> told = new ArrayList<>();

	private Subscriber(LineStream stream, Runnable listener) {
		this.stream = stream;
		this.listener = listener;
	}

	/**
	 * Subscribes. The listener is called after each event about networks that arrived.
	 */
	static Subscriber open(URI service, Runnable listener) throws IOException {
		LineStream stream = LineStream.open(service, "/events", "text/event-stream");
		if (stream.status() != 200) {
			stream.close();
			throw new IOException("GET /events answered " + stream.status());
		}
		Subscriber subscriber = new Subscriber(stream, listener);
		Thread.startVirtualThread(subscriber::read);
		return subscriber;
	}

	/** When each change arrived here, each time that it did. */
	synchronized Map<Change, List<Long>> arrivals() {
		Map<Change, List<Long>> arrivals = new HashMap<>();
		for (Told one : this.told) {
			Matcher network = NETWORK.matcher(one.data());
			Matcher container = CONTAINER.matcher(one.data());
			if (network.find()) {
				Change change = Change.of(one.kind(), network.group(1), container.find() ? container.group(1) : "");
				arrivals.computeIfAbsent(change, (key) -> new ArrayList<>()).add(one.nanos());
			}
		}
		return arrivals;
	}

	@Override
	public void close() throws IOException {
		this.stream.close();
	}

	private void read() {
		String event = "";
		StringBuilder data = new StringBuilder();
		try {
			for (String line = this.stream.readLine(); line != null; line = this.stream.readLine()) {
				if (line.isEmpty()) {
					arrived(System.nanoTime(), event, data.toString());
					event = "";
					data.setLength(0);
				}
				else if (line.startsWith("event:")) {
					event = line.substring("event:".length()).strip();
				}
				else if (line.startsWith("data:")) {
					data.append(line, "data:".length(), line.length());
				}
			}
		}
		catch (IOException ex) {
			// closed, by us or by the service: then what is missing shows it
		}
	}

	private void arrived(long now, String event, String data) {
		Optional<Change.Kind> kind = Change.Kind.ofEvent(event);
		if (kind.isEmpty()) {
			return;
		}
		synchronized (this) {
			this.told.add(new Told(now, kind.get(), data));
		}
		this.listener.run();
	}

	private static Pattern reference(String name) {
		return Pattern.compile("\"" + name + "\"\\s*:\\s*\\{[^{}]*?\"id\"\\s*:\\s*\"([0-9a-f]{64})\"");
	}

	private record Told(long nanos, Change.Kind kind, String data) {
	}

}
