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

	private static final String HTTP = "HTTP/";

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
