package io.moorage.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Takes endpoints off networks: one whose container is gone, or all of a network before
 * it is removed, which are put back when that fails. The caller holds the network's lock.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class EndpointRemover {

	private final EngineGateway engine;

	private final HalfConnections halfConnections;

	/**
	 * Takes off an endpoint whose container is gone.
	 * @param topology a fresh look at the engine
	 * @param network where it is
	 * @param endpoint the endpoint
	 * @throws MoorageException {@code engine-refused} when another container has the name
	 * now by which alone the engine finds such an endpoint
	 */
	void removeStale(Topology topology, Network network, Endpoint endpoint) {
		network.attachments()
			.stream()
			.filter((attachment) -> attachment.endpointId().equals(endpoint.endpointId()))
			.forEach((attachment) -> {
				topology.containerNamed(attachment.name()).ifPresent((namesake) -> {
					throw new MoorageException(FaultCode.ENGINE_REFUSED,
							"The engine finds the endpoint only by the name " + attachment.name()
									+ ", which another container has now. Rename or remove that one first.",
							Map.of("container", namesake.ref()));
				});
				this.engine.disconnect(network.id(), attachment.name(), true);
				log.info("Took the endpoint of {}, which is gone, off network {}", attachment.name(), network.name());
			});
	}

	/**
	 * Takes every endpoint off a network and then does something.
	 * @param topology a fresh look at the engine
	 * @param network the network
	 * @param action what needs the network empty
	 * @throws MoorageException what failed, when nothing was taken off;
	 * {@code change-undone}, or the engine's outage, with {@code restored} and
	 * {@code notRestored} when endpoints had been taken off already
	 */
	void emptied(Topology topology, Network network, Runnable action) {
		Deque<Endpoint> taken = new ArrayDeque<>();
		try {
			for (Endpoint endpoint : topology.endpoints(network.id())) {
				take(topology, network, endpoint, taken);
			}
			topology.halfConnected(network.id()).forEach((container) -> this.halfConnections.mend(network, container));
			action.run();
		}
		catch (MoorageException ex) {
			throw taken.isEmpty() ? ex : undone(network, taken, ex);
		}
	}

	private void take(Topology topology, Network network, Endpoint endpoint, Deque<Endpoint> taken) {
		Endpoint.Member member = endpoint.container();
		if (member == null) {
			removeStale(topology, network, endpoint);
			return;
		}
		try {
			this.engine.disconnect(network.id(), member.id().value(), false);
			taken.push(endpoint);
			log.info("Disconnected {} from network {}", member.name(), network.name());
		}
		catch (MoorageException ex) {
			if (ex.code().isOutage()) {
				// It may have been done all the same.
				taken.push(endpoint);
			}
			if (ex.code() != FaultCode.CONTAINER_NOT_FOUND && ex.code() != FaultCode.NOT_CONNECTED) {
				throw ex;
			}
		}
	}

	private MoorageException undone(Network network, Deque<Endpoint> taken, MoorageException cause) {
		List<Object> restored = new ArrayList<>();
		List<Object> notRestored = new ArrayList<>();
		for (Endpoint endpoint : taken) {
			(isPutBack(network, endpoint) ? restored : notRestored).add(endpoint.container());
		}
		Map<String, Object> facts = new LinkedHashMap<>(cause.facts());
		facts.put("cause", cause.code().toString());
		facts.put("network", network.ref());
		facts.put("restored", restored);
		facts.put("notRestored", notRestored);
		String outcome = notRestored.isEmpty() ? "Every container that had been taken off is back on it."
				: "notRestored names the containers that are off it: connect them again.";
		return new MoorageException(cause.code().isOutage() ? cause.code() : FaultCode.CHANGE_UNDONE,
				"The network " + network.name() + " was not removed. " + cause.detail() + " " + outcome, facts, cause);
	}

	private boolean isPutBack(Network network, Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		if (member == null) {
			return false;
		}
		RequestedAddresses requested = endpoint.requested();
		EndpointSpec spec = new EndpointSpec(requested.ipv4Address(), requested.ipv6Address(),
				requested.linkLocalAddresses(), network.isBuiltIn() ? List.of() : endpoint.aliases(), null,
				endpoint.gatewayPriority(), endpoint.driverOptions());
		try {
			this.engine.connect(network.id(), member.id(), spec);
			return true;
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.ALREADY_CONNECTED) {
				return true;
			}
			log.warn("Could not put {} back on network {}: {}", member.name(), network.name(), ex.detail());
			return false;
		}
	}

}
