package io.moorage.change;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import io.moorage.snapshot.Touched;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

/**
 * Says what a change is about, before it is planned: what nobody else may write to
 * meanwhile, and what to look at.
 *
 * @param networks the names of the networks that it touches
 * @param making whether it makes a network, for which names and subnets must stay as they
 * are
 * @param touched what to inspect
 * @param members whether it matters who is on which network; without, the look is a
 * cheaper one
 */
public record Scope(Set<String> networks, boolean making, Touched touched, boolean members) {

	/**
	 * Is that of a change that touches nothing of the engine's.
	 */
	public static final Scope NOTHING = new Scope(Set.of(), false, Touched.NOTHING, true);

	/**
	 * Copies what is given.
	 */
	public Scope {
		networks = Set.copyOf(networks);
	}

	/**
	 * Is that of a change that makes a network and touches no other.
	 * @param name its name
	 */
	public static Scope making(String name) {
		return new Scope(Set.of(name), true, Touched.NOTHING, false);
	}

	/**
	 * Is that of a change to one network.
	 * @param network the network
	 * @param containers the containers that it touches on it
	 */
	public static Scope of(Network network, Collection<ContainerId> containers) {
		return new Scope(Set.of(network.name()), false, Touched.network(network.id()).and(Set.of(), containers), true);
	}

	/**
	 * Is that of a change that takes containers off a network and puts them back: the
	 * engine does so only while the networks that they were made on are there.
	 * @param topology what is there
	 * @param network the network
	 * @param containers the containers that it touches on it
	 */
	public static Scope of(Topology topology, Network network, Collection<ContainerId> containers) {
		Set<String> names = new HashSet<>(Set.of(network.name()));
		containers.forEach((container) -> topology.endpoints(container)
			.forEach((endpoint) -> names.add(endpoint.network().name())));
		return new Scope(names, false, Touched.network(network.id()).and(Set.of(), containers), true);
	}

	/**
	 * Adds that it matters who is on which network.
	 */
	public Scope withMembers() {
		return new Scope(this.networks, this.making, this.touched, true);
	}

}
