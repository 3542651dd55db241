package io.moorage.event;

import java.util.Locale;

import io.moorage.topology.Difference;

/**
 * Says what an event is about.
 */
enum EventType {

	/** A network was made. */
	NETWORK_CREATED,
	/** A network is gone. */
	NETWORK_REMOVED,
	/** A network took the place of one that was replaced here. */
	NETWORK_REPLACED,
	/** A network, or the services that use it, changed. */
	NETWORK_CHANGED,
	/** A container, running or not, is on a network now. */
	ENDPOINT_CONNECTED,
	/** A container is on a network no more. */
	ENDPOINT_DISCONNECTED,
	/** A container was made. */
	CONTAINER_CREATED,
	/** A container runs. */
	CONTAINER_STARTED,
	/** A container runs no more. */
	CONTAINER_STOPPED,
	/** A container's name, state or ports changed. */
	CONTAINER_CHANGED,
	/** A container is gone. */
	CONTAINER_REMOVED,
	/** A change in the background got on. */
	OPERATION_PROGRESS,
	/** The engine is away. */
	ENGINE_LOST,
	/** The engine is back. */
	ENGINE_FOUND;

	static EventType of(Difference.Kind kind) {
		return valueOf(kind.name());
	}

	/**
	 * Returns the word that callers see.
	 * @return for example {@code network.created}
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '.');
	}

}
