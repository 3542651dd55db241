package io.moorage.network;

import java.util.ArrayList;
import java.util.List;

import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Makes a network again that was removed, with everybody who was on it.
 */
@Component
@RequiredArgsConstructor
class Restoration {

	private final EngineGateway engine;

	private final NetworkPlanner planner;

	private final NetworkSteps steps;

	/**
	 * Asks to make a network again.
	 * @param before what was there
	 * @param network the network in it
	 */
	Change<Changed<NetworkResponse>> change(Topology before, Network network) {
		List<Endpoint> members = before.endpoints(network.id());
		return Change.of((topology) -> Scope.making(network.name()).withMembers(),
				(topology) -> plan(topology, network, members));
	}

	private Plan<Changed<NetworkResponse>> plan(Topology topology, Network network, List<Endpoint> members) {
		NetworkSpec spec = this.planner.check(NetworkSpec.of(network), topology);
		List<Step> all = new ArrayList<>();
		List<Affected> affected = new ArrayList<>();
		List<ContainerId> containers = new ArrayList<>();
		all.add(this.steps.create(spec));
		for (Endpoint endpoint : members) {
			Endpoint.Member member = endpoint.container();
			if (member != null && topology.container(member.id()).isPresent()) {
				all.add(this.steps.connectAnewIfPossible(network.name(), member,
						EndpointSpec.keeping(endpoint, this.engine.apiVersion())));
				affected.add(Affected.container(member, Effect.CONNECTED, "It is put back as it was."));
				containers.add(member.id());
			}
		}
		return new Plan<>(all, affected, List.of(), Touched.named(network.name()).and(List.of(), containers), null,
				null,
				(now, progress) -> new Changed<>(
						NetworkResponse.one(now, References.network(now, progress.network().value())), Outcome.CREATED,
						progress.warnings()));
	}

}
