package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Before;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Guards;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Plans to put containers on networks, to connect them anew, and to go back to how they
 * were.
 */
@Component
@RequiredArgsConstructor
class EndpointPlans {

	private final EngineGateway engine;

	private final NetworkSteps steps;

	private final HostRights rights;

	private final Access access;

	private final PrimaryNetwork primary;

	/**
	 * Tells what a change of a membership is about.
	 */
	static Scope scope(Topology topology, String network, String container) {
		return Scope.of(topology, References.network(topology, network),
				topology.containers(container).stream().map(Container::id).toList());
	}

	static Touched touched(Network network, Container container) {
		return Touched.network(network.id()).and(List.of(), List.of(container.id()));
	}

	/**
	 * Plans to connect a container.
	 * @param spec how it shall be there
	 * @throws MoorageException when the engine would, or should, refuse
	 */
	Plan<Changed<Endpoint>> connection(Topology topology, Network network, Container container, EndpointSpec spec) {
		return connection(topology, network, container, spec, spec, "It is on the network " + network.name() + " too.");
	}

	private Plan<Changed<Endpoint>> connection(Topology topology, Network network, Container container,
			EndpointSpec spec, EndpointSpec asked, String detail) {
		this.rights.check(network, container, spec);
		checkModes(topology, network, container);
		EndpointChecks.check(topology, network, container.id(), asked);
		return Plan
			.of(this.steps.connect(network, container, choosable(network, spec), asked, List.of()),
					List.of(Affected.container(container, Effect.CONNECTED, detail)), touched(network, container),
					answer(network, container, Outcome.CONNECTED))
			.warning(this.primary.warnings(topology, container));
	}

	private static Plan.Answer<Changed<Endpoint>> answer(Network network, Container container, Outcome outcome) {
		return (now, progress) -> new Changed<>(Members.find(now, network, container.id().value()), outcome,
				progress.warnings());
	}

	// There the engine chooses every address itself.
	private static EndpointSpec choosable(Network network, EndpointSpec spec) {
		return network.isBuiltIn() ? spec.withoutAddresses() : spec;
	}

	private void checkModes(Topology topology, Network network, Container container) {
		this.primary.check(topology, container);
		if (container.hasExclusiveMode()) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT,
					"The container " + container.name() + " has the network mode " + container.networkMode()
							+ " and can be on no other network. Run it anew on the networks that it needs.",
					Members.facts(network, container));
		}
		if (network.name().equals("host") || network.name().equals("none")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "Nobody can be connected to " + network.name()
					+ " later. Run the container anew with networks: [{\"network\": \"" + network.name() + "\"}].",
					Members.facts(network, container));
		}
	}

	/**
	 * Plans to connect a container anew.
	 * @param endpoint how it is there
	 * @param comparison how it shall be there
	 * @throws MoorageException when the engine would, or should, refuse
	 */
	Plan<Changed<Endpoint>> reconnection(Topology topology, Network network, Container container, Endpoint endpoint,
			EndpointComparison comparison) {
		this.rights.check(network, container, comparison.overlaid());
		checkModes(topology, network, container);
		EndpointChecks.check(topology, network, container.id(), comparison.asked());
		Returning returning = Returning.of(topology, network, endpoint, comparison.overlaid(),
				Stream.concat(Returning.asked(endpoint).stream(), EndpointChecks.addresses(comparison.asked()))
					.toList(),
				this.primary);
		return reconnection(topology, network, container, endpoint,
				this.steps.connect(network, container, choosable(network, comparison.overlaid()),
						comparison.withoutChosenAddresses(), comparison.differences()),
				"Its connections over this network break, and its interface may get another name.")
			.warning(Returning.warnings(network, List.of(returning), this.engine.apiVersion()));
	}

	private Plan<Changed<Endpoint>> reconnection(Topology topology, Network network, Container container,
			Endpoint endpoint, Step connect, String detail) {
		List<Affected> affected = new ArrayList<>(List.of(Affected.container(container, Effect.RECONNECTED, detail)));
		affected.addAll(Replacement.interrupted(topology.sharers(container.id())));
		Before before = before(network, endpoint);
		return Plan
			.of(List.of(this.steps.disconnect(network, Objects.requireNonNull(endpoint.container()), false), connect),
					affected, touched(network, container), answer(network, container, Outcome.RECONNECTED))
			.withBefore(before)
			.withReversal((progress) -> Reversal.reconnecting(before, container.id()));
	}

	/**
	 * Captures a membership, so that it can be put back.
	 */
	Before before(Network network, Endpoint endpoint) {
		return Before.of(network, List.of(endpoint), this.engine.apiVersion());
	}

	/**
	 * Asks to put a container back that was taken off.
	 * @param network the network, by its id
	 * @param then how it was there
	 */
	Change<Changed<Endpoint>> back(NetworkId network, Before.Member then) {
		String id = then.container().id().value();
		return Change.of((topology) -> scope(topology, network.value(), id), (topology) -> {
			Network now = References.network(topology, network.value());
			return connection(topology, now, References.container(topology, id), then.endpoint(), then.asked(),
					"It is back on the network " + now.name() + ".")
				.warning(warnings(now, then));
		});
	}

	/**
	 * Asks to connect a container as it was, anew.
	 * @param network the network, by its id
	 * @param then how it was there
	 */
	Change<Changed<Endpoint>> asBefore(NetworkId network, Before.Member then) {
		String id = then.container().id().value();
		return Change.of((topology) -> scope(topology, network.value(), id), (topology) -> {
			this.access.require(Role.ADMIN, "Connecting a container anew");
			Network now = References.network(topology, network.value());
			Container found = References.container(topology, id);
			Endpoint endpoint = Members.of(topology, now, found);
			Guards.checkProtection(topology, now);
			checkModes(topology, now, found);
			EndpointChecks.check(topology, now, found.id(), then.asked());
			return reconnection(topology, now, found, endpoint,
					this.steps.connect(now, found, choosable(now, then.endpoint()), then.asked(), List.of()),
					"It is connected as it was before.")
				.warning(warnings(now, then));
		});
	}

	private List<String> warnings(Network now, Before.Member then) {
		return Comeback.warnings(now.name(), List.of(Comeback.of(then, choosable(now, then.endpoint()))),
				this.engine.apiVersion());
	}

}
