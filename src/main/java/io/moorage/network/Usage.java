package io.moorage.network;

import java.util.List;
import java.util.Locale;

import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;

/**
 * Tells who uses a network, stopped containers and containers that share another's
 * network included.
 *
 * @param verdict one word for it
 * @param running how many running or paused containers are on it
 * @param stopped how many other containers are on it and need it to start
 * @param sharing how many containers use the network of one of those
 * @param services how many Swarm services name it
 */
public record Usage(Verdict verdict, int running, int stopped, int sharing, int services) {

	/**
	 * Counts who uses a network.
	 * @param topology where
	 * @param network the network
	 * @return who uses it
	 */
	public static Usage of(Topology topology, Network network) {
		List<Endpoint> endpoints = topology.endpoints(network.id());
		int running = (int) endpoints.stream().filter(Endpoint::active).count();
		int stopped = (int) endpoints.stream()
			.filter((endpoint) -> !endpoint.active() && endpoint.container() != null)
			.count();
		int services = topology.services(network).size();
		boolean template = !topology.configuredFrom(network).isEmpty();
		return new Usage(verdict(network, running + services > 0 || template, stopped > 0), running, stopped,
				sharers(topology, network).size(), services);
	}

	private static Verdict verdict(Network network, boolean inUse, boolean needed) {
		if (network.isSystem()) {
			return Verdict.SYSTEM;
		}
		if (inUse) {
			return Verdict.IN_USE;
		}
		return needed ? Verdict.USED_WHEN_STARTED : Verdict.UNUSED;
	}

	static List<Container> sharers(Topology topology, Network network) {
		return topology.endpoints(network.id())
			.stream()
			.flatMap((endpoint) -> (endpoint.container() != null) ? topology.sharers(endpoint.container().id()).stream()
					: java.util.stream.Stream.empty())
			.toList();
	}

	/**
	 * Says in one word whether a network is used.
	 */
	public enum Verdict {

		/** Nobody would notice its removal. */
		UNUSED,
		/** Somebody uses it now. */
		IN_USE,
		/** Only stopped containers name it; they could not start without it. */
		USED_WHEN_STARTED,
		/** The engine's own. */
		SYSTEM;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
