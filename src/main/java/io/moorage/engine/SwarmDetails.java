package io.moorage.engine;

import java.util.List;

import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells what only a Swarm's own look at a network shows, as far as this node knows.
 *
 * @param services who is on it, by service; filled only on nodes that run one of its
 * tasks
 * @param peers the nodes that have it
 */
public record SwarmDetails(List<Service> services, List<Peer> peers) {

	/**
	 * Nothing, as for every network that is no Swarm's.
	 */
	public static final SwarmDetails NONE = new SwarmDetails(List.of(), List.of());

	/**
	 * Copies what is given.
	 */
	public SwarmDetails {
		services = List.copyOf(services);
		peers = List.copyOf(peers);
	}

	/**
	 * Is a service on the network.
	 *
	 * @param name its name
	 * @param virtualAddress the address that its tasks share, or null
	 * @param ports its published ports, in Docker's words
	 * @param tasks what runs
	 */
	public record Service(String name, @Nullable IpAddress virtualAddress, List<String> ports, List<Task> tasks) {

	}

	/**
	 * Is a task of a service.
	 *
	 * @param name its name
	 * @param endpointId its endpoint's id
	 * @param address its address, or null
	 */
	public record Task(String name, String endpointId, @Nullable IpAddress address) {

	}

	/**
	 * Is a node that has the network.
	 *
	 * @param name the node's name on this network
	 * @param address the node's address, or null
	 */
	public record Peer(String name, @Nullable IpAddress address) {

	}

}
