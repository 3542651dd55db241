package io.moorage.engine;

import java.util.List;
import java.util.Map;

import io.moorage.topology.Subnet;

/**
 * Tells what an engine is and can do.
 *
 * @param id what the engine calls itself; another after its data was removed
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
public record EngineInfo(String id, String name, String version, String apiVersion, Platform platform, boolean rootless,
		Swarm swarm, List<AddressPool> defaultAddressPools, List<String> drivers) {

	/**
	 * Is the name of the one engine.
	 */
	static final String DEFAULT_NAME = "default";

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
	 * Is something that the engine would refuse or silently ignore for its age, or that
	 * what guards it does not let through.
	 *
	 * @param feature what it is, {@code mac-address-at-connect} or {@code network-create}
	 * for example
	 * @param requires the lowest {@code apiVersion} and {@code engine} that can do it; or
	 * the {@code request} that has to be let through
	 */
	public record Forbidden(String feature, Map<String, String> requires) {

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
