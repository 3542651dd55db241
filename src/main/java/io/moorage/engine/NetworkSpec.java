package io.moorage.engine;

import java.util.Map;

import io.moorage.topology.Ipam;
import io.moorage.topology.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Says what a new network shall be.
 *
 * @param name its name
 * @param driver who implements it
 * @param scope how far it reaches, or null for the driver's own
 * @param ipv4 whether its endpoints get IPv4 addresses
 * @param ipv6 whether its endpoints get IPv6 addresses
 * @param internal whether it has no way out of the host
 * @param attachable whether plain containers can join it though it is of a Swarm
 * @param ingress whether it is the Swarm's routing mesh
 * @param configOnly whether it only holds settings for others
 * @param configFrom the name of the network that it has its settings from, or null
 * @param ipam its addresses; without pools the engine chooses
 * @param options the driver's options
 * @param labels its labels
 */
public record NetworkSpec(String name, String driver, @Nullable Scope scope, boolean ipv4, boolean ipv6,
		boolean internal, boolean attachable, boolean ingress, boolean configOnly, @Nullable String configFrom,
		Ipam ipam, Map<String, String> options, Map<String, String> labels) {

}
