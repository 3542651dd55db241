package io.moorage.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.SwarmService;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

/**
 * Takes one look at all that an engine has. Lists leave out what only an inspect tells
 * (aliases, exit codes, who is on a network), so each object is inspected, several at a
 * time; what vanishes in between is left out.
 *
 * <p>
 * Containers come before networks: an endpoint that a container tells of and its network
 * does not, asked later, is not there. Whether it was refused or the container stopped in
 * between is found by asking once more.
 */
@RequiredArgsConstructor
class EngineLook {

	private static final int NOT_FOUND = 404;

	private static final int NO_MANAGER = 503;

	private final EngineHttp http;

	private final ApiVersion version;

	Topology take() {
		List<Container> containers = containers(list("/containers/json?all=true"));
		List<Network> networks = networks(list("/networks"));
		Topology first = new Topology(networks, containers, List.of());
		Set<String> doubtful = new LinkedHashSet<>();
		Set<String> theirNetworks = new LinkedHashSet<>();
		for (Container container : containers) {
			container.settings()
				.stream()
				.flatMap((entry) -> first.network(entry).stream())
				.filter((network) -> first.isHalfConnected(network.id(), container.id()))
				.forEach((network) -> {
					doubtful.add(container.id().value());
					theirNetworks.add(network.id().value());
				});
		}
		if (!doubtful.isEmpty()) {
			containers = replaced(containers, (each) -> each.id().value(), doubtful, containers(doubtful));
			networks = replaced(networks, (each) -> each.id().value(), theirNetworks, networks(theirNetworks));
		}
		boolean swarm = networks.stream().anyMatch((network) -> network.scope() == Scope.SWARM);
		return (doubtful.isEmpty() && !swarm) ? first
				: new Topology(networks, containers, swarm ? services() : List.of());
	}

	private List<Container> containers(Collection<String> ids) {
		return inspect(ids, (id) -> "/containers/" + id + "/json", Wire.Container.class, WireReader::container);
	}

	private List<Network> networks(Collection<String> ids) {
		return inspect(ids, (id) -> "/networks/" + id, Wire.Network.class,
				(wire) -> WireReader.network(wire, this.version));
	}

	private static <T> List<T> replaced(List<T> all, Function<T, String> id, Set<String> old, List<T> anew) {
		return Stream.concat(all.stream().filter((each) -> !old.contains(id.apply(each))), anew.stream()).toList();
	}

	private List<String> list(String path) {
		return Stream.of(get(path, Wire.Listed[].class)).map(Wire.Listed::id).toList();
	}

	private <W, T> List<T> inspect(Collection<String> ids, Function<String, String> path, Class<W> type,
			Function<W, T> reader) {
		List<Callable<Optional<T>>> tasks = ids.stream().<Callable<Optional<T>>>map((id) -> () -> {
			try {
				return Optional.of(reader.apply(get(path.apply(id), type)));
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
	private List<SwarmService> services() {
		try {
			return Stream.of(get("/services", Wire.Service[].class)).map(WireReader::service).toList();
		}
		catch (EngineRefusalException ex) {
			if (ex.status() == NO_MANAGER) {
				return List.of();
			}
			throw ex;
		}
	}

	private <T> T get(String path, Class<T> type) {
		return Objects.requireNonNull(this.http.send(EngineRequest.get(path).under(this.version), type));
	}

}
