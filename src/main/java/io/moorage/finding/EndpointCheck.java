package io.moorage.finding;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.network.PrimaryNetwork;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for endpoints and containers that do not belong together any more.
 */
@Component
@RequiredArgsConstructor
class EndpointCheck implements Check {

	private final Remedies remedies;

	private final PrimaryNetwork primary;

	@Override
	public Stream<Finding> find(Topology topology) {
		return Stream.concat(topology.networks().stream().flatMap((network) -> ofNetwork(topology, network)),
				topology.containers().stream().flatMap((container) -> missing(topology, container)));
	}

	private Stream<Finding> ofNetwork(Topology topology, Network network) {
		return Stream.concat(
				topology.endpoints(network.id())
					.stream()
					.filter((endpoint) -> endpoint.container() == null)
					.map((endpoint) -> stale(topology, network, endpoint)),
				topology.halfConnected(network.id()).stream().map((container) -> half(network, container)));
	}

	private Finding stale(Topology topology, Network network, Endpoint endpoint) {
		return Finding.of(Code.STALE_ENDPOINT,
				"The network " + network.name()
						+ " has an endpoint whose container is gone. It keeps an address, and the "
						+ "network cannot be removed while it is there.",
				List.of(Subject.of(network),
						new Subject("endpoint", String.valueOf(endpoint.endpointId()), endpoint.pathSegment())),
				this.remedies.takeOff(topology, network, endpoint, "The remedy takes it off."));
	}

	private Finding half(Network network, Container container) {
		return Finding.of(Code.HALF_CONNECTED,
				"The settings of " + container.name() + " name the network " + network.name()
						+ ", which a refused connect left there; the container is not on it and cannot start after its "
						+ "next stop.",
				List.of(Subject.of(network), Subject.of(container)), this.remedies.takeOff(network.id().value(),
						container.id().value(), "The remedy takes it out of the settings."));
	}

	private Stream<Finding> missing(Topology topology, Container container) {
		List<EndpointSettings> missing = container.settings()
			.stream()
			.filter((entry) -> isMissing(topology, entry))
			.toList();
		boolean stranded = missing.isEmpty() && !topology.endpoints(container.id()).isEmpty()
				&& this.primary.isMissed(topology, container);
		return stranded ? Stream.of(stranded(container))
				: missing.stream().map((entry) -> missing(topology, container, entry));
	}

	private Finding stranded(Container container) {
		String mode = container.networkMode();
		return Finding.of(Code.MISSING_NETWORK, "The container " + container.name() + " was made on the network " + mode
				+ ", which no longer exists. Once stopped it cannot start again, and it can be connected to no other network.",
				List.of(new Subject("network", null, mode), Subject.of(container)),
				NetworkId.isId(mode) ? this.remedies.remove(container, "The remedy removes it, to be run anew.")
						: this.remedies.create(mode,
								"The remedy makes a network of that name, on which the container need not be."));
	}

	// Before a container's first start its settings have names alone.
	private static boolean isMissing(Topology topology, EndpointSettings entry) {
		NetworkId id = entry.networkId();
		return (id != null) ? topology.network(id).isEmpty() : topology.networks(entry.key()).isEmpty();
	}

	private Finding missing(Topology topology, Container container, EndpointSettings entry) {
		NetworkId id = entry.networkId();
		List<Subject> objects = List.of(new Subject("network", (id != null) ? id.value() : null, entry.key()),
				Subject.of(container));
		Optional<Network> namesake = topology.networksNamed(entry.key()).stream().findFirst();
		String gone = "The container " + container.name() + " names the network " + entry.key()
				+ ", which no longer exists" + (namesake.isPresent() ? " under that id" : "") + ", ";
		if (id != null && container.isMadeById(id)) {
			return Finding.of(Code.MISSING_NETWORK, gone
					+ "and was made on it by its id, so it cannot start any more. Nothing but running it anew mends that.",
					objects, this.remedies.remove(container, "The remedy removes it."));
		}
		return Finding.of(Code.MISSING_NETWORK, gone + "so it cannot start.", objects,
				this.remedies.takeOff((id != null) ? id.value() : entry.key(), container.id().value(),
						"The remedy takes it out of the settings" + namesake
							.map((now) -> "; then connect it to the network that has the name now (POST /networks/"
									+ now.id() + "/containers).")
							.orElse("; create the network again if the container was made on it.")));
	}

}
