package io.moorage.reachability;

import java.util.List;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;

/**
 * Says who reaches the host's own namespace, and whom it reaches. The host is a neighbour
 * on each of its bridges, internal ones included, whatever their members may do.
 */
final class HostRules {

	private HostRules() {
	}

	static void fromHost(Namespace target, Finding finding) {
		for (Namespace.Member member : target.members()) {
			for (boolean ipv6 : new boolean[] { false, true }) {
				IpAddress address = member.address(ipv6);
				if (address != null && isNeighbour(member.network(), ipv6, finding)) {
					finding.because(ReasonCode.HOST_REACHES_BRIDGE,
							"The host has an address on " + member.network().name() + " and reaches its members.");
					finding.path(member.network().ref(), address, List.of());
				}
			}
		}
	}

	static void toHost(Namespace source, Finding finding) {
		for (Namespace.Member member : source.members()) {
			for (boolean ipv6 : new boolean[] { false, true }) {
				IpAddress gateway = Bridge.gateway(member.network(), ipv6);
				if (member.address(ipv6) != null && isNeighbour(member.network(), ipv6, finding) && gateway != null) {
					finding.because(ReasonCode.HOST_AT_GATEWAY, "The host answers at the gateway of "
							+ member.network().name() + ", which is its own address there.");
					finding.path(member.network().ref(), gateway, List.of());
				}
			}
		}
	}

	private static boolean isNeighbour(Network network, boolean ipv6, Finding finding) {
		if (!Bridge.is(network)) {
			finding.because(ReasonCode.DRIVER_KEEPS_APART, "The driver " + network.driver() + " of " + network.name()
					+ " keeps host and members apart. Connect the container to a bridge too.");
			return false;
		}
		if (!Bridge.hasHostAddress(network, ipv6)) {
			finding.because(ReasonCode.NO_HOST_ADDRESS, "The host has no address on " + network.name()
					+ ", as its options ask. Connect the container to another bridge too.");
			return false;
		}
		return true;
	}

}
