import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/** The service under measurement. */
final class Service {

	private static final Pattern FIXTURE = Pattern.compile("\"name\":\"" + Fixture.NETWORK_PREFIX + "\\d{4}\"");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Http http;

	private final String label;

	Service(URI base, String label) {
		this.http = new Http(base);
		this.label = label;
	}

	Http http() {
		return this.http;
	}

	String createNetwork(String name) throws IOException, InterruptedException {
		String body = "{\"name\":\"%s\",\"labels\":{\"io.moorage.test\":\"%s\"}}".formatted(name, this.label);
		String location = Http.expect(201, this.http.post("/networks", body))
			.headers()
			.firstValue("Location")
			.orElseThrow();
		return location.substring(location.lastIndexOf('/') + 1);
	}

	void removeNetwork(String id) throws IOException, InterruptedException {
		Http.expect(204, this.http.delete("/networks/" + id));
	}

	/** Waits until the list holds that many networks of {@link Fixture}. */
	void awaitNetworks(int count) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < deadline) {
			if (shows(count)) {
				return;
			}
			Thread.sleep(100);
		}
		throw new IllegalStateException("the service does not show " + count + " networks");
	}

	private boolean shows(int count) throws InterruptedException {
		try {
			HttpResponse<String> list = this.http.get("/networks");
			return list.statusCode() == 200 && FIXTURE.matcher(list.body()).results().count() == count;
		}
		catch (IOException ex) {
			// it is still starting
			return false;
		}
	}

}
