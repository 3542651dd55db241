package io.moorage.network;

import java.util.List;
import java.util.function.Predicate;

import io.moorage.change.ManagedBy;
import io.moorage.topology.IpAddress;
import io.moorage.topology.LabelSelector;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which networks are wanted. All that is given must hold; of several values for one
 * question any may, but all labels must.
 *
 * @param name exact names
 * @param q parts of names
 * @param driver drivers
 * @param scope scopes
 * @param label {@code k}, {@code k=v} or {@code !k}
 * @param builtIn whether they come with the engine
 * @param usage verdicts
 * @param internal whether they have no way out of the host
 * @param managedBy who manages them
 * @param address addresses that one of their pools holds
 */
public record NetworkFilter(
		@Parameter(description = "An exact name; given several times, any of them",
				example = "bridge") @Nullable List<String> name,
		@Parameter(description = "A part of the name") @Nullable List<String> q,
		@Parameter(description = "The driver") @Nullable List<String> driver,
		@Parameter(description = "How far it reaches") @Nullable List<Scope> scope,
		@Parameter(description = "A label: k, k=v or !k; given several times, all of them") @Nullable List<@Pattern(
				regexp = LabelSelector.FORM, message = "must be k, k=v or !k") String> label,
		@Parameter(description = "Whether it comes with the engine") @Nullable Boolean builtIn,
		@Parameter(description = "Who uses it, in one word") @Nullable List<Usage.Verdict> usage,
		@Parameter(description = "Whether it has no way out of the host") @Nullable Boolean internal,
		@Parameter(description = "Who manages it: compose, stack, moorage or none") @Nullable List<String> managedBy,
		@Parameter(description = "An address that one of its pools holds") @Nullable List<IpAddress> address) {

	/**
	 * Finds networks.
	 * @param topology where
	 * @return networks ordered by name, then id
	 */
	public List<Network> of(Topology topology) {
		if (isEmpty()) {
			return topology.networks();
		}
		List<LabelSelector> selectors = (this.label != null) ? this.label.stream().map(LabelSelector::parse).toList()
				: List.of();
		return topology.networks()
			.stream()
			.filter((network) -> any(this.name, network.name()::equals))
			.filter((network) -> any(this.q, network.name()::contains))
			.filter((network) -> any(this.driver, network.driver()::equals))
			.filter((network) -> any(this.scope, (each) -> network.scope() == each))
			.filter((network) -> this.builtIn == null || network.isBuiltIn() == this.builtIn)
			.filter((network) -> this.internal == null || network.internal() == this.internal)
			.filter((network) -> selectors.stream().allMatch((selector) -> selector.fits(network.labels())))
			.filter((network) -> any(this.managedBy, ManagedBy.of(topology, network).kind()::equals))
			.filter((network) -> any(this.address, (each) -> holds(network, each)))
			.filter((network) -> any(this.usage, (each) -> Usage.of(topology, network).verdict() == each))
			.toList();
	}

	/**
	 * Tells whether every network is wanted.
	 * @return whether nothing is asked for
	 */
	public boolean isEmpty() {
		return this.name == null && this.q == null && this.driver == null && this.scope == null && this.label == null
				&& this.builtIn == null && this.usage == null && this.internal == null && this.managedBy == null
				&& this.address == null;
	}

	private static <T> boolean any(@Nullable List<T> wanted, Predicate<T> fits) {
		return wanted == null || wanted.stream().anyMatch(fits);
	}

	private static boolean holds(Network network, IpAddress address) {
		return network.ipam().pools().stream().anyMatch((pool) -> pool.subnet().contains(address));
	}

}
