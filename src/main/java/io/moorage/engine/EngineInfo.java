package io.moorage.engine;

import java.util.List;

import io.moorage.topology.Subnet;

/**
 * Tells what an engine is and can do.
 *
 * @param name the name that {@code ?engine=} takes
 * @param version the engine's version
 * @param apiVersion the version of its API that is in use
 * @param platform what it runs on
 * @param rootless whether it runs without root
 * @param swarm its part in a Swarm
 * @param defaultAddressPools where it takes subnets from when none is asked for; empty
 * when it does not tell, and so has its built-in ones
 * @param drivers the network drivers on offer, ordered by name
 */
public record EngineInfo(String name, String version, String apiVersion, Platform platform, boolean rootless,
		Swarm swarm, List<AddressPool> defaultAddressPools, List<String> drivers) {

	/**
	 * Tells what an engine runs on.
	 *
	 * @param os the kind of system, for example {@code linux}
	 * @param architecture the processor
	 * @param name the distribution
	 * @param kernel the kernel's version
	 */
	public record Platform(String os, String architecture, String name, String kernel) {

	}

	/**
	 * Tells an engine's part in a Swarm.
	 *
	 * @param state Docker's word: {@code inactive}, {@code pending}, {@code active},
	 * {@code error}, {@code locked}
	 * @param manager whether it can make the Swarm's networks
	 */
	public record Swarm(String state, boolean manager) {

	}

	/**
	 * Is a block that the engine cuts subnets from.
	 *
	 * @param base the block
	 * @param size the prefix length of the subnets
	 */
	public record AddressPool(Subnet base, int size) {

	}

}
