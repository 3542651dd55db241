package io.moorage.network;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.moorage.change.Changed;
import io.moorage.change.Outcome;
import io.moorage.change.Writes;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.read.EntityTags;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists who is on a network, connects and disconnects.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class MembershipService {

	private static final String LAST_NAME = String.valueOf(Character.MAX_VALUE);

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final Writes writes;

	private final EntityTags tags;

	private final HalfConnections halfConnections;

	private final EndpointRemover endpoints;

	Listing<Endpoint> list(Reading reading, String networkReference, boolean activeOnly, Page page) {
		Topology topology = reading.topology();
		Network network = References.network(topology, networkReference);
		List<Endpoint> members = topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.active() || !activeOnly)
			.toList();
		return page.of(reading, members, (endpoint) -> key(topology, endpoint), Function.identity());
	}

	// An endpoint whose container is gone has the last of all names.
	private static Page.Key key(Topology topology, Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		if (member == null) {
			return new Page.Key(LAST_NAME, Instant.EPOCH, endpoint.pathSegment());
		}
		return new Page.Key(member.name(), topology.container(member.id()).orElseThrow().created(),
				member.id().value());
	}

	Endpoint inspect(Topology topology, String networkReference, String member) {
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

	Changed<Endpoint> connect(String networkReference, ConnectRequest request, @Nullable String ifMatch) {
		String containerReference = Objects.requireNonNull(request.container());
		EndpointSpec spec = request.toSpec();
		return this.writes.to(networkReference, (topology, network) -> touched(topology, network, containerReference),
				(topology, network) -> {
					Container container = References.container(topology, containerReference);
					EndpointChecks.checkRequest(network, spec, this.engine.apiVersion(),
							EngineFeature.MAC_ADDRESS_AT_CONNECT, "");
					check(ifMatch, topology, network);
					checkModes(topology, network, container);
					EndpointChecks.check(topology, network, container.id(), spec);
					connect(network, container, spec);
					return (now) -> new Changed<>(member(now, network, container.id().value()), Outcome.CONNECTED,
							List.of());
				});
	}

	private static Touched touched(Topology topology, Network network, String containerReference) {
		Touched touched = Touched.network(network.id());
		List<Container> meant = topology.containers(containerReference);
		return touched.and(List.of(), meant.stream().map(Container::id).toList());
	}

	private void check(@Nullable String ifMatch, Topology topology, Network network) {
		this.tags.check(ifMatch, () -> NetworkResponse.one(topology, network));
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

	void disconnect(String networkReference, String member, boolean force, @Nullable String ifMatch) {
		if (force) {
			Topology before = this.snapshot.look(Touched.NOTHING);
			if (before.networks(networkReference).isEmpty()) {
				Container container = References.container(before, member);
				this.writes.seen(Touched.container(container.id()), () -> {
					this.halfConnections.forget(before, networkReference, container);
					return (now) -> container.id();
				});
				return;
			}
		}
		this.writes.to(networkReference, (topology, network) -> touched(topology, network, member),
				(topology, network) -> {
					disconnect(topology, network, member, force, ifMatch);
					return (now) -> network.id();
				});
	}

	private void disconnect(Topology topology, Network network, String member, boolean force,
			@Nullable String ifMatch) {
		Optional<Endpoint> stale = stale(topology, network, member);
		if (stale.isPresent()) {
			check(ifMatch, topology, network);
			this.endpoints.removeStale(topology, network, stale.get());
			return;
		}
		Container container = References.container(topology, member);
		if (topology.isHalfConnected(network.id(), container.id())) {
			check(ifMatch, topology, network);
			this.halfConnections.mend(network, container);
			return;
		}
		Endpoint endpoint = topology.endpoint(network.id(), container.id())
			.orElseThrow(() -> notConnected(network, container));
		check(ifMatch, topology, network);
		if (network.name().equals("host")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "The container " + container.name()
					+ " shares the host's network and cannot be taken off it. Remove it, or run it anew elsewhere.");
		}
		this.engine.disconnect(network.id(), Objects.requireNonNull(endpoint.container()).id().value(), force);
		log.info("Disconnected {} from network {}", container.name(), network.name());
	}

}
