package io.moorage.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.SwarmService;
import lombok.RequiredArgsConstructor;

/**
 * Lists and inspects. Lists leave out what only an inspect tells (aliases, exit codes,
 * who is on a network); objects are inspected several at a time, and what vanishes in
 * between is left out.
 */
@RequiredArgsConstructor
class EngineLook {

	private static final int NOT_FOUND = 404;

	private static final int NO_MANAGER = 503;

	// An engine whose lists work can hang at one object for ever.
	private static final Duration INSPECT_DEADLINE = Duration.ofSeconds(5);

	private final EngineHttp http;

	private final ApiVersion version;

	Map<NetworkId, Network> listNetworks() {
		Map<NetworkId, Network> networks = new HashMap<>();
		for (Wire.Network each : get(EngineRequest.of(EngineOperation.NETWORK_LIST), Wire.Network[].class)) {
			Network network = WireReader.network(each, this.version);
			networks.put(network.id(), network);
		}
		return networks;
	}

	Listed list() {
		Map<NetworkId, Network> networks = new HashMap<>();
		Map<ContainerId, Container> containers = new HashMap<>();
		this.http.all(List.<Callable<Runnable>>of(() -> {
			Map<NetworkId, Network> listed = listNetworks();
			return () -> networks.putAll(listed);
		}, () -> {
			Map<ContainerId, Container> listed = listContainers();
			return () -> containers.putAll(listed);
		})).forEach(Runnable::run);
		return new Listed(networks, containers);
	}

	private Map<ContainerId, Container> listContainers() {
		Map<ContainerId, Container> containers = new HashMap<>();
		for (Wire.ListedContainer each : get(EngineRequest.of(EngineOperation.CONTAINER_LIST).query("all", "true"),
				Wire.ListedContainer[].class)) {
			Container container = WireReader.container(each);
			containers.put(container.id(), container);
		}
		return containers;
	}

	Inspected<ContainerId, Container> containers(Collection<ContainerId> ids) {
		return inspect(ids, (id) -> WireReader
			.container(inspect(EngineRequest.of(EngineOperation.CONTAINER_INSPECT, id), Wire.Container.class)));
	}

	Inspected<NetworkId, Network> networks(Collection<NetworkId> ids) {
		return inspect(ids, (id) -> WireReader
			.network(inspect(EngineRequest.of(EngineOperation.NETWORK_INSPECT, id), Wire.Network.class), this.version));
	}

	private <I, T> Inspected<I, T> inspect(Collection<I> ids, Function<I, T> inspection) {
		List<T> found = new ArrayList<>();
		Map<I, MoorageException> failed = new HashMap<>();
		List<Callable<Runnable>> tasks = ids.stream().<Callable<Runnable>>map((id) -> () -> {
			try {
				T one = inspection.apply(id);
				return () -> found.add(one);
			}
			catch (EngineRefusalException ex) {
				return (ex.status() == NOT_FOUND) ? () -> {
				} : () -> failed.put(id, Refusals.meaningOf(ex));
			}
			catch (MoorageException ex) {
				if (ex.code() == FaultCode.ENGINE_UNAVAILABLE || ex.code() == FaultCode.ENGINE_BUSY) {
					throw ex;
				}
				return () -> failed.put(id, ex);
			}
			catch (NullPointerException | IllegalArgumentException ex) {
				return () -> failed.put(id, EngineFailures.garbage("an object without what it must have", ex));
			}
		}).toList();
		this.http.all(tasks).forEach(Runnable::run);
		return new Inspected<>(found, failed);
	}

	SwarmDetails details(NetworkId network) {
		return WireReader
			.details(inspect(EngineRequest.of(EngineOperation.NETWORK_INSPECT, network).query("verbose", "true"),
					Wire.VerboseNetwork.class));
	}

	// A worker has networks of the Swarm, but only a manager knows who uses them.
	Optional<List<SwarmService>> services() {
		try {
			return Optional.of(Stream.of(get(EngineRequest.of(EngineOperation.SERVICE_LIST), Wire.Service[].class))
				.map(WireReader::service)
				.toList());
		}
		catch (EngineRefusalException ex) {
			if (ex.status() == NO_MANAGER) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	private <T> T get(EngineRequest request, Class<T> type) {
		return Objects.requireNonNull(this.http.send(request.under(this.version), type));
	}

	private <T> T inspect(EngineRequest request, Class<T> type) {
		return Objects.requireNonNull(this.http.send(request.under(this.version), INSPECT_DEADLINE, type));
	}

}
