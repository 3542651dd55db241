package io.moorage.fuzz;

import java.util.Locale;
import java.util.Map;

/**
 * An answer as it came over the wire.
 *
 * @param status the status
 * @param headers the headers, names in lower case
 * @param body the body as text; empty for a stream of events, which does not end
 */
record RawAnswer(int status, Map<String, String> headers, String body) {

	String header(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
	}

	/** The media type, without parameters, empty when there is none. */
	String type() {
		String type = header("Content-Type");
		int end = type.indexOf(';');
		return ((end < 0) ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
	}

	boolean isStream() {
		return type().equals("text/event-stream") || type().equals("application/x-ndjson");
	}

	/** Whether the HTTP parser refused: no handler of the service saw the request. */
	boolean isParsers() {
		return header("X-Request-Id").isEmpty();
	}

	boolean isRefusal() {
		return this.status >= 400;
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + " " + FuzzedRequest.shortened(this.body);
	}

}
