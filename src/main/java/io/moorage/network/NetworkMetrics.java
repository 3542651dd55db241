package io.moorage.network;

import java.util.stream.Collectors;

import io.moorage.change.ManagedBy;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import org.springframework.stereotype.Component;

/**
 * Tells at each scrape which networks there are, as {@code moorage_network_info}: its
 * bridge joins what a host's exporter counts by interface to the network's name. While
 * nothing is known of the engine it tells none.
 */
@Component
class NetworkMetrics implements Collector {

	private final Snapshot snapshot;

	NetworkMetrics(PrometheusRegistry registry, Snapshot snapshot) {
		this.snapshot = snapshot;
		registry.register(this);
	}

	@Override
	public String getPrometheusName() {
		return "moorage_network";
	}

	@Override
	public MetricSnapshot collect() {
		InfoSnapshot.Builder info = InfoSnapshot.builder()
			.name(getPrometheusName())
			.help("A network, and its bridge on the host");
		try {
			Topology topology = this.snapshot.read().topology();
			topology.networks().forEach((network) -> info.dataPoint(point(topology, network)));
		}
		catch (MoorageException ex) {
			// Health tells why.
		}
		return info.build();
	}

	private static InfoDataPointSnapshot point(Topology topology, Network network) {
		String project = ManagedBy.of(topology, network).project();
		String subnets = network.ipam()
			.pools()
			.stream()
			.map((pool) -> pool.subnet().toString())
			.collect(Collectors.joining(","));
		return InfoDataPointSnapshot.builder()
			.labels(Labels.of("network", network.name(), "id", network.id().value(), "bridge",
					network.bridge().orElse(""), "subnet", subnets, "project", (project != null) ? project : "",
					"engine", NetworkResponse.DEFAULT_ENGINE))
			.build();
	}

}
