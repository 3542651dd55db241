package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Mends what a refused connect, or a network's removal, leaves in a container's settings:
 * an entry without an endpoint, with which the container cannot start any more.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class HalfConnections {

	static final String STAND_IN = "io.moorage.stand-in";

	private final Snapshot snapshot;

	private final EngineGateway engine;

	/**
	 * Cleans up after a connect that the engine refused.
	 * @param network where it should have been
	 * @param container who should have been there
	 * @param spec how it should have been
	 * @param refusal what the engine said
	 * @return the exception to throw; its fact {@code left} says what could not be taken
	 * back
	 */
	MoorageException refused(Network network, Container container, EndpointSpec spec, MoorageException refusal) {
		if (!refusal.facts().containsKey("engineMessage")) {
			// The engine did not refuse, it is away: nobody knows what it did.
			return refusal;
		}
		Map<String, Object> facts = new LinkedHashMap<>(refusal.facts());
		FaultCode code = (refusal.code() == FaultCode.ENGINE_ERROR) ? FaultCode.CONNECT_FAILED : refusal.code();
		if (code == FaultCode.ADDRESS_OUTSIDE_SUBNET) {
			EndpointChecks.addresses(spec)
				.findFirst()
				.map((IpAddress address) -> EndpointChecks.outside(network, address).facts())
				.ifPresent(facts::putAll);
		}
		String detail = refusal.detail();
		if (!isClean(network, container)) {
			String remedy = "Stop the container " + container.name() + ", then send DELETE /networks/" + network.id()
					+ "/containers/" + container.id() + ".";
			facts.put("left", Map.of("network", network.ref(), "container", container.ref(), "remedy", remedy));
			detail = detail
					+ " The engine left the network in the container's settings; without mending it cannot start again. "
					+ remedy;
		}
		return new MoorageException(code, detail, facts, refusal);
	}

	private boolean isClean(Network network, Container container) {
		try {
			if (isHalfConnected(network, container)) {
				mend(network, container);
			}
			return true;
		}
		catch (MoorageException ex) {
			log.warn("Could not clean up after a refused connect of {} to {}: {}", container.name(), network.name(),
					ex.detail());
			return false;
		}
	}

	/**
	 * Tells whether a container's settings name a network, by a fresh look.
	 */
	boolean names(Network network, ContainerId container) {
		return this.snapshot.look(Touched.network(network.id()).and(List.of(), List.of(container)))
			.container(container)
			.filter((found) -> found.settings().stream().anyMatch((entry) -> names(entry, network.id().value())))
			.isPresent();
	}

	private boolean isHalfConnected(Network network, Container container) {
		Touched both = Touched.network(network.id()).and(List.of(), List.of(container.id()));
		return this.snapshot.refresh(both).topology().isHalfConnected(network.id(), container.id());
	}

	/**
	 * Takes an entry without an endpoint out of a container's settings. While the
	 * container runs the engine knows no way to, forced or not (26.1); but it lets the
	 * container be connected in full, and then disconnected.
	 * @param network the network that the entry names
	 * @param container whose settings they are
	 * @throws MoorageException when the entry is still there
	 */
	void mend(Network network, Container container) {
		if (container.state().isActive()) {
			this.engine.connect(network.id(), container.id(), EndpointSpec.ANY);
		}
		this.engine.disconnect(network.id(), container.id().value(), true);
		if (isHalfConnected(network, container)) {
			throw new MoorageException(FaultCode.CONNECT_FAILED, "The container " + container.name()
					+ " is still half connected to " + network.name() + ". Stop it, then try again.");
		}
		log.info("Took what a refused connect to {} left out of the settings of {}", network.name(), container.name());
	}

	/**
	 * Takes a network that is gone out of a container's settings. The engine finds the
	 * entry by its key alone, which is a name that anybody may have chosen and that no
	 * path shall have. So it is told the id of a network with that name: of the one that
	 * there is, else of one that holds nothing and is there only for that.
	 * @param key the entry's key, as the engine told it
	 * @param container whose settings they are
	 */
	void forget(String key, Container container) {
		Optional<Network> namesake = this.engine.listNetworks()
			.values()
			.stream()
			.filter((network) -> network.name().equals(key))
			.findFirst();
		NetworkId id = namesake.map(Network::id).orElseGet(() -> this.engine.createNetwork(standIn(key)).id());
		try {
			this.engine.disconnect(id, container.id().value(), true);
		}
		finally {
			if (namesake.map(HalfConnections::isStandIn).orElse(true)) {
				this.engine.removeNetwork(id);
			}
		}
	}

	private static NetworkSpec standIn(String name) {
		return new NetworkSpec(name, "bridge", null, true, false, false, false, false, true, null,
				new Ipam("default", Map.of(), List.of()), Map.of(), Map.of(STAND_IN, "true"));
	}

	// One that was left behind when the service was killed goes as well.
	private static boolean isStandIn(Network network) {
		return network.labels().containsKey(STAND_IN);
	}

	/**
	 * Finds the entry of a container's settings that names a network that is gone.
	 * @param topology a fresh look at the engine
	 * @param reference the id, or the key, that the settings have
	 * @param container whose settings they are
	 * @return the entry's key
	 * @throws MoorageException {@code network-not-found} when the settings do not name it
	 * either
	 */
	static String danglingKey(Topology topology, String reference, Container container) {
		return container.settings()
			.stream()
			.filter((entry) -> topology.network(entry).isEmpty() && names(entry, reference))
			.map(EndpointSettings::key)
			.findFirst()
			.orElseThrow(() -> new MoorageException(FaultCode.NETWORK_NOT_FOUND, "There is no network \"" + reference
					+ "\", and the settings of " + container.name() + " do not name it either."));
	}

	private static boolean names(EndpointSettings entry, String reference) {
		NetworkId id = entry.networkId();
		return entry.key().equals(reference) || (id != null && id.value().startsWith(reference));
	}

}
