package io.moorage.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request as it goes over the wire, well-formed or not.
 *
 * @param number which one of its seed's it is
 * @param operation what it was made for
 * @param method the method
 * @param target path and query, a character for each byte
 * @param headers whole lines, a character for each byte
 * @param body the body, empty for none
 * @param chunked whether the body goes in chunks
 */
record FuzzedRequest(int number, String operation, String method, String target, List<String> headers, byte[] body,
		boolean chunked) {

	private static final int SHOWN = 600;

	boolean isWrite() {
		return !this.method.equals("GET");
	}

	@Override
	public String toString() {
		String text = new String(this.body, StandardCharsets.UTF_8);
		return "#%d %s: %s %s %s %s".formatted(this.number, this.operation, this.method, shortened(this.target),
				shortened(this.headers.toString()), shortened(text));
	}

	static String shortened(String text) {
		return (text.length() <= SHOWN) ? text : text.substring(0, SHOWN) + "… (" + text.length() + ")";
	}

}
