package io.moorage.change;

import java.util.Locale;

import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Is somebody who would notice a change.
 *
 * @param kind {@code container}, {@code service}, {@code network} or {@code endpoint}
 * @param id the full id
 * @param name the name
 * @param state a container's state, else null
 * @param effect what would happen to it, in one word
 * @param detail the same in a sentence
 */
public record Affected(String kind, String id, String name, @Nullable String state, Effect effect, String detail) {

	private static final String CONTAINER = "container";

	/**
	 * Tells what a change does to a container.
	 */
	public static Affected container(Container container, Effect effect, String detail) {
		return new Affected(CONTAINER, container.id().value(), container.name(), container.state().toString(), effect,
				detail);
	}

	/**
	 * Tells what a change does to the container of an endpoint.
	 */
	public static Affected container(Endpoint.Member container, Effect effect, String detail) {
		return new Affected(CONTAINER, container.id().value(), container.name(), container.state().toString(), effect,
				detail);
	}

	/**
	 * Says what a change does to somebody.
	 */
	public enum Effect {

		/** It gets one more network. */
		CONNECTED,
		/** It loses the network at once. */
		DISCONNECTED,
		/** It loses the network for a moment and gets it back as it was. */
		RECONNECTED,
		/** It gets the network back with another address. */
		ADDRESS_CHANGES,
		/** It uses the network of one that loses it for a moment. */
		INTERRUPTED,
		/** Its next start would fail. */
		CANNOT_START,
		/** Its next start would work, without this network. */
		STARTS_WITHOUT_NETWORK,
		/** It is probed, or probes are made from its network. */
		PROBED,
		/** It is gone afterwards. */
		REMOVED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
