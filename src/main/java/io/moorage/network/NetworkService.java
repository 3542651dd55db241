package io.moorage.network;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.change.Batch;
import io.moorage.change.BatchResponse;
import io.moorage.change.Change;
import io.moorage.change.Changed;
import io.moorage.change.Guards;
import io.moorage.change.Outcome;
import io.moorage.change.Overridden;
import io.moorage.change.Patch;
import io.moorage.change.Plan;
import io.moorage.change.PlanResponse;
import io.moorage.change.Reversal;
import io.moorage.change.ProtectionResponse;
import io.moorage.change.Protections;
import io.moorage.change.Scope;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.NetworkSpec;
import io.moorage.engine.SwarmDetails;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.read.EntityTags;
import io.moorage.read.Listing;
import io.moorage.read.Page;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * Lists, makes, changes and removes networks.
 */
@Service
@RequiredArgsConstructor
class NetworkService {

	private static final int LIKE_AN_ID = 12;

	private final EngineGateway engine;

	private final EntityTags tags;

	private final NetworkPlanner planner;

	private final PoolChoice pools;

	private final NetworkSteps steps;

	private final Removal removal;

	private final Replacement replacement;

	private final Protections protections;

	private final Access access;

	Listing<NetworkResponse> list(Reading reading, NetworkFilter filter, @Nullable Expand expand, Page page) {
		Topology topology = reading.topology();
		return page.of(reading, filter.of(topology), NetworkService::key, (network) -> (expand != null)
				? NetworkResponse.withContainers(topology, network) : NetworkResponse.listed(topology, network));
	}

	private static Page.Key key(Network network) {
		return new Page.Key(network.name(), network.created(), network.id().value());
	}

	NetworkResponse inspect(Topology topology, String reference) {
		return NetworkResponse.one(topology, References.network(topology, reference));
	}

	NetworkResponse inspectVerbosely(Topology topology, String reference) {
		Network network = References.network(topology, reference);
		SwarmDetails details = (network.scope() == io.moorage.topology.Scope.SWARM) ? this.engine.details(network.id())
				: SwarmDetails.NONE;
		return NetworkResponse.one(topology, network).with(details);
	}

	Change<Changed<NetworkResponse>> create(CreateNetworkRequest request) {
		OwnLabels.check(request.labels());
		return Change.of((topology) -> Scope.making(Objects.requireNonNull(request.name())),
				(topology) -> creation(topology,
						this.planner.plan(this.pools.choose(request, topology, null), topology)));
	}

	private Plan<Changed<NetworkResponse>> creation(Topology topology, NetworkSpec spec) {
		return Plan
			.<Changed<NetworkResponse>>of(this.steps.create(spec), List.of(), Touched.named(spec.name()),
					(now, progress) -> new Changed<>(inspect(now, progress.network().value()), Outcome.CREATED,
							progress.warnings()))
			.warning(this.planner.warnings(spec, topology))
			.withReversal((progress) -> Reversal.removing(progress.network()));
	}

	Change<Changed<NetworkResponse>> put(String reference, DesiredNetworkRequest request, ReplaceOptions options,
			@Nullable String ifMatch, @Nullable String ifNoneMatch) {
		options.check(this.access);
		return Change.of((topology) -> Replacement.scope(topology, named(topology, reference), reference),
				(topology) -> {
					Optional<Network> found = named(topology, reference);
					checkName(request.name(), found.map(Network::name).orElse(reference));
					if (found.isEmpty()) {
						checkMatch(ifMatch, topology, null, reference);
						OwnLabels.check(request.labels());
						return creation(topology, this.planner
							.planAnew(this.pools.choose(request.named(reference), topology, null), topology));
					}
					Network network = found.get();
					checkMatch(ifMatch, topology, network, reference);
					this.tags.checkNone(ifNoneMatch, () -> NetworkResponse.one(topology, network));
					return change(topology, network, request, false, options);
				});
	}

	private void checkMatch(@Nullable String ifMatch, Topology topology, @Nullable Network network, String reference) {
		if (network != null) {
			this.tags.check(ifMatch, () -> NetworkResponse.one(topology, network));
		}
		else if (ifMatch != null) {
			throw References.networkNotFound(reference);
		}
	}

	// What a PUT makes is what its path names: the beginning of an id would be a name.
	private static Optional<Network> named(Topology topology, String reference) {
		if (NetworkId.isId(reference)) {
			Optional<Network> byId = topology.network(new NetworkId(reference));
			if (byId.isPresent()) {
				return byId;
			}
		}
		List<Network> named = topology.networksNamed(reference);
		if (named.isEmpty() && reference.length() >= LIKE_AN_ID && reference.matches("[0-9a-f]+")) {
			checkBeginning(topology, reference);
			if (NetworkId.isFull(reference)) {
				// Nobody means a name by it, but a network that is gone, or was replaced.
				References.network(topology, reference);
			}
		}
		return named.isEmpty() ? Optional.empty() : Optional.of(References.network(topology, reference));
	}

	private static void checkBeginning(Topology topology, String reference) {
		List<Network> begun = topology.networks(reference);
		if (!begun.isEmpty()) {
			throw new MoorageException(FaultCode.NAME_REQUIRED,
					reference + " only begins the id of " + begun.getFirst().name() + ". Use that name, or the full id "
							+ begun.getFirst().id() + ".",
					Map.of("candidates", begun.stream().map(Network::ref).toList()));
		}
		boolean replaced = topology.notes()
			.successors()
			.keySet()
			.stream()
			.anyMatch((id) -> id.value().startsWith(reference) && !id.value().equals(reference));
		if (replaced) {
			throw new MoorageException(FaultCode.NAME_REQUIRED, reference
					+ " only begins the id of a network that was replaced here. Use the network's name, or its full id.",
					Map.of("candidates", List.of()));
		}
	}

	private static void checkName(@Nullable String given, String name) {
		if (given != null && !given.equals(name)) {
			throw MoorageException.invalid("/name",
					"must be \"" + name + "\", as in the path, or left out: a network cannot be renamed.");
		}
	}

	Change<Changed<NetworkResponse>> patch(String reference, Patch<DesiredNetworkRequest> patch, ReplaceOptions options,
			@Nullable String ifMatch) {
		options.check(this.access);
		Function<Topology, Network> find = (topology) -> References.network(topology, reference);
		return Change.of((topology) -> Replacement.scope(topology, Optional.of(find.apply(topology)), reference),
				(topology) -> {
					Network network = find.apply(topology);
					DesiredNetworkRequest desired = DesiredNetworkRequest.of(network, patch);
					checkName(desired.name(), network.name());
					checkMatch(ifMatch, topology, network, reference);
					return change(topology, network, desired, true, options);
				});
	}

	private Plan<Changed<NetworkResponse>> change(Topology topology, Network network, DesiredNetworkRequest asked,
			boolean exact, ReplaceOptions options) {
		OwnLabels.check(asked.labels(), topology, network);
		NetworkComparison comparison = new NetworkComparison(network,
				this.pools.choose(asked, topology.without(network), network), exact, OwnLabels.of(topology, network));
		if (comparison.differences().isEmpty()) {
			return Plan.unchanged(
					(now, progress) -> new Changed<>(inspect(now, network.id().value()), Outcome.UNCHANGED, List.of()));
		}
		Guards.checkSystem(network, options.override());
		NetworkSpec spec = this.planner.planAnew(comparison.overlaid(), topology.without(network));
		Optional<MoorageException> guarded = Guards.refusal(topology, network, options.override());
		if (options.replace() && guarded.isPresent()) {
			throw guarded.get();
		}
		Plan<Changed<NetworkResponse>> plan = this.replacement
			.plan(topology, network, spec, comparison.differences(), !options.replace() || options.acceptBreaking(),
					null)
			.warning(this.planner.warnings(spec, topology));
		if (!options.replace()) {
			throw drift(network, comparison, plan, guarded);
		}
		return plan;
	}

	private static MoorageException drift(Network network, NetworkComparison comparison, Plan<?> plan,
			Optional<MoorageException> guarded) {
		return new MoorageException(FaultCode.NETWORK_DRIFT,
				"The network " + network.name() + " is not as asked for ("
						+ String.join(", ", comparison.differences().stream().map((diff) -> diff.path()).toList())
						+ "), and Docker can only make it anew. plan shows what that would do; "
						+ guarded.map((refusal) -> "replace=true alone would be refused: " + refusal.detail())
							.orElse("send replace=true to do it."),
				Map.of("network", network.ref(), "diff", comparison.differences(), "plan", PlanResponse.of(plan)));
	}

	Change<Void> remove(String reference, boolean disconnect, Set<Overridden> override, @Nullable String ifMatch) {
		checkRights(disconnect, override);
		return removal(reference, disconnect, override, ifMatch);
	}

	private void checkRights(boolean disconnect, Set<Overridden> override) {
		this.access.requireIf(disconnect, Role.ADMIN, "disconnect=true");
		this.access.requireIf(!override.isEmpty(), Role.ADMIN, "override");
	}

	/**
	 * Asks to remove what a change had made; for an admin whoever is said to manage it.
	 */
	Change<Void> unmaking(NetworkId made) {
		Set<Overridden> override = this.access.has(Role.ADMIN) ? Set.of(Overridden.MANAGED) : Set.of();
		return removal(made.value(), false, override, null);
	}

	private Change<Void> removal(String reference, boolean disconnect, Set<Overridden> override,
			@Nullable String ifMatch) {
		Function<Topology, Network> find = (topology) -> References.network(topology, reference);
		return Change.of((topology) -> Removal.scope(topology, find.apply(topology), disconnect), (topology) -> {
			Network network = find.apply(topology);
			checkMatch(ifMatch, topology, network, reference);
			Guards.check(topology, network, override, null);
			return this.removal.plan(topology, network, disconnect, (now, progress) -> null);
		});
	}

	Batch<Void, BatchResponse> remove(RemoveRequest request, Set<Overridden> override) {
		boolean disconnect = Boolean.TRUE.equals(request.disconnect());
		checkRights(disconnect, override);
		return Batch.of(
				() -> request.named()
					.stream()
					.map((network) -> new Batch.Item<>(network, removal(network, disconnect, override, null)))
					.toList(),
				(tried) -> BatchResponse.of(tried,
						(each) -> new BatchResponse.Result(each.name(), null, "removed", List.of())));
	}

	Change<Changed<ProtectionResponse>> protect(String reference, ProtectionRequest request, @Nullable String ifMatch) {
		Instant until = request.until(Clock.systemUTC().instant());
		return Change.of((topology) -> Scope.of(References.network(topology, reference), List.of()), (topology) -> {
			Network network = References.network(topology, reference);
			checkMatch(ifMatch, topology, network, reference);
			return this.protections.protect(topology, network, Objects.requireNonNull(request.reason()), until,
					request.until());
		});
	}

	Change<Void> unprotect(String reference, @Nullable String ifMatch) {
		return Change.of((topology) -> Scope.of(References.network(topology, reference), List.of()), (topology) -> {
			Network network = References.network(topology, reference);
			checkMatch(ifMatch, topology, network, reference);
			return this.protections.lift(topology, network);
		});
	}

}
