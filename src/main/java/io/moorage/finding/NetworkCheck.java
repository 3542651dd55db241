package io.moorage.finding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Offer;
import io.moorage.finding.Finding.Subject;
import io.moorage.snapshot.KnownEngine;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for networks that are less than they seem.
 */
@Component
@RequiredArgsConstructor
class NetworkCheck implements Check {

	private final KnownEngine engine;

	private final Remedies remedies;

	@Override
	public Stream<Finding> find(Topology topology) {
		return Stream.concat(duplicates(topology), unfiltered(topology));
	}

	private Stream<Finding> duplicates(Topology topology) {
		Map<String, List<Network>> byName = topology.networks()
			.stream()
			.collect(Collectors.groupingBy(Network::name, LinkedHashMap::new, Collectors.toList()));
		return byName.values()
			.stream()
			.filter((networks) -> networks.size() > 1)
			.map((networks) -> Finding.of(Code.DUPLICATE_NAME, networks.size() + " networks are named "
					+ networks.getFirst().name() + ". Who names it may get any of them.",
					networks.stream().map(Subject::of).toList(),
					this.remedies.removeUnused(topology, networks, "The remedy removes one that nobody uses.")
						.orElseGet(() -> Offer.none(
								"All are used, so move the containers to one of them by its id, and remove the rest."))));
	}

	private Stream<Finding> unfiltered(Topology topology) {
		if (EngineFeature.IPV6_FILTER.isIn(ApiVersion.parse(this.engine.get().apiVersion()))) {
			return Stream.empty();
		}
		return topology.networks()
			.stream()
			.filter((network) -> network.driver().equals("bridge") && network.ipv6() && !network.configOnly())
			.map((network) -> Finding.of(Code.IPV6_NOT_ISOLATED,
					"This engine does not filter IPv6 unless ip6tables is "
							+ "turned on in its settings (from 27 it does by itself): containers on " + network.name()
							+ " can be reached over IPv6 from other networks and from outside, on every port.",
					List.of(Subject.of(network)),
					this.remedies.replace(topology, network,
							"Upgrade the engine, or let the remedy take IPv6 off the network.",
							Map.of("ipv6", false))));
	}

}
