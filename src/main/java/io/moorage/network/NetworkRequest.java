package io.moorage.network;

import java.util.Map;

import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.topology.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Says what a network shall be. What is left out is not said.
 */
interface NetworkRequest {

	/**
	 * Returns its name.
	 */
	@Nullable String name();

	/**
	 * Returns who implements it.
	 */
	@Nullable String driver();

	/**
	 * Returns how far it reaches.
	 */
	@Nullable Scope scope();

	/**
	 * Returns whether its endpoints get IPv4 addresses.
	 */
	@Nullable Boolean ipv4();

	/**
	 * Returns whether its endpoints get IPv6 addresses.
	 */
	@Nullable Boolean ipv6();

	/**
	 * Returns whether it has no way out of the host.
	 */
	@Nullable Boolean internal();

	/**
	 * Returns whether plain containers can join it though it is of a Swarm.
	 */
	@Nullable Boolean attachable();

	/**
	 * Returns whether it is the Swarm's routing mesh.
	 */
	@Nullable Boolean ingress();

	/**
	 * Returns whether it only holds settings for others.
	 */
	@Nullable Boolean configOnly();

	/**
	 * Returns the name of the network that it has its settings from.
	 */
	@Nullable String configFrom();

	/**
	 * Returns its addresses.
	 */
	@Nullable IpamRequest ipam();

	/**
	 * Returns the driver's options; null as a value asks for absence.
	 */
	@Nullable Map<String, @Nullable String> options();

	/**
	 * Returns its labels; null as a value asks for absence.
	 */
	@Nullable Map<String, @Nullable String> labels();

	/**
	 * Returns whose rules the request has to keep by itself.
	 * @return a driver, or an empty text when only the network that is there tells
	 */
	String effectiveDriver();

	/**
	 * Says the same but for the addresses.
	 * @param other what to say of addresses
	 * @return another request
	 */
	NetworkRequest withIpam(IpamRequest other);

}
