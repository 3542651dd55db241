package io.moorage.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.function.Function;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Before;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Diff;
import io.moorage.change.Guards;
import io.moorage.change.Outcome;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.change.Reversal;
import io.moorage.change.Scope;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.read.EntityTags;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists who is on a network, connects and disconnects.
 */
@Service
@RequiredArgsConstructor
class MembershipService {

	private static final String LAST_NAME = String.valueOf(Character.MAX_VALUE);

	private final EngineGateway engine;

	private final EntityTags tags;

	private final NetworkSteps steps;

	private final EndpointPlans plans;

	private final HostRights rights;

	private final Access access;

	Listing<Endpoint> list(Reading reading, String networkReference, boolean activeOnly, Page page) {
		Topology topology = reading.topology();
		Network network = References.network(topology, networkReference);
		List<Endpoint> members = topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.active() || !activeOnly)
			.toList();
		return page.of(reading, members, (endpoint) -> key(topology, endpoint), Function.identity());
	}

	// An endpoint whose container is gone has the last of all names.
	private static Page.Key key(Topology topology, Endpoint endpoint) {
		Endpoint.Member member = endpoint.container();
		if (member == null) {
			return new Page.Key(LAST_NAME, Instant.EPOCH, endpoint.pathSegment());
		}
		return new Page.Key(member.name(), topology.container(member.id()).orElseThrow().created(),
				member.id().value());
	}

	Endpoint inspect(Topology topology, String networkReference, String member) {
		return Members.find(topology, References.network(topology, networkReference), member);
	}

	Change<Changed<Endpoint>> connect(String networkReference, ConnectRequest request, @Nullable String ifMatch) {
		String containerReference = Objects.requireNonNull(request.container());
		EndpointSpec spec = request.toSpec();
		return Change.of((topology) -> EndpointPlans.scope(topology, networkReference, containerReference),
				(topology) -> {
					Network network = References.network(topology, networkReference);
					Container container = References.container(topology, containerReference);
					this.rights.check(network, container, spec);
					EndpointChecks.checkRequest(network, spec, this.engine.apiVersion(),
							EngineFeature.MAC_ADDRESS_AT_CONNECT, "");
					check(ifMatch, topology, network);
					if (topology.endpoint(network.id(), container.id()).isPresent()) {
						throw new MoorageException(FaultCode.ALREADY_CONNECTED,
								"The container " + container.name() + " is on the network " + network.name()
										+ " already. To change how, send PUT /networks/" + network.name()
										+ "/containers/" + container.name() + "?replace=true.",
								Members.facts(network, container));
					}
					return connection(topology, network, container, spec);
				});
	}

	private Plan<Changed<Endpoint>> connection(Topology topology, Network network, Container container,
			EndpointSpec spec) {
		return this.plans.connection(topology, network, container, spec)
			.withReversal((progress) -> Reversal.disconnecting(network.id(), container.id()));
	}

	private void check(@Nullable String ifMatch, Topology topology, Network network) {
		this.tags.check(ifMatch, () -> NetworkResponse.one(topology, network));
	}

	Change<Changed<Endpoint>> put(String networkReference, String containerReference, DesiredEndpointRequest request,
			boolean replace, @Nullable String ifMatch) {
		this.access.requireIf(replace, Role.ADMIN, "replace=true");
		return Change.of((topology) -> EndpointPlans.scope(topology, networkReference, containerReference),
				(topology) -> {
					Network network = References.network(topology, networkReference);
					Container container = References.container(topology, containerReference);
					ApiVersion version = this.engine.apiVersion();
					this.rights.check(network, container, request.toSpec());
					EndpointChecks.checkRequest(network, request.toSpec(), version,
							EngineFeature.MAC_ADDRESS_AT_CONNECT, "");
					check(ifMatch, topology, network);
					Optional<Endpoint> current = topology.endpoint(network.id(), container.id());
					return current.isPresent()
							? change(topology, network, container,
									new EndpointComparison(current.get(), request, version), replace)
							: connection(topology, network, container, request.toSpec());
				});
	}

	private Plan<Changed<Endpoint>> change(Topology topology, Network network, Container container,
			EndpointComparison comparison, boolean replace) {
		if (comparison.differences().isEmpty()) {
			return Plan.unchanged((now, progress) -> new Changed<>(Members.find(now, network, container.id().value()),
					Outcome.UNCHANGED, List.of()));
		}
		Endpoint endpoint = Members.of(topology, network, container);
		Plan<Changed<Endpoint>> plan = this.plans.reconnection(topology, network, container, endpoint, comparison);
		if (!replace) {
			Map<String, Object> facts = Members.facts(network, container);
			facts.put("diff", comparison.differences());
			facts.put("plan", PlanResponse.of(plan));
			throw new MoorageException(FaultCode.ENDPOINT_DRIFT,
					"The container " + container.name() + " is not on the network " + network.name() + " as asked for ("
							+ String.join(", ", comparison.differences().stream().map(Diff::path).toList())
							+ "). plan shows what connecting it anew would do; send replace=true to do it.",
					facts);
		}
		Guards.checkProtection(topology, network);
		return plan;
	}

	Change<Void> disconnect(String networkReference, String member, boolean force, @Nullable String ifMatch) {
		this.access.requireIf(force, Role.ADMIN, "force=true");
		return Change.of((topology) -> disconnectScope(topology, networkReference, member, force), (topology) -> {
			if (isGone(topology, networkReference, force)) {
				if (ifMatch != null) {
					throw References.networkNotFound(networkReference);
				}
				Container container = References.container(topology, member);
				String key = HalfConnections.danglingKey(topology, networkReference, container);
				return Plan.of(this.steps.forget(key, container),
						List.of(Affected.container(container, Effect.DISCONNECTED,
								"Only its settings name the network.")),
						Touched.container(container.id()), (now, progress) -> null);
			}
			Network network = References.network(topology, networkReference);
			return disconnection(topology, network, member, force, ifMatch);
		});
	}

	// With force a network that is gone is taken out of the settings of a container.
	private static boolean isGone(Topology topology, String networkReference, boolean force) {
		return force && topology.networks(networkReference).isEmpty();
	}

	private static Scope disconnectScope(Topology topology, String networkReference, String member, boolean force) {
		if (isGone(topology, networkReference, force)) {
			return new Scope(Set.of(), false, Touched.container(References.container(topology, member).id()), true);
		}
		return EndpointPlans.scope(topology, networkReference, member);
	}

	private Plan<Void> disconnection(Topology topology, Network network, String reference, boolean force,
			@Nullable String ifMatch) {
		Optional<Endpoint> stale = Members.stale(topology, network, reference);
		if (stale.isPresent()) {
			check(ifMatch, topology, network);
			return Plan.of(this.steps.dropStale(topology, network, stale.get()), List.of(),
					Touched.network(network.id()), (now, progress) -> null);
		}
		Container container = References.container(topology, reference);
		this.rights.check(network, container);
		if (topology.isHalfConnected(network.id(), container.id())) {
			check(ifMatch, topology, network);
			return Plan.of(this.steps.mend(network, container),
					List.of(Affected.container(container, Effect.DISCONNECTED, "Only its settings name the network.")),
					EndpointPlans.touched(network, container), (now, progress) -> null);
		}
		Endpoint endpoint = Members.of(topology, network, container);
		check(ifMatch, topology, network);
		if (network.name().equals("host")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "The container " + container.name()
					+ " shares the host's network and cannot be taken off it. Remove it, or run it anew elsewhere.");
		}
		Guards.checkProtection(topology, network);
		Endpoint.Member member = Objects.requireNonNull(endpoint.container());
		Before before = this.plans.before(network, endpoint);
		return Plan
			.<Void>of(this.steps.disconnect(network, member, force),
					Stream
						.concat(Stream.of(Removal.takenOff(topology, endpoint, member)),
								Removal.withoutIt(topology.sharers(member.id())).stream())
						.toList(),
					EndpointPlans.touched(network, container), (now, progress) -> null)
			.withReversal((progress) -> Reversal.connecting(before, member.id()));
	}

}
