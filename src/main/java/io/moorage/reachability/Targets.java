package io.moorage.reachability;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a probe goes to, and what the configuration says about it.
 *
 * @param rules what the configuration means
 * @param from who asks
 * @param kind what is tried
 */
record Targets(PairRules rules, Container from, ProbeKind kind) {

	// Each takes a helper.
	private static final int MAX_ADDRESSES = 4;

	private static final int MAX_NAME = 253;

	// RFC 1123, section 2.1. A last label of digits alone would be read as an address.
	private static final Pattern HOST_NAME = Pattern.compile(
			"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*(?!\\d+\\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.?",
			Pattern.CASE_INSENSITIVE);

	// Docker's DNS knows more than host names, but a tool must not take it for an option.
	private static final Pattern DOCKER_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

	/**
	 * Finds what a caller means: a container by its full id or name, else a name that
	 * Docker's DNS knows there, an address, a container by the beginning of its id, a
	 * host name.
	 * @throws MoorageException {@code invalid-request} when it can be none of them,
	 * {@code ambiguous-reference}
	 */
	Target find(String to) {
		Topology topology = this.rules.topology();
		Optional<Container> exact = ContainerId.isId(to) ? topology.container(new ContainerId(to))
				: topology.containerNamed(to);
		if (exact.isPresent()) {
			return container(exact.get());
		}
		List<Container> known = known(to);
		if (!known.isEmpty()) {
			return named(to, known);
		}
		IpAddress address = address(to);
		if (address != null) {
			return at(address);
		}
		if (!topology.containers(to).isEmpty()) {
			return container(References.container(topology, to));
		}
		if (to.length() > MAX_NAME || !HOST_NAME.matcher(to).matches()) {
			throw MoorageException.invalid("/to",
					"must be a container, an address like 10.1.2.3, or a host name like db.example.org: labels of letters, digits and hyphens, 253 characters at most. GET /containers lists the containers.");
		}
		return new Target(source().key(), new Probe.To(null, to, null), List.of(to), null, "", true);
	}

	Target container(Container to) {
		Reachability stated = this.rules.of(this.from, to);
		Probe.To answer = new Probe.To(to.id(), to.name(), null);
		if (this.kind == ProbeKind.DNS) {
			List<String> names = names(to);
			String name = (names.isEmpty() || names.contains(to.name())) ? to.name() : names.getFirst();
			return new Target(source().key(), answer, List.of(name), !names.isEmpty(),
					names.isEmpty() ? because(stated) : "Docker's DNS knows the name on a network that both are on.",
					false);
		}
		Set<IpAddress> addresses = new LinkedHashSet<>();
		stated.paths().forEach((path) -> addresses.add(path.address()));
		if (to.state().isActive()) {
			Namespace.of(this.rules.topology(), to)
				.members()
				.forEach((member) -> Stream.of(false, true)
					.flatMap((ipv6) -> Stream.ofNullable(member.address(ipv6)))
					.forEach(addresses::add));
		}
		return new Target(source().key(), answer,
				addresses.stream().limit(MAX_ADDRESSES).map(IpAddress::toString).toList(), stated.reachable(),
				because(stated), false);
	}

	// Docker's DNS tells every member of a network the others' names, whatever may be
	// sent
	// between them.
	private List<String> names(Container to) {
		if (!this.from.state().isActive() || !to.state().isActive()) {
			return List.of();
		}
		Set<NetworkId> near = members().stream().map((each) -> each.network().id()).collect(Collectors.toSet());
		return Namespace.of(this.rules.topology(), to)
			.members()
			.stream()
			.filter((member) -> near.contains(member.network().id()))
			.flatMap((member) -> member.endpoint().dnsNames().stream())
			.distinct()
			.toList();
	}

	private Target named(String name, List<Container> holders) {
		Probe.To answer = new Probe.To((holders.size() == 1) ? holders.getFirst().id() : null, name, null);
		Reachability stated = (holders.size() == 1) ? this.rules.of(this.from, holders.getFirst()) : null;
		Boolean expected = (this.kind == ProbeKind.DNS) ? Boolean.TRUE : (stated != null) ? stated.reachable() : null;
		return new Target(source().key(), answer, List.of(name), expected, (stated != null) ? because(stated) : "",
				false);
	}

	private Target at(IpAddress address) {
		Topology topology = this.rules.topology();
		List<Container> holders = topology.endpoints(address)
			.stream()
			.filter(Endpoint::active)
			.flatMap((endpoint) -> Stream.ofNullable(endpoint.container()))
			.flatMap((member) -> topology.container(member.id()).stream())
			.distinct()
			.toList();
		boolean near = members().stream()
			.anyMatch((member) -> member.network()
				.ipam()
				.pools()
				.stream()
				.anyMatch((pool) -> pool.subnet().contains(address)));
		if (holders.size() != 1 || this.kind == ProbeKind.DNS) {
			return new Target(source().key(), new Probe.To(null, null, address), List.of(address.toString()), null, "",
					!near);
		}
		Container holder = holders.getFirst();
		Reachability stated = this.rules.of(this.from, holder);
		return new Target(source().key(), new Probe.To(holder.id(), holder.name(), address),
				List.of(address.toString()), stated.paths().stream().anyMatch((path) -> path.address().equals(address)),
				because(stated), !near);
	}

	private List<Container> known(String name) {
		if (!DOCKER_NAME.matcher(name).matches() || name.length() > MAX_NAME) {
			return List.of();
		}
		Topology topology = this.rules.topology();
		return members().stream()
			.flatMap((member) -> topology.endpoints(member.network().id()).stream())
			.filter((endpoint) -> endpoint.active() && endpoint.dnsNames()
				.stream()
				.anyMatch((each) -> name.equalsIgnoreCase(each)
						|| name.equalsIgnoreCase(each + "." + endpoint.network().name())))
			.flatMap((endpoint) -> Stream.ofNullable(endpoint.container()))
			.flatMap((member) -> topology.container(member.id()).stream())
			.distinct()
			.toList();
	}

	private Namespace source() {
		return Namespace.of(this.rules.topology(), this.from);
	}

	private List<Namespace.Member> members() {
		return source().members();
	}

	static @Nullable IpAddress address(String text) {
		try {
			return IpAddress.parse(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String because(Reachability stated) {
		return stated.reasons().stream().map(Reachability.Reason::detail).collect(Collectors.joining(" "));
	}

}
