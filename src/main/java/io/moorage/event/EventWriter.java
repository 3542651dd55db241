package io.moorage.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events in one of the two formats.
 */
enum EventWriter {

	/** Server-Sent Events. */
	SSE {

		// An id without data is no event, but is sent back when the connection breaks
		// before the first one.
		@Override
		void begin(EventId id, OutputStream out) throws IOException {
			out.write(utf8(": follow\nretry: 1000\nid: " + id + "\n\n"));
		}

		@Override
		void write(Event event, JsonMapper mapper, OutputStream out) throws IOException {
			out.write(event.frame(mapper));
		}

		@Override
		void reset(EventId id, JsonMapper mapper, OutputStream out) throws IOException {
			out.write(utf8("id: " + id + "\nevent: reset\ndata: " + mapper.writeValueAsString(resetOf(id)) + "\n\n"));
		}

		@Override
		void heartbeat(OutputStream out) throws IOException {
			out.write(utf8(": still there\n\n"));
		}

	},

	/** A JSON object a line; an empty line is no object. */
	NDJSON {

		@Override
		void begin(EventId id, OutputStream out) {
			// The headers say all there is.
		}

		@Override
		void write(Event event, JsonMapper mapper, OutputStream out) throws IOException {
			out.write(event.line(mapper));
		}

		@Override
		void reset(EventId id, JsonMapper mapper, OutputStream out) throws IOException {
			out.write(utf8(mapper.writeValueAsString(resetOf(id)) + "\n"));
		}

		@Override
		void heartbeat(OutputStream out) throws IOException {
			out.write('\n');
		}

	};

	abstract void begin(EventId id, OutputStream out) throws IOException;

	abstract void write(Event event, JsonMapper mapper, OutputStream out) throws IOException;

	abstract void reset(EventId id, JsonMapper mapper, OutputStream out) throws IOException;

	abstract void heartbeat(OutputStream out) throws IOException;

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static Map<String, String> resetOf(EventId id) {
		Map<String, String> reset = new LinkedHashMap<>();
		reset.put("id", id.toString());
		reset.put("type", "reset");
		reset.put("revision", id.revision().toString());
		reset.put("detail", "Events are missing here. List again, then go on from here.");
		return reset;
	}

}
