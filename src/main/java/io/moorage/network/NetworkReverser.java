package io.moorage.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.moorage.change.Before;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Guards;
import io.moorage.change.Overridden;
import io.moorage.change.Reversal;
import io.moorage.change.Reverser;
import io.moorage.engine.NetworkSpec;
import io.moorage.snapshot.References;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Undoes what was done to networks and to memberships.
 */
@Component
@RequiredArgsConstructor
class NetworkReverser implements Reverser {

	private final NetworkService networks;

	private final MembershipService memberships;

	private final NetworkPlanner planner;

	private final Replacement replacement;

	private final Restoration restoration;

	private final EndpointPlans endpoints;

	@Override
	public Optional<Change<?>> change(Reversal reversal) {
		return Optional.ofNullable(switch (reversal.kind()) {
			case REMOVE_NETWORK -> this.networks.unmaking(reversal.onNetwork());
			case REPLACE_NETWORK -> back(reversal.onNetwork(), reversal.then());
			case MAKE_NETWORK -> this.restoration.again(reversal.then());
			case DISCONNECT ->
				this.memberships.disconnect(reversal.onNetwork().value(), reversal.ofContainer().value(), false, null);
			case CONNECT -> this.endpoints.back(reversal.onNetwork(), member(reversal));
			case RECONNECT -> this.endpoints.asBefore(reversal.onNetwork(), member(reversal));
			case START, STOP, RELEASE_NETWORK, RECALL_SET -> null;
		});
	}

	private static Before.Member member(Reversal reversal) {
		return reversal.then().members().getFirst();
	}

	// Who has left since, or could not be put back then, is left where it is.
	private static List<String> away(Topology topology, Network now, Before before) {
		return before.members()
			.stream()
			.map(Before.Member::container)
			.filter((container) -> topology.container(container.id()).isPresent()
					&& topology.endpoint(now.id(), container.id()).isEmpty())
			.map((container) -> "not-put-back: " + container.name() + " was on " + now.name()
					+ " then and is not now, and stays so. Connect it yourself if it shall be.")
			.toList();
	}

	// With the endpoints of then, not of now: what could not be kept comes back.
	private Change<Changed<NetworkResponse>> back(NetworkId replaced, Before before) {
		Function<Topology, Network> find = (topology) -> References.network(topology, replaced.value());
		return Change.of((topology) -> Replacement.scope(topology, Optional.of(find.apply(topology)), replaced.value()),
				(topology) -> {
					Network now = find.apply(topology);
					Guards.check(topology, now, Set.of(Overridden.MANAGED), null);
					NetworkSpec spec = this.planner.check(before.spec(), topology.without(now));
					NetworkComparison comparison = new NetworkComparison(now, DesiredNetworkRequest.of(before.spec()),
							true);
					return this.replacement.plan(topology, now, spec, comparison.differences(), false, before)
						.warning(away(topology, now, before));
				});
	}

}
