package io.moorage.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON body of a request, written down field by field.
 */
public final class Body extends LinkedHashMap<String, Object> {

	private static final long serialVersionUID = 1L;

	/**
	 * Starts a body.
	 * @param field the first field
	 * @param value its value
	 * @return a new body
	 */
	public static Body of(String field, Object value) {
		return new Body().with(field, value);
	}

	/**
	 * Sets a field.
	 * @param field the field
	 * @param value its value
	 * @return this body
	 */
	public Body with(String field, Object value) {
		put(field, value);
		return this;
	}

	/**
	 * Adds a pool to {@code ipam}.
	 * @param settings names and values in turn, {@code subnet} and so on
	 * @return this body
	 */
	@SuppressWarnings("unchecked")
	public Body pool(String... settings) {
		Map<String, Object> ipam = (Map<String, Object>) computeIfAbsent("ipam", (key) -> new LinkedHashMap<>());
		List<Object> pools = (List<Object>) ipam.computeIfAbsent("pools", (key) -> new ArrayList<>());
		Map<String, String> pool = new LinkedHashMap<>();
		for (int i = 0; i < settings.length; i += 2) {
			pool.put(settings[i], settings[i + 1]);
		}
		pools.add(pool);
		return this;
	}

	/**
	 * Sets the networks to run a container on.
	 * @param networks names or ids
	 * @return this body
	 */
	public Body networks(String... networks) {
		return (networks.length == 0) ? this
				: with("networks", Stream.of(networks).map((network) -> Map.of("network", network)).toList());
	}

	/**
	 * Sets the one port to publish.
	 * @param containerPort the port inside
	 * @param hostPort the port outside
	 * @return this body
	 */
	public Body port(int containerPort, int hostPort) {
		return with("ports", List.of(Map.of("containerPort", containerPort, "hostPort", hostPort)));
	}

}
