package io.moorage.finding;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.change.Unrestored;
import io.moorage.engine.EndpointSpec;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.network.PrimaryNetwork;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Looks for running containers that were made on a network of somebody's own, and are on
 * none at all.
 */
@Component
@RequiredArgsConstructor
class NoNetworkCheck implements Check {

	private final Remedies remedies;

	private final PrimaryNetwork primary;

	private final Unrestored unrestored;

	@Override
	public Stream<Finding> find(Topology topology) {
		// What a change that failed left gone is another finding, which knows how it was.
		Set<Container> missed = this.unrestored.in(topology)
			.stream()
			.flatMap((entry) -> entry.missing(topology).stream())
			.collect(Collectors.toSet());
		return topology.containers()
			.stream()
			.filter(NoNetworkCheck::isAlone)
			.filter((container) -> !missed.contains(container))
			.map((container) -> {
				List<Network> madeOn = topology.networks(container.networkMode());
				return this.primary.isMissed(topology, container) ? missing(container)
						: alone(topology, container, madeOn);
			});
	}

	// What settings still name is another finding.
	private static boolean isAlone(Container container) {
		return container.state().isActive() && container.settings().isEmpty() && PrimaryNetwork.isOwn(container);
	}

	private Finding missing(Container container) {
		String mode = container.networkMode();
		return Finding.of(Code.MISSING_NETWORK,
				"The container " + container.name() + " runs without any network. It was made on the network " + mode
						+ ", which no longer exists, and can be connected to no other.",
				List.of(new Subject("network", null, mode), Subject.of(container)),
				NetworkId.isId(mode) ? this.remedies.remove(container, "The remedy removes it, to be run anew.")
						: this.remedies.create(mode,
								"The remedy makes a network of that name; then connect the container to it."));
	}

	private Finding alone(Topology topology, Container container, List<Network> madeOn) {
		String problem = "The container " + container.name() + " runs without any network: it reaches nobody. ";
		if (madeOn.size() != 1) {
			return Finding.of(Code.NO_NETWORK, problem, List.of(Subject.of(container)), Finding.Offer
				.none("Connect it to one (POST /networks/{network}/containers), or stop it if nobody needs it."));
		}
		Network network = madeOn.getFirst();
		return Finding.of(Code.NO_NETWORK, problem + "It was made on " + network.name() + " and taken off since.",
				List.of(Subject.of(network), Subject.of(container)), this.remedies.connect(topology, network, container,
						EndpointSpec.ANY, "The remedy connects it there again."));
	}

}
