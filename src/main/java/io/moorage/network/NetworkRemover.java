package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Removes a network, if asked with its endpoints. The caller holds the network's lock.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class NetworkRemover {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final EndpointRemover endpoints;

	/**
	 * Tells what a removal touches.
	 * @param disconnect whether every endpoint is taken off first
	 * @return the network and, then, who is on it
	 */
	static Touched touched(Topology topology, Network network, boolean disconnect) {
		List<ContainerId> members = new ArrayList<>();
		if (disconnect) {
			topology.endpoints(network.id())
				.stream()
				.flatMap((endpoint) -> Stream.ofNullable(endpoint.container()))
				.forEach((member) -> members.add(member.id()));
			topology.halfConnected(network.id()).forEach((container) -> members.add(container.id()));
		}
		return Touched.NOTHING.and(List.of(network.id()), members);
	}

	/**
	 * Removes a network.
	 * @param topology a fresh look at the engine
	 * @param network the network
	 * @param disconnect whether to take every endpoint off first
	 * @throws MoorageException {@code network-in-use} with {@code dependents}, or what
	 * the engine refused; then all is as it was. {@code change-undone} when endpoints had
	 * been taken off before, and were put back
	 */
	void remove(Topology topology, Network network, boolean disconnect) {
		List<Dependent> dependents = Dependent.of(topology, network);
		boolean blocked = dependents.stream().anyMatch((each) -> !each.canBeDisconnected());
		if (blocked || (!dependents.isEmpty() && !disconnect)) {
			throw inUse(network, dependents, blocked, null);
		}
		this.endpoints.emptied(topology, network, () -> removeEmptied(network));
		log.info("Removed network {} ({})", network.name(), network.id());
	}

	private void removeEmptied(Network network) {
		try {
			this.engine.removeNetwork(network.id());
		}
		catch (MoorageException ex) {
			if (ex.code() == FaultCode.NETWORK_IN_USE) {
				// Somebody joined since the look.
				throw inUse(network, Dependent.of(this.snapshot.look(Touched.network(network.id())), network), false,
						ex);
			}
			throw ex;
		}
	}

	private static MoorageException inUse(Network network, List<Dependent> dependents, boolean blocked,
			@Nullable Throwable cause) {
		String names = String.join(", ", dependents.stream().map((each) -> each.kind() + " " + each.name()).toList());
		String remedy = blocked ? "Remove the services and the networks that take their settings from it first."
				: "Disconnect them first, or send DELETE with disconnect=true.";
		return new MoorageException(FaultCode.NETWORK_IN_USE,
				"The network " + network.name() + " is used by " + names + ". " + remedy,
				Map.of("network", network.ref(), "dependents", dependents), cause);
	}

}
