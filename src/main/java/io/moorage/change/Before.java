package io.moorage.change;

import java.util.ArrayList;
import java.util.List;

import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.NetworkSpec;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Is what a network was like before a change, so that it can be put back.
 *
 * @param id its full id
 * @param spec what makes such a network again
 * @param members who was on it, in every state, and how
 * @param after what the change was to make of it, or null when it was to be gone: a
 * network of the name that is neither this nor that is somebody else's
 */
public record Before(NetworkId id, NetworkSpec spec, List<Member> members, @Nullable NetworkSpec after) {

	/**
	 * Copies what is given.
	 */
	public Before {
		members = List.copyOf(members);
	}

	/**
	 * Captures a network and all who are on it.
	 * @param topology a fresh look at the engine
	 * @param network the network
	 * @param after what the change is to make of it, or null when it is to be gone
	 * @param version the version of the engine's API
	 */
	public static Before of(Topology topology, Network network, @Nullable NetworkSpec after, ApiVersion version) {
		return new Before(network.id(), NetworkSpec.of(network), members(topology.endpoints(network.id()), version),
				after);
	}

	/**
	 * Captures some who are on a network, for a change that leaves the network there.
	 * @param network the network
	 * @param endpoints who is touched
	 * @param version the version of the engine's API
	 */
	public static Before of(Network network, List<Endpoint> endpoints, ApiVersion version) {
		return new Before(network.id(), NetworkSpec.of(network), members(endpoints, version), null);
	}

	private static List<Member> members(List<Endpoint> endpoints, ApiVersion version) {
		List<Member> members = new ArrayList<>();
		for (Endpoint endpoint : endpoints) {
			Endpoint.Member member = endpoint.container();
			if (member != null) {
				members.add(new Member(new ContainerRef(member.id(), member.name()),
						EndpointSpec.keeping(endpoint, version), EndpointSpec.asked(endpoint, version)));
			}
		}
		return members;
	}

	/**
	 * Returns the same of a network that has another id now.
	 */
	Before at(NetworkId now) {
		return new Before(now, this.spec, this.members, this.after);
	}

	/**
	 * Returns the same with more members.
	 */
	Before with(List<Member> more) {
		List<Member> all = new ArrayList<>(this.members);
		all.addAll(more);
		return new Before(this.id, this.spec, all, this.after);
	}

	/**
	 * Returns what identified the network.
	 */
	NetworkRef ref() {
		return new NetworkRef(this.id, this.spec.name());
	}

	/**
	 * Is somebody who was on the network.
	 *
	 * @param container who
	 * @param endpoint how, with the addresses that it had
	 * @param asked how, with those addresses alone that somebody asked for
	 */
	public record Member(ContainerRef container, EndpointSpec endpoint, EndpointSpec asked) {

		boolean isOf(Member other) {
			return this.container.id().equals(other.container.id());
		}

	}

}
