import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An answer that never ends, line by line, read from a socket of its own so that nothing
 * but the reading thread stands between the arrival of a line and the caller.
 */
final class LineStream implements AutoCloseable {

	private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

	private final Socket socket;

	private final InputStream body;

	private final int status;

	private LineStream(Socket socket, InputStream body, int status) {
		this.socket = socket;
		this.body = body;
		this.status = status;
	}

	static LineStream open(URI base, String path, String accept) throws IOException {
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), CONNECT_TIMEOUT_MILLIS);
			String head = "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept: %s\r\n\r\n".formatted(base.getRawPath(), path,
					base.getRawAuthority(), accept);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
			InputStream input = new BufferedInputStream(socket.getInputStream());
			String statusLine = line(input);
			if (statusLine == null) {
				throw new IOException("the connection ended before an answer");
			}
			boolean chunked = false;
			for (String header = line(input); header != null && !header.isEmpty(); header = line(input)) {
				String lower = header.toLowerCase(Locale.ROOT);
				chunked = chunked || (lower.startsWith("transfer-encoding:") && lower.contains("chunked"));
			}
			return new LineStream(socket, chunked ? new Chunks(input) : input,
					Integer.parseInt(statusLine.split(" ")[1]));
		}
		catch (IOException | RuntimeException ex) {
			socket.close();
			throw ex;
		}
	}

	int status() {
		return this.status;
	}

	/** The next line without its end, or null when there is no more. */
	String readLine() throws IOException {
		return line(this.body);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static String line(InputStream input) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
		for (int next = input.read(); next != '\n'; next = input.read()) {
			if (next < 0) {
				return null;
			}
			bytes.write(next);
		}
		return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
	}

	/** A body in chunks, without the chunks. */
	private static final class Chunks extends InputStream {

		private final InputStream input;

		private long left;

		private boolean first = true;

		Chunks(InputStream input) {
			this.input = input;
		}

		@Override
		public int read() throws IOException {
			if (this.left == 0 && !nextChunk()) {
				return -1;
			}
			this.left--;
			return this.input.read();
		}

		private boolean nextChunk() throws IOException {
			if (!this.first) {
				line(this.input);
			}
			this.first = false;
			String size = line(this.input);
			if (size == null) {
				return false;
			}
			this.left = Long.parseLong(size.split(";")[0].strip(), 16);
			return this.left > 0;
		}

	}

}
