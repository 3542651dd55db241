package io.moorage.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Sends what no well-behaved client would, byte by byte as it is.
 *
 * @param base where the service listens
 */
record RawHttp(URI base) {

	private static final int PATIENCE_MILLIS = 40_000;

	RawAnswer send(FuzzedRequest request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.base.getPort())) {
			socket.setSoTimeout(PATIENCE_MILLIS);
			socket.setTcpNoDelay(true);
			write(socket.getOutputStream(), request);
			return read(new BufferedInputStream(socket.getInputStream()));
		}
	}

	// Who refuses early may close before all was read; the answer is there nevertheless.
	private void write(OutputStream out, FuzzedRequest request) {
		StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\nHost: "
				+ this.base.getAuthority() + "\r\nConnection: close\r\n");
		request.headers().forEach((line) -> head.append(line).append("\r\n"));
		byte[] body = request.body();
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		try {
			if (request.chunked() && body.length > 0) {
				head.append("Transfer-Encoding: chunked\r\n\r\n");
				all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
				all.write((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
				all.write(body);
				all.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			}
			else {
				head.append((body.length > 0 || request.isWrite()) ? "Content-Length: " + body.length + "\r\n\r\n"
						: "\r\n");
				all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
				all.write(body);
			}
			all.writeTo(out);
			out.flush();
		}
		catch (IOException ex) {
			// The answer says why.
		}
	}

	private static RawAnswer read(InputStream in) throws IOException {
		int status;
		Map<String, String> headers;
		do {
			String[] first = line(in).split(" ", 3);
			if (first.length < 2) {
				throw new EOFException("No status line");
			}
			status = Integer.parseInt(first[1]);
			headers = new LinkedHashMap<>();
			for (String line = line(in); !line.isEmpty(); line = line(in)) {
				int colon = line.indexOf(':');
				headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim(),
						(one, other) -> one + ", " + other);
			}
		}
		while (status < 200);
		RawAnswer head = new RawAnswer(status, headers, "");
		if (head.isStream() && !head.isRefusal()) {
			return head;
		}
		byte[] body = head.header("Transfer-Encoding").equals("chunked") ? chunks(in) : in.readAllBytes();
		return new RawAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
	}

	private static byte[] chunks(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
			body.write(in.readNBytes(size));
			line(in);
		}
		return body.toByteArray();
	}

	private static String line(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0) {
				throw new EOFException("The answer ends after: " + line);
			}
			line.append((char) next);
		}
		return line.toString().stripTrailing();
	}

}
