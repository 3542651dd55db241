package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.SwarmService;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is somebody who would notice a network's removal.
 *
 * @param kind {@code container}, {@code endpoint} (its container is gone),
 * {@code service} or {@code network}
 * @param id the full id
 * @param name the name
 * @param state a container's state, else null
 * @param effect what would happen to it
 */
public record Dependent(String kind, String id, String name, @Nullable String state, Effect effect) {

	/**
	 * Lists who would notice that a network is removed as it is, without anybody being
	 * disconnected first.
	 * @param topology what is there
	 * @param network the network
	 * @return containers, containers that share their network, services, and networks
	 * that have their settings from it
	 */
	public static List<Dependent> of(Topology topology, Network network) {
		List<Dependent> dependents = new ArrayList<>();
		for (Endpoint endpoint : topology.endpoints(network.id())) {
			dependents.add(of(endpoint));
		}
		for (Container container : topology.halfConnected(network.id())) {
			dependents.add(new Dependent("container", container.id().value(), container.name(),
					container.state().toString(), Effect.CANNOT_START));
		}
		for (Container sharer : Usage.sharers(topology, network)) {
			dependents.add(new Dependent("container", sharer.id().value(), sharer.name(), sharer.state().toString(),
					sharer.state().isActive() ? Effect.DISCONNECTED : Effect.STARTS_WITHOUT_NETWORK));
		}
		for (SwarmService service : topology.services(network)) {
			dependents.add(new Dependent("service", service.id(), service.name(), null, Effect.CANNOT_START));
		}
		for (Network other : topology.configuredFrom(network)) {
			dependents.add(new Dependent("network", other.id().value(), other.name(), null, Effect.KEEPS_SETTINGS));
		}
		return dependents;
	}

	/**
	 * Tells whether disconnecting makes way for the network's removal.
	 * @return false for services and for networks with settings from it
	 */
	public boolean canBeDisconnected() {
		return this.kind.equals("container") || this.kind.equals("endpoint");
	}

	private static Dependent of(Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		if (member == null) {
			return new Dependent("endpoint", String.valueOf(endpoint.endpointId()), endpoint.pathSegment(), null,
					Effect.DISCONNECTED);
		}
		return new Dependent("container", member.id().value(), member.name(), member.state().toString(),
				endpoint.active() ? Effect.DISCONNECTED : Effect.CANNOT_START);
	}

	/**
	 * Says what a network's removal would do.
	 */
	public enum Effect {

		/** It would lose this network at once. */
		DISCONNECTED,
		/** Its next start would fail. */
		CANNOT_START,
		/** Its next start would work, without this network. */
		STARTS_WITHOUT_NETWORK,
		/** A network would stay as it is, and could not be made like that again. */
		KEEPS_SETTINGS;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
