import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/** The Docker engine's own API, as far as it is needed here. */
final class Engine {

	private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

	private final Http http;

	private final String label;

	Engine(URI base, String label) {
		this.http = new Http(base);
		this.label = "\"Labels\":{\"io.moorage.test\":\"%s\"}".formatted(label);
	}

	String createNetwork(String name) throws IOException, InterruptedException {
		String body = "{\"Name\":\"%s\",\"Driver\":\"bridge\",\"CheckDuplicate\":true,%s}".formatted(name, this.label);
		return Http.find(ID, Http.expect(201, this.http.post("/networks/create", body)).body());
	}

	void removeNetwork(String id) throws IOException, InterruptedException {
		Http.expect(204, this.http.delete("/networks/" + id));
	}

	void connect(String network, String container) throws IOException, InterruptedException {
		Http.expect(200,
				this.http.post("/networks/" + network + "/connect", "{\"Container\":\"%s\"}".formatted(container)));
	}

	void disconnect(String network, String container) throws IOException, InterruptedException {
		Http.expect(200,
				this.http.post("/networks/" + network + "/disconnect", "{\"Container\":\"%s\"}".formatted(container)));
	}

	String createContainer(String name, String network) throws IOException, InterruptedException {
		String body = "{\"Image\":\"alpine:3.20\",\"Cmd\":[\"sleep\",\"7200\"],\"HostConfig\":{\"NetworkMode\":\"%s\"},%s}"
			.formatted(network, this.label);
		return Http.find(ID, Http.expect(201, this.http.post("/containers/create?name=" + name, body)).body());
	}

	void startContainer(String id) throws IOException, InterruptedException {
		Http.expect(204, this.http.post("/containers/" + id + "/start", ""));
	}

	void killContainer(String id) throws IOException, InterruptedException {
		Http.expect(204, this.http.post("/containers/" + id + "/kill", ""));
	}

	/** The id of a container that {@link Fixture} made. */
	String containerId(String name) throws IOException, InterruptedException {
		return Http.find(ID, Http.expect(200, this.http.get("/containers/" + name + "/json")).body());
	}

	EngineEvents events() throws IOException {
		return new EngineEvents(this.http.base());
	}

}
