package io.moorage.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Listing;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Service;

/**
 * Lists who is on a network, connects and disconnects.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class MembershipService {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final HalfConnections halfConnections;

	private final EndpointRemover endpoints;

	Listing<Endpoint> list(String networkReference, boolean activeOnly) {
		Topology topology = this.snapshot.read();
		Network network = References.network(topology, networkReference);
		return Listing.of(topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.active() || !activeOnly)
			.toList());
	}

	Endpoint inspect(String networkReference, String member) {
		Topology topology = this.snapshot.read();
		return member(topology, References.network(topology, networkReference), member);
	}

	private static Endpoint member(Topology topology, Network network, String member) {
		Optional<Endpoint> stale = stale(topology, network, member);
		if (stale.isPresent()) {
			return stale.get();
		}
		Container container = References.container(topology, member);
		return topology.endpoint(network.id(), container.id()).orElseThrow(() -> notConnected(network, container));
	}

	private static Optional<Endpoint> stale(Topology topology, Network network, String member) {
		return topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() == null && endpoint.pathSegment().equals(member))
			.findFirst();
	}

	private static MoorageException notConnected(Network network, Container container) {
		return new MoorageException(FaultCode.NOT_CONNECTED,
				"The container " + container.name() + " is not on the network " + network.name() + ". GET /networks/"
						+ network.name() + "/containers lists who is.",
				Map.of("network", network.ref(), "container", container.ref()));
	}

	Changed<Endpoint> connect(String networkReference, ConnectRequest request) {
		String containerReference = Objects.requireNonNull(request.container());
		EndpointSpec spec = request.toSpec();
		Topology before = this.engine.look();
		NetworkId networkId = References.network(before, networkReference).id();
		References.container(before, containerReference);
		return this.locks.holding(List.of(networkId), () -> {
			Topology topology = this.engine.look();
			Network network = References.network(topology, networkId.value());
			Container container = References.container(topology, containerReference);
			EndpointChecks.checkRequest(network, spec, this.engine.apiVersion(), EngineFeature.MAC_ADDRESS_AT_CONNECT,
					"");
			checkModes(topology, network, container);
			EndpointChecks.check(topology, network, container.id(), spec);
			connect(network, container, spec);
			Endpoint endpoint = member(this.engine.look(), network, container.id().value());
			return new Changed<>(endpoint, Outcome.CONNECTED, List.of());
		});
	}

	private static void checkModes(Topology topology, Network network, Container container) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", network.ref());
		facts.put("container", container.ref());
		if (topology.endpoint(network.id(), container.id()).isPresent()) {
			throw new MoorageException(FaultCode.ALREADY_CONNECTED, "The container " + container.name()
					+ " is on the network " + network.name() + " already. Disconnect it first to change how.", facts);
		}
		if (container.hasExclusiveMode()) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT,
					"The container " + container.name() + " has the network mode " + container.networkMode()
							+ " and can be on no other network. Run it anew on the networks that it needs.",
					facts);
		}
		if (network.name().equals("host") || network.name().equals("none")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "Nobody can be connected to " + network.name()
					+ " later. Run the container anew with networks: [{\"network\": \"" + network.name() + "\"}].",
					facts);
		}
	}

	private void connect(Network network, Container container, EndpointSpec spec) {
		try {
			this.engine.connect(network.id(), container.id(), spec);
			log.info("Connected {} to network {}", container.name(), network.name());
		}
		catch (MoorageException ex) {
			throw this.halfConnections.refused(network, container, spec, ex);
		}
	}

	void disconnect(String networkReference, String member, boolean force) {
		Topology before = this.engine.look();
		if (force && before.networks(networkReference).isEmpty()) {
			this.halfConnections.forget(before, networkReference, References.container(before, member));
			return;
		}
		NetworkId networkId = References.network(before, networkReference).id();
		this.locks.holding(List.of(networkId), () -> {
			Topology topology = this.engine.look();
			Network network = References.network(topology, networkId.value());
			disconnect(topology, network, member, force);
			return network;
		});
	}

	private void disconnect(Topology topology, Network network, String member, boolean force) {
		Optional<Endpoint> stale = stale(topology, network, member);
		if (stale.isPresent()) {
			this.endpoints.removeStale(topology, network, stale.get());
			return;
		}
		Container container = References.container(topology, member);
		if (topology.isHalfConnected(network.id(), container.id())) {
			this.halfConnections.mend(network, container);
			return;
		}
		Endpoint endpoint = topology.endpoint(network.id(), container.id())
			.orElseThrow(() -> notConnected(network, container));
		if (network.name().equals("host")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "The container " + container.name()
					+ " shares the host's network and cannot be taken off it. Remove it, or run it anew elsewhere.");
		}
		this.engine.disconnect(network.id(), Objects.requireNonNull(endpoint.container()).id().value(), force);
		log.info("Disconnected {} from network {}", container.name(), network.name());
	}

}
