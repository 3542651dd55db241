package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.moorage.change.Action;
import io.moorage.change.Diff;
import io.moorage.change.NetworkLocks;
import io.moorage.change.Progress;
import io.moorage.change.Step;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.ContainerState;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Makes the steps that plans for networks are made of.
 */
@Component
@RequiredArgsConstructor
class NetworkSteps {

	private static final String NETWORK = "network";

	private static final String CONTAINER = "container";

	private final HalfConnections halfConnections;

	private final NetworkLocks locks;

	Step create(NetworkSpec spec) {
		return new Step(Action.CREATE, NETWORK, null, spec.name(),
				"Create the " + spec.driver() + " network " + spec.name() + subnets(spec) + ".", List.of(),
				(engine, progress) -> progress.madeNetwork(engine.createNetwork(spec)))
			.basedOn(spec);
	}

	private static String subnets(NetworkSpec spec) {
		return spec.ipam().pools().isEmpty() ? ""
				: " with " + spec.ipam()
					.pools()
					.stream()
					.map(IpamPool::subnet)
					.map(Object::toString)
					.collect(Collectors.joining(", "));
	}

	Step remove(Network network) {
		return new Step(Action.REMOVE, NETWORK, network.id().value(), network.name(),
				"Remove the network " + network.name() + ".", List.of(),
				(engine, progress) -> engine.removeNetwork(network.id()));
	}

	Step replace(Network network, NetworkSpec spec, List<Diff> differences) {
		return new Step(
				Action.REPLACE, NETWORK, network.id().value(), network.name(), "Remove the network " + network.name()
						+ " and make it anew" + subnets(spec) + "; its id will be another.",
				differences, (engine, progress) -> {
					// Nobody shall take its subnets meanwhile.
					progress.madeNetwork(this.locks.making(() -> {
						engine.removeNetwork(network.id());
						return engine.createNetwork(spec);
					}));
				})
			.basedOn(spec);
	}

	/**
	 * Connects a container to a network that is there.
	 */
	Step connect(Network network, Container container, EndpointSpec spec) {
		return connect(network, container, spec, spec, List.of());
	}

	/**
	 * Connects a container to a network that is there.
	 * @param otherwise how, where the engine does not let all of the addresses be chosen
	 * @param differences what is different, when it was there before
	 */
	Step connect(Network network, Container container, EndpointSpec spec, EndpointSpec otherwise,
			List<Diff> differences) {
		return new Step(Action.CONNECT, CONTAINER, container.id().value(), container.name(),
				"Connect " + container.name() + " to the network " + network.name() + address(spec)
						+ (otherwise.equals(spec) ? "." : ", if the engine lets that be chosen."),
				differences, (engine, progress) -> {
					try {
						connect(engine, network, container, spec, otherwise, progress);
					}
					catch (MoorageException ex) {
						throw this.halfConnections.refused(network, container, spec, ex);
					}
				})
			.basedOn(spec);
	}

	private static void connect(EngineGateway engine, Network network, Container container, EndpointSpec spec,
			EndpointSpec otherwise, Progress progress) {
		try {
			engine.connect(network.id(), container.id(), spec);
		}
		catch (MoorageException ex) {
			if (ex.code() != FaultCode.ADDRESS_NOT_CHOOSABLE || otherwise.equals(spec)) {
				throw ex;
			}
			engine.connect(network.id(), container.id(), otherwise);
			progress.warn("The engine lets nobody choose addresses on " + network.name() + ", so " + container.name()
					+ " is there with another than" + address(spec).replaceFirst("^ as", "")
					+ ", or by chance with the same.");
		}
	}

	/**
	 * Connects a container to the network that an earlier step makes, if it can be.
	 */
	Step connectAnewIfPossible(String network, ContainerRef container, EndpointSpec spec) {
		Step step = connectAnew(container, spec, "Connect " + container.name() + " to the new network " + network
				+ address(spec) + ", if the engine lets it.");
		return step.doneBy((engine, progress) -> {
			try {
				step.deed().run(engine, progress);
			}
			catch (MoorageException ex) {
				if (ex.code().isOutage()) {
					throw ex;
				}
				progress.warn("The container " + container.name() + " could not be put back: " + ex.detail());
			}
		});
	}

	/**
	 * Connects a container to the network that an earlier step makes.
	 */
	Step connectAnew(String network, ContainerRef container, EndpointSpec spec) {
		return connectAnew(container, spec,
				"Connect " + container.name() + " to the new network " + network + address(spec) + ".");
	}

	private static Step connectAnew(ContainerRef container, EndpointSpec spec, String detail) {
		return new Step(Action.CONNECT, CONTAINER, container.id().value(), container.name(), detail, List.of(),
				(engine, progress) -> {
					try {
						engine.connect(progress.network(), container.id(), spec);
					}
					catch (MoorageException ex) {
						passOver(progress, container, ex);
					}
				})
			.basedOn(spec);
	}

	// One that was removed meanwhile needs no network any more.
	private static void passOver(Progress progress, ContainerRef container, MoorageException ex) {
		if (ex.code() != FaultCode.CONTAINER_NOT_FOUND) {
			throw ex;
		}
		progress.warn("The container " + container.name() + " was removed meanwhile.");
	}

	private static String address(EndpointSpec spec) {
		String addresses = EndpointChecks.addresses(spec).map(Object::toString).collect(Collectors.joining(" and "));
		return addresses.isEmpty() ? "" : " as " + addresses;
	}

	/**
	 * Disconnects a container.
	 * @throws MoorageException {@code container-restarting}
	 */
	Step disconnect(Network network, Endpoint.Member container, boolean force) {
		if (container.state() == ContainerState.RESTARTING) {
			throw restarting(container);
		}
		return new Step(Action.DISCONNECT, CONTAINER, container.id().value(), container.name(),
				"Disconnect " + container.name() + " from the network " + network.name() + ".", List.of(),
				(engine, progress) -> engine.disconnect(network.id(), container.id().value(), force));
	}

	private static MoorageException restarting(Endpoint.Member container) {
		return new MoorageException(FaultCode.CONTAINER_RESTARTING, "The container " + container.name()
				+ " is between two restarts, when the engine takes it off no "
				+ "network, but would never start it again once the network is gone. Stop it first (POST /containers/"
				+ container.name() + "/stop).", Map.of("container", container.ref()));
	}

	/**
	 * Disconnects a container that may be gone, or off the network, by then.
	 */
	Step disconnectIfThere(Network network, Endpoint.Member container) {
		Step step = disconnect(network, container, false);
		return step.doneBy((engine, progress) -> {
			try {
				step.deed().run(engine, progress);
			}
			catch (MoorageException ex) {
				if (ex.code() == FaultCode.NOT_CONNECTED && this.halfConnections.names(network, container.id())) {
					// It began to restart since it was looked at.
					throw restarting(container);
				}
				if (ex.code() != FaultCode.CONTAINER_NOT_FOUND && ex.code() != FaultCode.NOT_CONNECTED) {
					throw ex;
				}
			}
		});
	}

	/**
	 * Takes off an endpoint whose container is gone.
	 * @throws MoorageException {@code engine-refused} when another container has the name
	 * now by which alone the engine finds such an endpoint
	 */
	Step dropStale(Topology topology, Network network, Endpoint endpoint) {
		String name = network.nameOf(endpoint);
		topology.containerNamed(name).ifPresent((namesake) -> {
			throw new MoorageException(FaultCode.ENGINE_REFUSED,
					"The engine finds the endpoint only by the name " + name
							+ ", which another container has now. Rename or remove that one first.",
					Map.of("container", namesake.ref()));
		});
		return new Step(Action.DISCONNECT, "endpoint", endpoint.endpointId(), endpoint.pathSegment(),
				"Take the endpoint of " + name + ", which is gone, off the network " + network.name() + ".", List.of(),
				(engine, progress) -> engine.disconnect(network.id(), name, true));
	}

	/**
	 * Takes an entry without an endpoint out of a container's settings.
	 */
	Step mend(Network network, Container container) {
		return new Step(Action.DISCONNECT, CONTAINER, container.id().value(), container.name(),
				"Take the network " + network.name() + ", which a refused connect left, out of the settings of "
						+ container.name() + ".",
				List.of(), (engine, progress) -> this.halfConnections.mend(network, container));
	}

	/**
	 * Takes a network that is gone out of a container's settings.
	 */
	Step forget(String key, Container container) {
		return new Step(Action.DISCONNECT, CONTAINER, container.id().value(), container.name(),
				"Take the network " + key + ", which is gone, out of the settings of " + container.name() + ".",
				List.of(), (engine, progress) -> this.halfConnections.forget(key, container));
	}

}
