package io.moorage.topology;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Is one thing that is not as it was. What it is about is given as it is now, or as it
 * was when it is gone.
 *
 * @param kind what happened
 * @param network the network that it is about, or null when it is about a container alone
 * @param endpoint the endpoint that it is about, or null
 * @param container the container that it is about, or null when it is about a network
 * alone, or when an endpoint's container is gone
 */
public record Difference(Kind kind, @Nullable Network network, @Nullable Endpoint endpoint,
		@Nullable Container container) {

	/**
	 * Says what happened.
	 */
	public enum Kind {

		/** A network is there that was not. */
		NETWORK_CREATED,
		/** A network is gone. */
		NETWORK_REMOVED,
		/** A network, or the services that use it, are not as they were. */
		NETWORK_CHANGED,
		/** A network took the place of one that was replaced here. */
		NETWORK_REPLACED,
		/** A container, running or not, is on a network. */
		ENDPOINT_CONNECTED,
		/** A container is on a network no more. */
		ENDPOINT_DISCONNECTED,
		/** A container is there that was not. */
		CONTAINER_CREATED,
		/** A container runs that did not, or runs anew. */
		CONTAINER_STARTED,
		/** A container ran and does not. */
		CONTAINER_STOPPED,
		/** A container's name, state or ports are not as they were. */
		CONTAINER_CHANGED,
		/** A container is gone. */
		CONTAINER_REMOVED;

		/**
		 * Returns the word that callers see.
		 * @return for example {@code network.created}
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '.');
		}

	}

}
