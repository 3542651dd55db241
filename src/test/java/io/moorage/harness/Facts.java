package io.moorage.harness;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is the case, a line for each fact, in one notation whoever tells it: addresses by
 * value, sets and maps in order, what is empty left out.
 */
final class Facts {

	private final SortedSet<String> lines = new TreeSet<>();

	SortedSet<String> lines() {
		return this.lines;
	}

	void add(String subject, String what, @Nullable Object value) {
		if (value != null && !value.toString().isEmpty()) {
			this.lines.add(subject + ": " + what + " = " + value);
		}
	}

	/** Adds what is a set to Docker, whatever its order. */
	void addAll(String subject, String what, Collection<?> values) {
		add(subject, what, values.isEmpty() ? null : values.stream().map(String::valueOf).sorted().toList());
	}

	/** Adds an object of texts. */
	void addMap(String subject, String what, JsonNode map) {
		TreeMap<String, String> sorted = new TreeMap<>();
		map.properties().forEach((entry) -> sorted.put(entry.getKey(), entry.getValue().asString("")));
		add(subject, what, sorted.isEmpty() ? null : sorted);
	}

	static Stream<String> texts(JsonNode list) {
		return list.valueStream().map((each) -> each.asString(""));
	}

	/** Reads an address, with or without a prefix length behind it. */
	static @Nullable String address(String text) {
		String bare = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
		try {
			return bare.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") ? InetAddress.getByName(bare).getHostAddress()
					: null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/** Reads a subnet, whatever its host bits. */
	static @Nullable String subnet(String text) {
		if (!text.contains("/")) {
			return null;
		}
		int length = Integer.parseInt(text.substring(text.indexOf('/') + 1));
		try {
			byte[] bytes = InetAddress.getByName(text.substring(0, text.indexOf('/'))).getAddress();
			for (int bit = length; bit < 8 * bytes.length; bit++) {
				bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
			}
			return InetAddress.getByAddress(bytes).getHostAddress() + "/" + length;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/** Reads a time; the engine says never as the year 1. */
	static @Nullable Instant time(String text) {
		return (text.isEmpty() || text.startsWith("0001-")) ? null : OffsetDateTime.parse(text).toInstant();
	}

	/** Reads a number; Docker says none as 0. */
	static @Nullable Integer number(JsonNode number) {
		return (number.asInt(0) != 0) ? Integer.valueOf(number.asInt()) : null;
	}

}
