package io.moorage.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

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

	private final EngineHttp http;

	private final ApiVersion version;

	Map<NetworkId, Object> listNetworks() {
		Map<NetworkId, Object> networks = new HashMap<>();
		for (Wire.Network each : get("network-list", "/networks", Wire.Network[].class)) {
			networks.put(new NetworkId(each.id()), each);
		}
		return networks;
	}

	Map<ContainerId, Object> listContainers() {
		Map<ContainerId, Object> containers = new HashMap<>();
		for (Wire.ListedContainer each : get("container-list", "/containers/json?all=true",
				Wire.ListedContainer[].class)) {
			containers.put(new ContainerId(each.id()), each);
		}
		return containers;
	}

	List<Container> containers(Collection<ContainerId> ids) {
		return inspect(ids, (id) -> get("container-inspect", "/containers/" + id + "/json", Wire.Container.class),
				WireReader::container);
	}

	List<Network> networks(Collection<NetworkId> ids) {
		return inspect(ids, (id) -> get("network-inspect", "/networks/" + id, Wire.Network.class),
				(wire) -> WireReader.network(wire, this.version));
	}

	private <I, W, T> List<T> inspect(Collection<I> ids, Function<I, W> call, Function<W, T> reader) {
		List<Callable<Optional<T>>> tasks = ids.stream().<Callable<Optional<T>>>map((id) -> () -> {
			try {
				return Optional.of(reader.apply(call.apply(id)));
			}
			catch (EngineRefusalException ex) {
				if (ex.status() == NOT_FOUND) {
					return Optional.empty();
				}
				throw ex;
			}
		}).toList();
		return this.http.all(tasks).stream().flatMap(Optional::stream).toList();
	}

	// A worker has networks of the Swarm, but only a manager knows who uses them.
	List<SwarmService> services() {
		try {
			return Stream.of(get("service-list", "/services", Wire.Service[].class)).map(WireReader::service).toList();
		}
		catch (EngineRefusalException ex) {
			if (ex.status() == NO_MANAGER) {
				return List.of();
			}
			throw ex;
		}
	}

	private <T> T get(String operation, String path, Class<T> type) {
		return Objects.requireNonNull(this.http.send(EngineRequest.get(operation, path).under(this.version), type));
	}

}
