package io.moorage.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Is where an engine should answer.
 *
 * @param host the address as docker-java has it
 * @param encrypted whether TLS is spoken there
 */
record EngineAddress(URI host, boolean encrypted) {

	private static final int PLAIN_PORT = 2375;

	private static final int TLS_PORT = 2376;

	private static final int MAX_PORT = 65_535;

	private static final String HTTP = "HTTP/";

	/**
	 * Completes an address as the Docker CLI does: 2375 is the port where none is named,
	 * 2376 with TLS.
	 * @param host the address
	 * @param encrypted whether TLS is spoken there
	 * @return the address, with a port where it needs one
	 * @throws EngineSettingsException with a sentence, when nothing can be reached there
	 */
	static URI normalized(URI host, boolean encrypted) {
		boolean local = "unix".equals(host.getScheme()) || "npipe".equals(host.getScheme());
		if (local && host.getPath() != null && host.getPath().length() > 1) {
			return host;
		}
		if (!"tcp".equals(host.getScheme())) {
			throw new EngineSettingsException(
					"The Docker Engine's address is %s. Write it like unix:///var/run/docker.sock or tcp://host:2376."
						.formatted(host));
		}
		int port = (host.getPort() >= 0) ? host.getPort() : encrypted ? TLS_PORT : PLAIN_PORT;
		if (host.getHost() == null || port < 1 || port > MAX_PORT) {
			throw new EngineSettingsException(
					"The Docker Engine's address is %s, which has no host name or no port from 1 to %d. Write it like tcp://host:2376."
						.formatted(host, MAX_PORT));
		}
		return URI.create("tcp://" + host.getHost() + ":" + port);
	}

	/**
	 * Tells whether something answers that does not speak HTTP. The transport cannot: it
	 * skips what it does not understand, as if nothing had been said.
	 * @return whether it said something else; false when it said nothing
	 */
	boolean speaksSomethingElse() {
		boolean unix = "unix".equals(this.host.getScheme());
		if (this.encrypted || (!unix && this.host.getHost() == null)) {
			return false;
		}
		SocketAddress address = unix ? UnixDomainSocketAddress.of(this.host.getPath())
				: new InetSocketAddress(this.host.getHost(), this.host.getPort());
		try (SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
			channel.connect(address);
			channel.write(ByteBuffer.wrap("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
			ByteBuffer answer = ByteBuffer.allocate(HTTP.length());
			while (answer.hasRemaining() && channel.read(answer) >= 0) {
				continue;
			}
			String begin = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
			return !begin.isEmpty() && !HTTP.startsWith(begin);
		}
		catch (IOException ex) {
			return false;
		}
	}

}
