package io.moorage.event;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.moorage.topology.NetworkRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is one event, written once for all who follow. Safe for use by many threads.
 */
final class Event {

	private final EventId id;

	private final EventType type;

	private final EventData data;

	private final Set<NetworkRef> networks;

	private volatile byte @Nullable [] json;

	private volatile byte @Nullable [] frame;

	/**
	 * Creates an event.
	 * @param networks every network that it concerns: for a container's event those that
	 * the container is on
	 */
	Event(EventId id, EventType type, EventData data, Set<NetworkRef> networks) {
		this.id = id;
		this.type = type;
		this.data = data;
		this.networks = Set.copyOf(networks);
	}

	EventId id() {
		return this.id;
	}

	EventType type() {
		return this.type;
	}

	EventData data() {
		return this.data;
	}

	Set<NetworkRef> networks() {
		return this.networks;
	}

	boolean isOfEngine() {
		return this.type == EventType.ENGINE_LOST || this.type == EventType.ENGINE_FOUND;
	}

	/**
	 * Writes a line of NDJSON.
	 */
	byte[] line(JsonMapper mapper) {
		byte[] written = this.json;
		if (written == null) {
			written = (mapper.writeValueAsString(this.data) + "\n").getBytes(StandardCharsets.UTF_8);
			this.json = written;
		}
		return written;
	}

	/**
	 * Writes a Server-Sent Event (HTML Living Standard, 9.2). JSON has no line breaks of
	 * its own, so the data is one line.
	 */
	byte[] frame(JsonMapper mapper) {
		byte[] written = this.frame;
		if (written == null) {
			written = ("id: " + this.id + "\nevent: " + this.type + "\ndata: "
					+ new String(line(mapper), StandardCharsets.UTF_8) + "\n")
				.getBytes(StandardCharsets.UTF_8);
			this.frame = written;
		}
		return written;
	}

}
