package io.moorage.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A web server that any busybox can be: it says hello on a port of the host, and ends
 * with 1 when the port is taken.
 *
 * @param port the port
 */
public record WebServer(int port) {

	/**
	 * Finds a port that nobody listens on.
	 * @return a server to be run there
	 */
	public static WebServer onFreePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return new WebServer(socket.getLocalPort());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public List<String> command() {
		return List.of("sh", "-c", """
				while printf 'HTTP/1.0 200 OK\\r\\nContent-Length: 6\\r\\n\\r\\nhello\\n' | nc -l -p %d; do :; done
				exit 1""".formatted(this.port));
	}

	/**
	 * Asks the server from the host.
	 * @return what it says
	 * @throws IOException if nobody answers
	 */
	public String answer() throws IOException {
		try (var body = URI.create("http://127.0.0.1:" + this.port).toURL().openStream()) {
			return new String(body.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
