package io.moorage.map;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.moorage.network.NetworkFilter;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Revision;
import io.moorage.topology.Attachment;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerState;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;

/**
 * Made-up maps: some networks, and containers on one to three of them, every tenth of
 * them stopped, every fifteenth sharing the network of the one before.
 */
final class Maps {

	static final NetworkFilter EVERYTHING = new NetworkFilter(null, null, null, null, null, null, null, null, null,
			null);

	private Maps() {
	}

	static TopologyResponse of(int networks, int containers) {
		return of(IntStream.range(0, networks).mapToObj((i) -> "network" + i).toList(),
				IntStream.range(0, containers).mapToObj((i) -> "container" + i).toList());
	}

	static TopologyResponse of(List<String> networks, List<String> containers) {
		return map(topology(networks, containers));
	}

	static TopologyResponse map(Topology topology) {
		return new TopologyService().map(new Reading(topology, new Revision("test", 1), Duration.ZERO, false),
				EVERYTHING);
	}

	static Topology topology(List<String> networks, List<String> containers) {
		Random random = new Random(7);
		List<Container> all = new ArrayList<>();
		Map<Integer, List<Attachment>> attachments = new HashMap<>();
		for (int i = 0; i < containers.size(); i++) {
			boolean active = i % 10 != 9;
			boolean sharer = i % 15 == 14;
			List<EndpointSettings> settings = new ArrayList<>();
			int count = (random.nextInt(4) > 0) ? 1 : 2 + random.nextInt(2);
			int first = (int) Math.abs(random.nextGaussian() * networks.size() / 3) % Math.max(1, networks.size());
			for (int j = 0; j < Math.min(count, networks.size()) && !sharer; j++) {
				int network = (first + j) % networks.size();
				settings.add(settings(network, i, active));
				if (active) {
					attachments.computeIfAbsent(network, (absent) -> new ArrayList<>())
						.add(new Attachment(id(100_000 + i), "", "e" + i, null, null, null, null, null));
				}
			}
			all.add(new Container(new ContainerId(id(100_000 + i)), containers.get(i), "registry.test/team/alpine:3.20",
					Instant.EPOCH, Map.of(), active ? ContainerState.RUNNING : ContainerState.EXITED, null, null,
					sharer ? "container:" + id(100_000 + i - 1) : "bridge", List.of(), settings));
		}
		List<Network> nets = IntStream.range(0, networks.size())
			.mapToObj((i) -> network(i, networks.get(i), attachments.getOrDefault(i, List.of())))
			.toList();
		return new Topology(nets, all, List.of(), Notes.NONE);
	}

	private static EndpointSettings settings(int network, int container, boolean active) {
		return new EndpointSettings("net", new NetworkId(id(network)), active ? "e" + container : null,
				active ? address(network).plus(container + 2) : null, active ? 16 : null, null, null, null, null, null,
				List.of(), List.of(), null, null, Map.of(), RequestedAddresses.NONE);
	}

	private static IpAddress address(int network) {
		return IpAddress.parse("10.0.0.0").plus(65536L * (network % 250));
	}

	private static Network network(int i, String name, List<Attachment> attachments) {
		IpamPool pool = new IpamPool(Subnet.parse(address(i) + "/16"), null, null, null, Map.of());
		return new Network(new NetworkId(id(i)), name, "bridge", Scope.LOCAL, Instant.EPOCH, true, false, i % 4 == 1,
				false, false, false, null, new Ipam("default", Map.of(), List.of(pool)), Map.of(), Map.of(),
				attachments);
	}

	private static String id(int number) {
		return "%064x".formatted(number + 1);
	}

}
