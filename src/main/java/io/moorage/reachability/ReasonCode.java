package io.moorage.reachability;

import java.util.Locale;

/**
 * The stable names of why a container answers another one, or does not.
 */
enum ReasonCode {

	/** It is the same container. */
	SAME_CONTAINER,
	/** Both have one network namespace. */
	SHARED_NAMESPACE,
	/** Both are on one network. */
	SHARED_NETWORK,
	/** The host reaches the members of its own bridges. */
	HOST_REACHES_BRIDGE,
	/** The host is reached at the gateways of bridges. */
	HOST_AT_GATEWAY,
	/** The bridge's gateway mode lets a ping in from other networks. */
	ROUTED,
	/** The engine does not filter IPv6, so what keeps IPv4 apart does not hold there. */
	IPV6_UNFILTERED,
	/** The container is paused, and its network works on. */
	PAUSED,
	/** No name works, only addresses. */
	NO_NAMES,
	/** One of them does not run. */
	NOT_RUNNING,
	/** One of them has no network. */
	NO_NETWORK,
	/** One of them shares a network that its owner has had before. */
	OLD_NAMESPACE,
	/** No network joins them. */
	NO_SHARED_NETWORK,
	/** They are on one network, in subnets that nothing on the host joins. */
	DIFFERENT_SUBNETS,
	/** The engine keeps bridges apart. */
	ISOLATED_BRIDGES,
	/** An internal network has no way in or out. */
	INTERNAL,
	/** The network keeps its members apart. */
	INTER_CONTAINER_OFF,
	/** The driver keeps host and members, or members, apart. */
	DRIVER_KEEPS_APART,
	/** The host has no address on the bridge. */
	NO_HOST_ADDRESS;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
