package io.moorage.network;

import java.util.Map;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.change.Writes;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineGateway.Made;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.read.EntityTags;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists, makes and removes networks. Writes decide on a fresh look at the engine, one at
 * a time on each network.
 */
@Service
@RequiredArgsConstructor
@Slf4j
class NetworkService {

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final NetworkLocks locks;

	private final Writes writes;

	private final EntityTags tags;

	private final NetworkPlanner planner;

	private final NetworkRemover remover;

	Listing<NetworkResponse> list(Reading reading, NetworkFilter filter, Page page) {
		Topology topology = reading.topology();
		return page.of(reading, filter.of(topology), NetworkService::key, (network) -> (filter.expand() != null)
				? NetworkResponse.withContainers(topology, network) : NetworkResponse.listed(topology, network));
	}

	private static Page.Key key(Network network) {
		return new Page.Key(network.name(), network.created(), network.id().value());
	}

	NetworkResponse inspect(Topology topology, String reference) {
		return NetworkResponse.one(topology, References.network(topology, reference));
	}

	Changed<NetworkResponse> create(CreateNetworkRequest request) {
		return this.locks.making(() -> {
			NetworkSpec spec = this.planner.plan(request, this.snapshot.freshNetworks().topology());
			return this.snapshot.attributed(Touched.named(spec.name()), () -> {
				Made<NetworkId> made = this.engine.createNetwork(spec);
				log.info("Created network {} ({}, {})", spec.name(), spec.driver(), made.id());
				Topology now = this.snapshot.refresh(Touched.network(made.id())).topology();
				return new Changed<>(inspect(now, made.id().value()), Outcome.CREATED,
						made.warning().stream().toList());
			});
		});
	}

	void remove(String reference, boolean disconnect, @Nullable Overridden override, @Nullable String ifMatch) {
		this.writes.to(reference, (topology, network) -> NetworkRemover.touched(topology, network, disconnect),
				(topology, network) -> {
					this.tags.check(ifMatch, () -> NetworkResponse.one(topology, network));
					checkRemovable(network, override);
					this.remover.remove(topology, network, disconnect);
					return (now) -> network.id();
				});
	}

	private static void checkRemovable(Network network, @Nullable Overridden override) {
		if (network.isBuiltIn()) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The network " + network.name() + " comes with the engine and cannot be removed.",
					Map.of("network", network.ref()));
		}
		if (network.isSystem() && override != Overridden.SYSTEM) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The engine made the network " + network.name()
							+ " for its Swarm. Send override=system if it shall go nevertheless.",
					Map.of("network", network.ref()));
		}
	}

}
