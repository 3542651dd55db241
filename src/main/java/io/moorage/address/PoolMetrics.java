package io.moorage.address;

import java.util.List;

import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import org.springframework.stereotype.Component;

/**
 * Tells at each scrape how large pools are and how much of them is used, in addresses,
 * counted as in {@code GET /networks/{network}/addresses}. While nothing is known of the
 * engine it tells none.
 */
@Component
class PoolMetrics implements MultiCollector {

	private static final String SIZE = "moorage_pool_size";

	private static final String USED = "moorage_pool_used";

	private final Snapshot snapshot;

	PoolMetrics(PrometheusRegistry registry, Snapshot snapshot) {
		this.snapshot = snapshot;
		registry.register(this);
	}

	@Override
	public List<String> getPrometheusNames() {
		return List.of(SIZE, USED);
	}

	@Override
	public MetricSnapshots collect() {
		GaugeSnapshot.Builder size = GaugeSnapshot.builder().name(SIZE).help("Addresses of a network's subnet");
		GaugeSnapshot.Builder used = GaugeSnapshot.builder()
			.name(USED)
			.help("Addresses of a network's subnet that nobody else can have");
		try {
			Topology topology = this.snapshot.read().topology();
			for (Network network : topology.networks()) {
				List<HeldAddress> held = HeldAddress.of(topology, network);
				for (IpamPool pool : network.ipam().pools()) {
					Labels labels = Labels.of("network", network.name(), "id", network.id().value(), "subnet",
							pool.subnet().toString());
					size.dataPoint(point(labels, pool.subnet().size().doubleValue()));
					used.dataPoint(point(labels, new PoolUse(pool, held).used().doubleValue()));
				}
			}
		}
		catch (MoorageException ex) {
			// Health tells why.
		}
		return MetricSnapshots.of(size.build(), used.build());
	}

	private static GaugeDataPointSnapshot point(Labels labels, double value) {
		return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
	}

}
