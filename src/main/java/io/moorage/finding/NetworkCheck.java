package io.moorage.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Remedy;
import io.moorage.finding.Finding.Subject;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks for networks that are less than they seem.
 */
@Component
@RequiredArgsConstructor
class NetworkCheck implements Check {

	private final EngineGateway engine;

	@Override
	public Stream<Finding> find(Topology topology) {
		return Stream.concat(duplicates(topology), unfiltered(topology));
	}

	private static Stream<Finding> duplicates(Topology topology) {
		Map<String, List<Network>> byName = topology.networks()
			.stream()
			.collect(Collectors.groupingBy(Network::name, LinkedHashMap::new, Collectors.toList()));
		return byName.values().stream().filter((networks) -> networks.size() > 1).map((networks) -> {
			List<Network> unused = networks.stream()
				.filter((network) -> topology.endpoints(network.id()).isEmpty() && topology.services(network).isEmpty())
				.toList();
			return Finding.of(Code.DUPLICATE_NAME, networks.size() + " networks are named " + networks.getFirst().name()
					+ ". Who names it may get any of them: "
					+ (unused.isEmpty()
							? "all are used, so move the containers to one of them by its id, and remove the rest."
							: "the remedy removes one that nobody uses."),
					networks.stream().map(Subject::of).toList(), remove(unused));
		});
	}

	private static @Nullable Remedy remove(List<Network> unused) {
		return unused.isEmpty() ? null : new Remedy("DELETE", "/networks/" + unused.getLast().id(), null);
	}

	private Stream<Finding> unfiltered(Topology topology) {
		if (EngineFeature.IPV6_FILTER.isIn(this.engine.apiVersion())) {
			return Stream.empty();
		}
		List<Finding> findings = new ArrayList<>();
		for (Network network : topology.networks()) {
			if (network.driver().equals("bridge") && network.ipv6() && !network.configOnly()) {
				findings.add(Finding.of(Code.IPV6_NOT_ISOLATED, "This engine does not filter IPv6 unless ip6tables is "
						+ "turned on in its settings (from 27 it does by itself): containers on " + network.name()
						+ " can be reached over IPv6 from other networks and from outside, on every port. Upgrade the "
						+ "engine, or let the remedy take IPv6 off the network.", List.of(Subject.of(network)),
						network.isBuiltIn() ? null : new Remedy("PUT", "/networks/" + network.id() + "?replace=true",
								Map.of("ipv6", false))));
			}
		}
		return findings.stream();
	}

}
