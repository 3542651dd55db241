package io.moorage.topology;

import java.util.Set;

/**
 * Is a Swarm service, as far as networks are concerned.
 *
 * @param id its id
 * @param name its name
 * @param networks what it names as its networks: ids, or names on old engines
 */
public record SwarmService(String id, String name, Set<String> networks) {

	/**
	 * Copies what is given.
	 */
	public SwarmService {
		networks = Set.copyOf(networks);
	}

}
