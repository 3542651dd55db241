package io.moorage.reachability;

import java.util.List;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;

/**
 * Says on which of its addresses a container with endpoints answers another one.
 *
 * @param source where the ping comes from
 * @param target who is to answer
 * @param filters what the engine filters
 */
record EndpointRules(Namespace source, Namespace target, PairRules.Filters filters) {

	void apply(Finding finding) {
		for (Namespace.Member member : this.target.members()) {
			for (boolean ipv6 : new boolean[] { false, true }) {
				IpAddress address = member.address(ipv6);
				if (address == null) {
					continue;
				}
				if (this.source.on(member.network(), ipv6) != null) {
					neighbours(member, address, finding);
				}
				else {
					strangers(member, address, finding);
				}
			}
		}
	}

	private void neighbours(Namespace.Member member, IpAddress address, Finding finding) {
		Network network = member.network();
		if (Bridge.isPrivate(network)) {
			finding.because(ReasonCode.DRIVER_KEEPS_APART,
					"The mode of " + network.name() + " keeps its members apart. Connect both to another network.");
			return;
		}
		if (!Bridge.isOneLink(network, this.source.on(network, address.isIpv6()), address)) {
			finding.because(ReasonCode.DIFFERENT_SUBNETS, "On " + network.name()
					+ " they are in different subnets, which only a router outside joins. Give both an address in one subnet.");
			return;
		}
		if (Bridge.isIccOff(network) && this.filters.routedOpen() && Bridge.isRouted(network, address.isIpv6())) {
			finding.because(ReasonCode.ROUTED, "The gateway mode of " + network.name()
					+ " is routed, which lets pings in, those of its own members too; their ports stay closed to one another "
					+ "(com.docker.network.bridge.enable_icc is false).");
			finding.path(network.ref(), address, member.endpoint().dnsNames());
			return;
		}
		if (Bridge.isIccOff(network) && !isOpen(address)) {
			finding.because(ReasonCode.INTER_CONTAINER_OFF, "On " + network.name()
					+ " containers cannot reach one another (com.docker.network.bridge.enable_icc is false). Connect both to another network.");
			return;
		}
		if (Bridge.isIccOff(network)) {
			unfiltered(finding);
		}
		finding.because(ReasonCode.SHARED_NETWORK, "Both are on " + network.name() + ".");
		finding.path(network.ref(), address, member.endpoint().dnsNames());
	}

	private void strangers(Namespace.Member member, IpAddress address, Finding finding) {
		Network network = member.network();
		boolean ipv6 = address.isIpv6();
		if (!Bridge.is(network) || this.source.members().stream().noneMatch((each) -> Bridge.is(each.network()))) {
			notShared(network.id(), finding);
		}
		else if (network.internal() && !(isOpen(address) && this.target.hasWayOut(true))) {
			finding.because(ReasonCode.INTERNAL, network.name()
					+ " is internal: nobody outside it reaches its members. Connect both to one network.");
		}
		else if (leadsOut(this.source, ipv6, finding)) {
			across(member, address, finding);
		}
	}

	// A container without an address of the family, or only on internal networks, sends
	// nothing to other networks at all.
	private static boolean leadsOut(Namespace namespace, boolean ipv6, Finding finding) {
		Namespace.Member way = namespace.wayOut(ipv6);
		if (way == null) {
			if (namespace.members().stream().anyMatch((each) -> each.address(ipv6) != null)) {
				finding.because(ReasonCode.INTERNAL,
						"From internal networks alone no other network is reached. Connect both to one network.");
			}
			return false;
		}
		String leaves = "What " + namespace.owner().name() + " sends to other networks leaves by its default route, on "
				+ way.network().name();
		if (!Bridge.is(way.network())) {
			finding.because(ReasonCode.DRIVER_KEEPS_APART,
					leaves + ", which does not lead to the host's bridges. Connect both to one network.");
		}
		else if (!Bridge.hasHostAddress(way.network(), ipv6)) {
			finding.because(ReasonCode.NO_HOST_ADDRESS,
					leaves + ", where the host has no address to take it. Connect both to one network.");
		}
		return namespace.hasWayOut(ipv6);
	}

	private void across(Namespace.Member member, IpAddress address, Finding finding) {
		Network network = member.network();
		boolean routed = this.filters.routedOpen() && Bridge.isRouted(network, address.isIpv6());
		if (!isOpen(address) && !routed) {
			finding.because(ReasonCode.ISOLATED_BRIDGES, "The engine keeps " + network.name()
					+ " apart from the bridges that the other one is on. Connect both to one network.");
		}
		// The answer has to find its way, too.
		else if (leadsOut(this.target, address.isIpv6(), finding)) {
			if (isOpen(address)) {
				unfiltered(finding);
			}
			else {
				finding.because(ReasonCode.ROUTED, "The gateway mode of " + network.name()
						+ " is routed, which lets pings in from other networks.");
			}
			finding.path(network.ref(), address, List.of());
		}
	}

	private void notShared(NetworkId network, Finding finding) {
		if (this.source.members().stream().noneMatch((each) -> each.network().id().equals(network))) {
			finding.because(ReasonCode.NO_SHARED_NETWORK,
					"No network that both are on joins them. Connect both to one network.");
		}
	}

	private boolean isOpen(IpAddress address) {
		return address.isIpv6() && !this.filters.ipv6();
	}

	private static void unfiltered(Finding finding) {
		finding.because(ReasonCode.IPV6_UNFILTERED,
				"This engine does not filter IPv6, so what is kept apart over IPv4 is open over IPv6. Upgrade to engine 27, or do without IPv6.");
	}

}
