package io.moorage.container;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerState;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.LabelSelector;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which containers are wanted. All that is given must hold; of several values for
 * one question any may, but all labels must.
 *
 * @param name exact names
 * @param network networks that they are on, each a full id, a name or the unique
 * beginning of an id
 * @param state where they are in their lives
 * @param label {@code k}, {@code k=v} or {@code !k}
 * @param address addresses that they have or asked for, on any network
 */
record ContainerFilter(
		@Parameter(description = "An exact name; given several times, any of them",
				example = "alpine1") @Nullable List<String> name,
		@Parameter(description = "A network that it is on: its full id, its name or the unique beginning of its id",
				example = "bridge") @Nullable List<String> network,
		@Parameter(description = "Where it is in its life") @Nullable List<ContainerState> state,
		@Parameter(description = "A label: k, k=v or !k; given several times, all of them") @Nullable List<@Pattern(
				regexp = LabelSelector.FORM, message = "must be k, k=v or !k") String> label,
		@Parameter(description = "An address that it has or asked for") @Nullable List<IpAddress> address) {

	/**
	 * Finds containers.
	 * @param topology where
	 * @return containers ordered by name, then id
	 * @throws io.moorage.fault.MoorageException {@code ambiguous-reference} when a
	 * network is the beginning of several ids
	 */
	List<Container> of(Topology topology) {
		Set<ContainerId> members = members(topology);
		Set<ContainerId> holders = holders(topology);
		List<LabelSelector> selectors = (this.label != null) ? this.label.stream().map(LabelSelector::parse).toList()
				: List.of();
		return topology.containers()
			.stream()
			.filter((container) -> any(this.name, container.name()::equals))
			.filter((container) -> any(this.state, (each) -> container.state() == each))
			.filter((container) -> this.network == null || members.contains(container.id()))
			.filter((container) -> this.address == null || holders.contains(container.id()))
			.filter((container) -> selectors.stream().allMatch((selector) -> selector.fits(container.labels())))
			.toList();
	}

	private static <T> boolean any(@Nullable List<T> wanted, Predicate<T> fits) {
		return wanted == null || wanted.stream().anyMatch(fits);
	}

	private Set<ContainerId> members(Topology topology) {
		Set<ContainerId> members = new HashSet<>();
		if (this.network != null) {
			for (String reference : this.network) {
				if (!topology.networks(reference).isEmpty()) {
					Network network = References.network(topology, reference);
					add(topology.endpoints(network.id()), members);
				}
			}
		}
		return members;
	}

	private Set<ContainerId> holders(Topology topology) {
		Set<ContainerId> holders = new HashSet<>();
		if (this.address != null) {
			this.address.forEach((each) -> add(topology.endpoints(each), holders));
		}
		return holders;
	}

	private static void add(List<Endpoint> endpoints, Set<ContainerId> containers) {
		for (Endpoint endpoint : endpoints) {
			Endpoint.Member member = endpoint.container();
			if (member != null) {
				containers.add(member.id());
			}
		}
	}

}
