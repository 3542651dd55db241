package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.moorage.change.Changed;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Outcome;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineGateway.Made;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Listing;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
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

	private final NetworkPlanner planner;

	private final NetworkRemover remover;

	Listing<NetworkResponse> list(List<String> names) {
		Topology topology = this.snapshot.read();
		Set<String> wanted = Set.copyOf(names);
		return Listing.of(topology.networks()
			.stream()
			.filter((network) -> wanted.isEmpty() || wanted.contains(network.name()))
			.map((network) -> NetworkResponse.listed(topology, network))
			.toList());
	}

	NetworkResponse inspect(String reference) {
		Topology topology = this.snapshot.read();
		return NetworkResponse.one(topology, References.network(topology, reference));
	}

	Changed<NetworkResponse> create(CreateNetworkRequest request) {
		return this.locks.making(() -> {
			NetworkSpec spec = this.planner.plan(request, this.engine.look());
			Made<NetworkId> made = this.engine.createNetwork(spec);
			log.info("Created network {} ({}, {})", spec.name(), spec.driver(), made.id());
			return new Changed<>(inspect(made.id().value()), Outcome.CREATED, made.warning().stream().toList());
		});
	}

	void remove(String reference, boolean disconnect, @Nullable Overridden override) {
		NetworkId id = References.network(this.engine.look(), reference).id();
		this.locks.holding(List.of(id), () -> {
			Topology topology = this.engine.look();
			Network network = References.network(topology, id.value());
			checkRemovable(network, override);
			this.remover.remove(topology, network, disconnect);
			return network;
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
