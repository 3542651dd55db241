package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Before;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.Scope;
import io.moorage.change.Step;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
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

	private final HostRights rights;

	/**
	 * Asks to make a network again.
	 * @param before what was there
	 */
	Change<Changed<NetworkResponse>> again(Before before) {
		return Change.of((topology) -> Scope.making(before.spec().name()).withMembers(),
				(topology) -> plan(topology, before));
	}

	private Plan<Changed<NetworkResponse>> plan(Topology topology, Before before) {
		NetworkSpec spec = this.planner.check(before.spec(), topology);
		List<Step> all = new ArrayList<>();
		List<Affected> affected = new ArrayList<>();
		List<ContainerId> containers = new ArrayList<>();
		List<Comeback> back = new ArrayList<>();
		all.add(this.steps.create(spec));
		for (Before.Member member : before.members()) {
			Optional<Container> container = topology.container(member.container().id());
			container.ifPresent((found) -> {
				this.rights.check(found, member.endpoint());
				all.add(this.steps.connectAnewIfPossible(spec.name(), found.ref(), member.endpoint()));
				affected.add(Affected.container(found, Effect.CONNECTED, "It is put back as it was."));
				containers.add(found.id());
				back.add(Comeback.of(member, member.endpoint()));
			});
		}
		return Plan
			.<Changed<NetworkResponse>>of(all, affected, Touched.named(spec.name()).and(List.of(), containers),
					(now, progress) -> new Changed<>(
							NetworkResponse.one(now, References.network(now, progress.network().value())),
							Outcome.CREATED, progress.warnings()))
			.withWarnings(Comeback.warnings(spec.name(), back, this.engine.apiVersion()))
			.withReplaced(before.id());
	}

}
