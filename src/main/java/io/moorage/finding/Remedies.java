package io.moorage.finding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.change.ContainerPermission;
import io.moorage.change.Guards;
import io.moorage.change.Overridden;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.MoorageException;
import io.moorage.finding.Finding.Offer;
import io.moorage.finding.Finding.Remedy;
import io.moorage.network.Dependent;
import io.moorage.network.EndpointChecks;
import io.moorage.network.PrimaryNetwork;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Offers requests that mend something. One that this service would refuse is not offered;
 * why it would be refused, and what to do then, is said instead.
 */
@Component
@RequiredArgsConstructor
class Remedies {

	private final ContainerPermission permission;

	private final PrimaryNetwork primary;

	/**
	 * Offers to make a network anew.
	 * @param words what that would do
	 * @param body what is to be another
	 */
	Offer replace(Topology topology, Network network, String words, Map<String, ?> body) {
		return anew("PUT", topology, network, words, body, Set.of());
	}

	/**
	 * Offers to make a network anew, without what is not in a list, or is null.
	 * @param words what that would do
	 * @param body what is to be another, a merge patch
	 * @param overridden in spite of what
	 */
	Offer patch(Topology topology, Network network, String words, Map<String, ?> body, Set<Overridden> overridden) {
		return anew("PATCH", topology, network, words, body, overridden);
	}

	private Offer anew(String method, Topology topology, Network network, String words, Map<String, ?> body,
			Set<Overridden> overridden) {
		String override = overridden.stream().map((each) -> "&override=" + each).collect(Collectors.joining());
		return offer(words, new Remedy(method, "/networks/" + network.id() + "?replace=true" + override, body),
				Guards.refusal(topology, network, overridden)
					.map(Throwable::getMessage)
					.or(() -> configured(network))
					.or(() -> fixed(topology, network))
					.or(() -> breaking(topology, network)));
	}

	private static Optional<String> configured(Network network) {
		return Optional.ofNullable(network.configFrom())
			.map((from) -> "Its settings come from " + from + ": remove it, make that one anew, and it after that.");
	}

	private static Optional<String> fixed(Topology topology, Network network) {
		String fixed = Dependent.of(topology, network)
			.stream()
			.filter((each) -> !each.canBeDisconnected())
			.map((each) -> each.kind() + " " + each.name())
			.collect(Collectors.joining(", "));
		return fixed.isEmpty() ? Optional.empty()
				: Optional.of("It cannot be made anew while it is used by " + fixed + ". Remove those first.");
	}

	private static Optional<String> breaking(Topology topology, Network network) {
		String broken = topology.endpoints(network.id())
			.stream()
			.flatMap((endpoint) -> Optional.ofNullable(endpoint.container()).stream())
			.flatMap((member) -> topology.container(member.id()).stream())
			.filter((member) -> member.isMadeById(network))
			.map(Container::name)
			.collect(Collectors.joining(", "));
		return broken.isEmpty() ? Optional.empty() : Optional.of("It should not be made anew while " + broken
				+ " is on it, which was made by its id and could not start again. Run that anew on its name first.");
	}

	/**
	 * Offers to remove a network that nobody uses.
	 * @param candidates networks, the first one that can be removed goes
	 * @param words what that would do, with {@code %s} for the network's name
	 * @return an offer, or empty when all are used
	 */
	Optional<Offer> removeUnused(Topology topology, List<Network> candidates, String words) {
		List<Offer> offers = candidates.stream()
			.filter((network) -> !network.isSystem() && Dependent.of(topology, network).isEmpty())
			.map((network) -> offer(words.formatted(network.name()),
					new Remedy("DELETE", "/networks/" + network.id(), null),
					Guards.refusal(topology, network, Set.of()).map(Throwable::getMessage)))
			.toList();
		return offers.stream()
			.filter((offer) -> offer.remedy() != null)
			.findFirst()
			.or(() -> offers.stream().findFirst());
	}

	/**
	 * Offers to make a network.
	 * @param name its name
	 * @param words what that would do
	 */
	Offer create(String name, String words) {
		return new Offer(words, new Remedy("POST", "/networks", Map.of("name", name)));
	}

	/**
	 * Offers to make a network as it was, without those subnets that are taken by now and
	 * without the labels that this service writes itself.
	 * @param spec what it was
	 */
	Offer create(Topology topology, NetworkSpec spec) {
		String template = spec.configFrom();
		if (template != null && topology.networksNamed(template).isEmpty()) {
			return Offer.none("Its settings came from " + template + ", which is gone, too: make that again first.");
		}
		List<IpamPool> taken = spec.ipam().pools().stream().filter((pool) -> isTaken(topology, spec, pool)).toList();
		String where = taken.isEmpty() ? "."
				: ", without "
						+ taken.stream().map((pool) -> pool.subnet().toString()).collect(Collectors.joining(", "))
						+ ", which is taken by now: the engine chooses another subnet.";
		return new Offer("The remedy makes it again" + where,
				new Remedy("POST", "/networks", Bodies.network(spec.without(taken))));
	}

	// As a request is judged.
	private static boolean isTaken(Topology topology, NetworkSpec spec, IpamPool pool) {
		return !spec.configOnly() && spec.ipam().driver().equals("default")
				&& topology.networks()
					.stream()
					.filter((network) -> !network.configOnly())
					.flatMap((network) -> network.ipam().pools().stream())
					.anyMatch((other) -> other.subnet().overlaps(pool.subnet()));
	}

	/**
	 * Offers to connect a container to a network, with those addresses that it can have.
	 * @param wish how
	 * @param words what that would do
	 */
	Offer connect(Topology topology, Network network, Container container, EndpointSpec wish, String words) {
		EndpointSpec spec = (isInside(network, wish) && unconnectable(topology, network, container, wish).isEmpty())
				? wish : wish.withoutAddresses();
		return offer(words,
				new Remedy("POST", "/networks/" + network.id() + "/containers", Bodies.endpoint(container, spec)),
				unconnectable(topology, network, container, spec));
	}

	private static boolean isInside(Network network, EndpointSpec spec) {
		return Stream.of(Optional.ofNullable(spec.ipv4Address()), Optional.ofNullable(spec.ipv6Address()))
			.flatMap(Optional::stream)
			.allMatch((address) -> network.ipam().pools().stream().anyMatch((pool) -> pool.subnet().contains(address)));
	}

	private Optional<String> unconnectable(Topology topology, Network network, Container container, EndpointSpec spec) {
		if (container.state().isActive() && this.primary.isMissed(topology, container)) {
			return Optional.of("It can be connected to no network while the one that it was made on, "
					+ container.networkMode() + ", is gone: make a network of that name first.");
		}
		try {
			EndpointChecks.check(topology, network, container.id(), spec);
			return Optional.empty();
		}
		catch (MoorageException ex) {
			return Optional.of(ex.detail());
		}
	}

	/**
	 * Offers to remove a container.
	 * @param words what that would do
	 */
	Offer remove(Container container, String words) {
		return offer(words, new Remedy("DELETE", "/containers/" + container.id() + "?force=true", null),
				this.permission.isGranted() ? Optional.empty()
						: Optional.of("Remove it by hand and run it anew: this service may not change containers "
								+ "(moorage.containers.enabled is false)."));
	}

	/**
	 * Offers to take a container's settings, or what is left of a container, off a
	 * network.
	 * @param network the network's id, or its name where nobody knows an id
	 * @param member the container's id, or what stands for the endpoint in a path
	 * @param words what that would do
	 */
	Offer takeOff(String network, String member, String words) {
		String segment = URLEncoder.encode(network, StandardCharsets.UTF_8).replace("+", "%20");
		return offer(words,
				new Remedy("DELETE", "/networks/" + segment + "/containers/" + member + "?force=true", null),
				(network.contains("/") || network.contains("\\"))
						? Optional.of("No path can have that name: remove the container and run it anew.")
						: Optional.empty());
	}

	/**
	 * Offers to take an endpoint off whose container is gone.
	 * @param words what that would do
	 */
	Offer takeOff(Topology topology, Network network, Endpoint endpoint, String words) {
		Offer offer = takeOff(network.id().value(), endpoint.pathSegment(), words);
		return offer(words, offer.remedy(),
				topology.containerNamed(network.nameOf(endpoint))
					.map((namesake) -> "The engine finds it only by the name " + namesake.name()
							+ ", which another container has now. Rename or remove that one first."));
	}

	private static Offer offer(String words, @Nullable Remedy remedy, Optional<String> refusal) {
		return refusal.map((why) -> new Offer(why, null)).orElseGet(() -> new Offer(words, remedy));
	}

}
