package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.moorage.access.Access;
import io.moorage.change.AppliedSets;
import io.moorage.change.AppliedSets.AppliedSet;
import io.moorage.change.Batch;
import io.moorage.change.Batch.Item;
import io.moorage.change.BatchResponse;
import io.moorage.change.BatchResponse.Result;
import io.moorage.change.Diff;
import io.moorage.change.ManagedBy;
import io.moorage.change.Overridden;
import io.moorage.change.Reversal;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.network.Drift.DriftState;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes an owner's networks as a set says, each on its own, and remembers the set.
 */
@Component
@RequiredArgsConstructor
class Applier {

	private final Snapshot snapshot;

	private final OwnedNetworks owned;

	private final NetworkPlanner planner;

	private final AppliedSets sets;

	private final SpecLabel label;

	private final JsonMapper mapper;

	private final HostRights rights;

	private final Access access;

	/**
	 * Asks to apply a set. It is kept before anything is done: what is refused is still
	 * what the owner wants, and so drift until it is settled. Where nothing can be
	 * written down, and so nothing was done, what was kept before counts again.
	 * @throws MoorageException {@code invalid-request}; when it is done also
	 * {@code data-dir-unavailable}, and {@code partly-done} with {@code results} when a
	 * network was refused
	 */
	Batch<Result, BatchResponse> apply(ApplyRequest request, ApplyOptions options) {
		options.check(this.access);
		DesiredSet desired = desired(request, options);
		desired.networks().values().forEach(this.rights::check);
		return Batch
			.<Result, BatchResponse>of(() -> changes(desired, options),
					(tried) -> BatchResponse.of(tried, (each) -> Objects.requireNonNull(each.answer())))
			.beginningWith(() -> keep(desired, owner(options)), this.sets::takeBack);
	}

	private Reversal keep(DesiredSet desired, String owner) {
		Map<String, String> specs = new LinkedHashMap<>();
		desired.networks().forEach((name, wanted) -> specs.put(name, this.mapper.writeValueAsString(wanted)));
		return this.sets.keep(owner, new AppliedSet(specs, desired.external()));
	}

	private static String owner(ApplyOptions options) {
		return Objects.requireNonNull(options.owner());
	}

	private DesiredSet desired(ApplyRequest request, ApplyOptions options) {
		if (options.owner() == null) {
			throw MoorageException.invalid("?owner", "is required: say whose set it is, like ?owner=shop.");
		}
		DesiredSet desired = DesiredSet.of(request, owner(options), this.planner::mistakes);
		if (desired.networks().isEmpty() && desired.external().isEmpty() && !options.is(options.allowEmpty())) {
			throw MoorageException.invalid(List.of(new InvalidField("/networks",
					"is empty. Send allowEmpty=true if this owner shall have no networks at all.")));
		}
		return desired;
	}

	private List<Item<Result>> changes(DesiredSet desired, ApplyOptions options) {
		List<Item<Result>> changes = new ArrayList<>();
		// First of all, so that what took its name or its subnet can be made.
		if (options.is(options.prune())) {
			Topology topology = this.snapshot.look(Touched.NOTHING);
			Set<Overridden> override = OwnedNetworks.override(options);
			for (Network network : owned(topology, owner(options))) {
				if (!desired.networks().containsKey(network.name()) && !desired.external().contains(network.name())) {
					changes.add(new Item<>(network.name(), this.owned.remove(network, owner(options), override)));
				}
			}
		}
		desired.external().forEach((name) -> changes.add(new Item<>(name, this.owned.present(name))));
		desired.networks()
			.forEach((name, wanted) -> changes
				.add(new Item<>(name, this.owned.put(name, this.label.on(wanted), options))));
		return changes;
	}

	private static List<Network> owned(Topology topology, String owner) {
		return topology.networks().stream().filter((network) -> isOwned(topology, network, owner)).toList();
	}

	private static boolean isOwned(Topology topology, Network network, String owner) {
		return owner.equals(network.labels().get(ManagedBy.OWNER))
				|| owner.equals(topology.notes().owners().get(network.id()));
	}

	/**
	 * Compares what an owner applied last with what is there.
	 * @param topology what is there
	 * @param owner the owner
	 * @return its networks by name
	 */
	List<Drift> drift(Topology topology, String owner) {
		Optional<AppliedSet> last = this.sets.find(owner);
		List<Drift> all = new ArrayList<>();
		last.ifPresent((set) -> set.specs()
			.forEach((name,
					spec) -> all.add(topology.networksNamed(name)
						.stream()
						.findFirst()
						.map((network) -> drift(topology, network, owner, spec))
						.orElseGet(() -> new Drift(name, DriftState.MISSING, List.of())))));
		for (Network network : owned(topology, owner)) {
			if (last.isEmpty()) {
				all.add(labelled(network));
			}
			else if (!last.get().names(network.name())) {
				all.add(new Drift(network.name(), DriftState.EXTRA, List.of()));
			}
		}
		all.sort((one, other) -> one.name().compareTo(other.name()));
		return all;
	}

	// One that is as it was declared, and somebody else's or nobody's, is not what was
	// applied.
	private Drift drift(Topology topology, Network network, String owner, String spec) {
		List<Diff> all = new ArrayList<>(
				OwnedNetworks.differences(network, this.mapper.readValue(spec, DesiredNetworkRequest.class)));
		// What Compose or somebody else declares too need not be the owner's.
		if (!isOwned(topology, network, owner) && !ManagedBy.of(topology, network).isElsewhere()) {
			all.add(Diff.of("/labels/" + ManagedBy.OWNER, network.labels().get(ManagedBy.OWNER), owner));
		}
		return drift(network, all);
	}

	private static Drift drift(Network network, DesiredNetworkRequest wanted) {
		return drift(network, OwnedNetworks.differences(network, wanted));
	}

	private static Drift drift(Network network, List<Diff> diff) {
		return new Drift(network.name(), diff.isEmpty() ? DriftState.SAME : DriftState.CHANGED, diff);
	}

	// What was applied is not known here: each network says it of itself.
	private Drift labelled(Network network) {
		String label = network.labels().get(SpecLabel.NAME);
		if (label == null) {
			return drift(network, List.of());
		}
		return this.label.read(network)
			.map((wanted) -> drift(network, wanted))
			.orElseGet(() -> drift(network, List.of(Diff.of("/labels/" + SpecLabel.NAME, label, null))));
	}

}
