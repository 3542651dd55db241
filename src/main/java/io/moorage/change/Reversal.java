package io.moorage.change;

import java.util.Objects;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Says what undoes a change that is done, as data, so that it can be kept.
 *
 * @param kind what is to be done
 * @param network to which network, by its id after the change; null for a container's
 * start and stop, and for a set
 * @param container to which container, or null where it is about the network alone
 * @param before what was there before the change, or null where nothing need be known
 * @param recall which set counts again, or null where it is about none
 */
public record Reversal(Kind kind, @Nullable NetworkId network, @Nullable ContainerId container, @Nullable Before before,
		AppliedSets.@Nullable Recall recall) {

	private Reversal(Kind kind, @Nullable NetworkId network, @Nullable ContainerId container, @Nullable Before before) {
		this(kind, network, container, before, null);
	}

	/**
	 * Undoes the making of a network.
	 */
	public static Reversal removing(NetworkId made) {
		return new Reversal(Kind.REMOVE_NETWORK, made, null, null);
	}

	/**
	 * Undoes a replacement.
	 */
	public static Reversal replacing(NetworkId replaced, Before before) {
		return new Reversal(Kind.REPLACE_NETWORK, replaced, null, before);
	}

	/**
	 * Undoes the removal of a network.
	 */
	public static Reversal making(Before before) {
		return new Reversal(Kind.MAKE_NETWORK, before.id(), null, before);
	}

	/**
	 * Undoes a connect.
	 */
	public static Reversal disconnecting(NetworkId network, ContainerId container) {
		return new Reversal(Kind.DISCONNECT, network, container, null);
	}

	/**
	 * Undoes a disconnect.
	 * @param before the network with the container's endpoint alone
	 */
	public static Reversal connecting(Before before, ContainerId container) {
		return new Reversal(Kind.CONNECT, before.id(), container, before);
	}

	/**
	 * Undoes another way of being connected.
	 * @param before the network with the container's endpoint alone
	 */
	public static Reversal reconnecting(Before before, ContainerId container) {
		return new Reversal(Kind.RECONNECT, before.id(), container, before);
	}

	/**
	 * Undoes a container's start.
	 */
	public static Reversal stopping(ContainerId container) {
		return new Reversal(Kind.STOP, null, container, null);
	}

	/**
	 * Undoes a container's stop.
	 */
	public static Reversal starting(ContainerId container) {
		return new Reversal(Kind.START, null, container, null);
	}

	/**
	 * Undoes the taking over of a network.
	 */
	static Reversal releasing(NetworkId network) {
		return new Reversal(Kind.RELEASE_NETWORK, network, null, null);
	}

	/**
	 * Undoes the keeping of a set.
	 */
	static Reversal recalling(AppliedSets.Recall recall) {
		return new Reversal(Kind.RECALL_SET, null, null, null, recall);
	}

	/**
	 * Returns the same about what took the network's place since, as undoing later
	 * changes does.
	 * @param notes know that
	 */
	Reversal following(Notes notes) {
		if (this.network == null) {
			return this;
		}
		NetworkId now = notes.successor(this.network).orElse(this.network);
		boolean about = this.before != null && this.before.id().equals(this.network);
		return new Reversal(this.kind, now, this.container, about ? this.then().at(now) : this.before, this.recall);
	}

	/**
	 * Returns the network that it is about.
	 * @return its id after the change
	 * @throws NullPointerException when it is about a container alone
	 */
	public NetworkId onNetwork() {
		return Objects.requireNonNull(this.network, "network");
	}

	/**
	 * Returns the container that it is about.
	 * @return its id
	 * @throws NullPointerException when it is about a network alone
	 */
	public ContainerId ofContainer() {
		return Objects.requireNonNull(this.container, "container");
	}

	/**
	 * Returns what was there before the change.
	 * @throws NullPointerException when nothing need be known of that
	 */
	public Before then() {
		return Objects.requireNonNull(this.before, "before");
	}

	/**
	 * Returns what it is about, for people: a name where one is known, else an id.
	 */
	String subject(Topology topology) {
		if (this.recall != null) {
			return this.recall.owner();
		}
		if (this.before != null) {
			return this.before.spec().name();
		}
		return (this.network != null) ? topology.network(this.network).map(Network::name).orElseGet(this.network::value)
				: topology.container(ofContainer()).map(Container::name).orElseGet(ofContainer()::value);
	}

	/**
	 * Says what is to be done.
	 */
	public enum Kind {

		/** Remove a network that was made. */
		REMOVE_NETWORK,
		/** Make a network anew as it was. */
		REPLACE_NETWORK,
		/** Make a network again that was removed. */
		MAKE_NETWORK,
		/** Take a container off a network. */
		DISCONNECT,
		/** Put a container back on a network. */
		CONNECT,
		/** Connect a container anew as it was. */
		RECONNECT,
		/** Stop a container. */
		STOP,
		/** Start a container. */
		START,
		/** Let a network that was taken over be nobody's again. */
		RELEASE_NETWORK,
		/** Let what an owner had applied before count again. */
		RECALL_SET

	}

}
