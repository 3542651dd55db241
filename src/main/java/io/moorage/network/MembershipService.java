package io.moorage.network;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
import io.moorage.change.Scope;
import io.moorage.change.Step;
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
		return member(topology, References.network(topology, networkReference), member);
	}

	private static Endpoint member(Topology topology, Network network, String member) {
		Optional<Endpoint> stale = stale(topology, network, member);
		if (stale.isPresent()) {
			return stale.get();
		}
		Container container = References.container(topology, member);
		return topology.endpoint(network.id(), container.id()).orElseThrow(() -> notConnected(network, container));
	}

	private static Optional<Endpoint> stale(Topology topology, Network network, String member) {
		return topology.endpoints(network.id())
			.stream()
			.filter((endpoint) -> endpoint.container() == null && endpoint.pathSegment().equals(member))
			.findFirst();
	}

	private static MoorageException notConnected(Network network, Container container) {
		return new MoorageException(FaultCode.NOT_CONNECTED,
				"The container " + container.name() + " is not on the network " + network.name() + ". GET /networks/"
						+ network.name() + "/containers lists who is.",
				Map.of("network", network.ref(), "container", container.ref()));
	}

	Change<Changed<Endpoint>> connect(String networkReference, ConnectRequest request, @Nullable String ifMatch) {
		String containerReference = Objects.requireNonNull(request.container());
		EndpointSpec spec = request.toSpec();
		return Change.of((topology) -> scope(topology, networkReference, containerReference), (topology) -> {
			Network network = References.network(topology, networkReference);
			Container container = References.container(topology, containerReference);
			EndpointChecks.checkRequest(network, spec, this.engine.apiVersion(), EngineFeature.MAC_ADDRESS_AT_CONNECT,
					"");
			check(ifMatch, topology, network);
			if (topology.endpoint(network.id(), container.id()).isPresent()) {
				throw new MoorageException(FaultCode.ALREADY_CONNECTED,
						"The container " + container.name() + " is on the network " + network.name()
								+ " already. To change how, send PUT /networks/" + network.name() + "/containers/"
								+ container.name() + "?replace=true.",
						facts(network, container));
			}
			return connection(topology, network, container, spec);
		});
	}

	private static Scope scope(Topology topology, String networkReference, String containerReference) {
		Network network = References.network(topology, networkReference);
		return Scope.of(topology, network,
				topology.containers(containerReference).stream().map(Container::id).toList());
	}

	private void check(@Nullable String ifMatch, Topology topology, Network network) {
		this.tags.check(ifMatch, () -> NetworkResponse.one(topology, network));
	}

	private Plan<Changed<Endpoint>> connection(Topology topology, Network network, Container container,
			EndpointSpec spec) {
		checkModes(network, container);
		EndpointChecks.check(topology, network, container.id(), spec);
		return Plan
			.<Changed<Endpoint>>of(this.steps.connect(network, container, spec),
					List.of(affected(container, Effect.CONNECTED, "It is on the network " + network.name() + " too.")),
					touched(network, container),
					(now, progress) -> new Changed<>(member(now, network, container.id().value()), Outcome.CONNECTED,
							progress.warnings()))
			.reversedBy((progress) -> disconnect(network.id().value(), container.id().value(), false, null));
	}

	private static Affected affected(Container container, Effect effect, String detail) {
		return new Affected("container", container.id().value(), container.name(), container.state().toString(), effect,
				detail);
	}

	private static Touched touched(Network network, Container container) {
		return Touched.network(network.id()).and(List.of(), List.of(container.id()));
	}

	private static Map<String, Object> facts(Network network, Container container) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("network", network.ref());
		facts.put("container", container.ref());
		return facts;
	}

	private static void checkModes(Network network, Container container) {
		if (container.hasExclusiveMode()) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT,
					"The container " + container.name() + " has the network mode " + container.networkMode()
							+ " and can be on no other network. Run it anew on the networks that it needs.",
					facts(network, container));
		}
		if (network.name().equals("host") || network.name().equals("none")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "Nobody can be connected to " + network.name()
					+ " later. Run the container anew with networks: [{\"network\": \"" + network.name() + "\"}].",
					facts(network, container));
		}
	}

	Change<Changed<Endpoint>> put(String networkReference, String containerReference, DesiredEndpointRequest request,
			boolean replace, @Nullable String ifMatch) {
		return Change.of((topology) -> scope(topology, networkReference, containerReference), (topology) -> {
			Network network = References.network(topology, networkReference);
			Container container = References.container(topology, containerReference);
			ApiVersion version = this.engine.apiVersion();
			EndpointChecks.checkRequest(network, request.toSpec(), version, EngineFeature.MAC_ADDRESS_AT_CONNECT, "");
			check(ifMatch, topology, network);
			Optional<Endpoint> current = topology.endpoint(network.id(), container.id());
			return current.isPresent() ? change(topology, network, container,
					new EndpointComparison(current.get(), request, version), replace)
					: connection(topology, network, container, request.toSpec());
		});
	}

	private Plan<Changed<Endpoint>> change(Topology topology, Network network, Container container,
			EndpointComparison comparison, boolean replace) {
		if (comparison.differences().isEmpty()) {
			return Plan.unchanged((now, progress) -> new Changed<>(member(now, network, container.id().value()),
					Outcome.UNCHANGED, List.of()));
		}
		checkModes(network, container);
		EndpointChecks.check(topology, network, container.id(), comparison.asked());
		EndpointSpec spec = network.isBuiltIn() ? comparison.overlaid().withoutAddresses() : comparison.overlaid();
		Endpoint endpoint = topology.endpoint(network.id(), container.id()).orElseThrow();
		List<Step> all = List.of(this.steps.disconnect(network, Objects.requireNonNull(endpoint.container()), false),
				this.steps.connect(network, container, spec, comparison.withoutChosenAddresses(),
						comparison.differences()));
		Plan<Changed<Endpoint>> plan = new Plan<>(all,
				List.of(affected(container, Effect.RECONNECTED,
						"Its connections over this network break, and its interface may get another name.")),
				List.of(), touched(network, container), Before.of(network, List.of(endpoint), this.engine.apiVersion()),
				null, (now, progress) -> new Changed<>(member(now, network, container.id().value()),
						Outcome.RECONNECTED, progress.warnings()));
		if (!replace) {
			Map<String, Object> facts = facts(network, container);
			facts.put("diff", comparison.differences());
			facts.put("plan", PlanResponse.of(plan));
			throw new MoorageException(FaultCode.ENDPOINT_DRIFT,
					"The container " + container.name() + " is not on the network " + network.name() + " as asked for ("
							+ String.join(", ", comparison.differences().stream().map(Diff::path).toList())
							+ "). plan shows what connecting it anew would do; send replace=true to do it.",
					facts);
		}
		Guards.checkProtection(topology, network);
		return plan.reversedBy((progress) -> asBefore(network, container, endpoint));
	}

	private Change<Changed<Endpoint>> asBefore(Network network, Container container, Endpoint then) {
		EndpointSpec spec = EndpointSpec.keeping(then, this.engine.apiVersion());
		EndpointSpec asked = spec.withAddresses(then.requested().ipv4Address(), then.requested().ipv6Address());
		return Change.of((topology) -> scope(topology, network.id().value(), container.id().value()), (topology) -> {
			Network now = References.network(topology, network.id().value());
			Container found = References.container(topology, container.id().value());
			Endpoint endpoint = topology.endpoint(now.id(), found.id()).orElseThrow(() -> notConnected(now, found));
			Guards.checkProtection(topology, now);
			EndpointChecks.check(topology, now, found.id(), asked);
			EndpointSpec wanted = now.isBuiltIn() ? spec.withoutAddresses() : spec;
			return new Plan<>(
					List.of(this.steps.disconnect(now, Objects.requireNonNull(endpoint.container()), false),
							this.steps.connect(now, found, wanted, asked, List.of())),
					List.of(affected(found, Effect.RECONNECTED, "It is connected as it was before.")), List.of(),
					touched(now, found), Before.of(now, List.of(endpoint), this.engine.apiVersion()), null,
					(after, progress) -> new Changed<>(member(after, now, found.id().value()), Outcome.RECONNECTED,
							progress.warnings()));
		});
	}

	Change<Void> disconnect(String networkReference, String member, boolean force, @Nullable String ifMatch) {
		return Change.of((topology) -> disconnectScope(topology, networkReference, member, force), (topology) -> {
			if (isGone(topology, networkReference, force)) {
				if (ifMatch != null) {
					throw References.networkNotFound(networkReference);
				}
				Container container = References.container(topology, member);
				String key = HalfConnections.danglingKey(topology, networkReference, container);
				return Plan.of(this.steps.forget(key, container),
						List.of(affected(container, Effect.DISCONNECTED, "Only its settings name the network.")),
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
		return scope(topology, networkReference, member);
	}

	private Plan<Void> disconnection(Topology topology, Network network, String member, boolean force,
			@Nullable String ifMatch) {
		Optional<Endpoint> stale = stale(topology, network, member);
		if (stale.isPresent()) {
			check(ifMatch, topology, network);
			return Plan.of(this.steps.dropStale(topology, network, stale.get()), List.of(),
					Touched.network(network.id()), (now, progress) -> null);
		}
		Container container = References.container(topology, member);
		if (topology.isHalfConnected(network.id(), container.id())) {
			check(ifMatch, topology, network);
			return Plan.of(this.steps.mend(network, container),
					List.of(affected(container, Effect.DISCONNECTED, "Only its settings name the network.")),
					touched(network, container), (now, progress) -> null);
		}
		Endpoint endpoint = topology.endpoint(network.id(), container.id())
			.orElseThrow(() -> notConnected(network, container));
		check(ifMatch, topology, network);
		if (network.name().equals("host")) {
			throw new MoorageException(FaultCode.NETWORK_MODE_CONFLICT, "The container " + container.name()
					+ " shares the host's network and cannot be taken off it. Remove it, or run it anew elsewhere.");
		}
		Guards.checkProtection(topology, network);
		boolean only = topology.endpoints(container.id()).size() == 1;
		Effect effect = (only && !endpoint.active()) ? Effect.STARTS_WITHOUT_NETWORK : Effect.DISCONNECTED;
		return Plan
			.<Void>of(this.steps.disconnect(network, Objects.requireNonNull(endpoint.container()), force),
					List.of(affected(container, effect,
							only ? "It has no other network." : "It keeps its other networks.")),
					touched(network, container), (now, progress) -> null)
			.reversedBy((progress) -> back(network, container, endpoint));
	}

	private Change<Changed<Endpoint>> back(Network network, Container container, Endpoint endpoint) {
		EndpointSpec then = EndpointSpec.keeping(endpoint, this.engine.apiVersion());
		EndpointSpec asked = then.withAddresses(endpoint.requested().ipv4Address(), endpoint.requested().ipv6Address());
		return Change.of((topology) -> scope(topology, network.id().value(), container.id().value()), (topology) -> {
			Network now = References.network(topology, network.id().value());
			Container found = References.container(topology, container.id().value());
			checkModes(now, found);
			EndpointChecks.check(topology, now, found.id(), asked);
			EndpointSpec spec = now.isBuiltIn() ? then.withoutAddresses() : then;
			return Plan.of(this.steps.connect(now, found, spec, asked, List.of()),
					List.of(affected(found, Effect.CONNECTED, "It is back on the network " + now.name() + ".")),
					touched(now, found), (after, progress) -> new Changed<>(member(after, now, found.id().value()),
							Outcome.CONNECTED, progress.warnings()));
		});
	}

}
