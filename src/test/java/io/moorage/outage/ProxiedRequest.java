package io.moorage.outage;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One whole request, its body included.
 *
 * @param line method and path without the version prefix, for example
 * {@code GET /networks}
 * @param all everything, as it goes to the engine, a character for each byte
 */
record ProxiedRequest(String line, String all) {

	static ProxiedRequest read(SocketChannel client) throws IOException {
		InputStream in = Channels.newInputStream(client);
		String head = readUntil(in, "\r\n\r\n");
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		String closing = head.replaceAll("(?i)\r\nConnection:[^\r]*", "")
			.replaceFirst("\r\n", "\r\nConnection: close\r\n");
		all.write(closing.getBytes(StandardCharsets.ISO_8859_1));
		String lower = head.toLowerCase(Locale.ROOT);
		int length = lower.indexOf("\r\ncontent-length:");
		if (length >= 0) {
			String value = lower.substring(length + 17, lower.indexOf("\r\n", length + 17)).trim();
			all.write(in.readNBytes(Integer.parseInt(value)));
		}
		else if (lower.contains("\r\ntransfer-encoding: chunked")) {
			readChunks(in, all);
		}
		String[] words = head.split(" ", 3);
		return new ProxiedRequest(words[0] + " " + words[1].replaceFirst("^/v1\\.\\d+/", "/"),
				all.toString(StandardCharsets.ISO_8859_1));
	}

	void writeTo(SocketChannel engine) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(this.all.getBytes(StandardCharsets.ISO_8859_1));
		while (buffer.hasRemaining()) {
			engine.write(buffer);
		}
	}

	private static void readChunks(InputStream in, ByteArrayOutputStream all) throws IOException {
		int size;
		do {
			String line = readUntil(in, "\r\n");
			size = Integer.parseInt(line.trim(), 16);
			all.write(line.getBytes(StandardCharsets.ISO_8859_1));
			all.write(in.readNBytes(size + 2));
		}
		while (size > 0);
	}

	static String readUntil(InputStream in, String end) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.length() < end.length() || !text.substring(text.length() - end.length()).equals(end)) {
			int next = in.read();
			if (next < 0) {
				throw new EOFException();
			}
			text.append((char) next);
		}
		return text.toString();
	}

}
