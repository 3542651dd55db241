package io.moorage.reachability;

import java.util.List;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerState;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Topology;

/**
 * Says what the configuration means for one container that pings another. Tried on
 * engines 26.1 and 28.5, where host, internal and routed networks are concerned.
 *
 * @param topology what is there
 * @param filters what the engine filters
 */
record PairRules(Topology topology, Filters filters) {

	private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

	/**
	 * Tells what an engine of some age filters.
	 *
	 * @param ipv6 whether isolation holds over IPv6 too
	 * @param routedOpen whether other bridges reach a routed one
	 */
	record Filters(boolean ipv6, boolean routedOpen) {

	}

	Reachability of(Container from, Container to) {
		Finding finding = new Finding();
		if (run(from, finding) & run(to, finding)) {
			Namespace source = Namespace.of(this.topology, from);
			Namespace target = Namespace.of(this.topology, to);
			if (source.isSameAs(target)) {
				inside(from, to, source, finding);
			}
			else if (hasNetwork(from, source, finding) & hasNetwork(to, target, finding)) {
				between(source, target, finding);
			}
		}
		return finding.of(from, to);
	}

	private static boolean run(Container container, Finding finding) {
		if (container.state() == ContainerState.PAUSED) {
			finding.because(ReasonCode.PAUSED, container.name()
					+ " is paused: its processes stand still, but its network goes on answering pings.");
		}
		else if (!container.state().isActive()) {
			finding.because(ReasonCode.NOT_RUNNING, container.name() + " is " + container.state()
					+ ", so it has no address and answers nobody. Start it first.");
		}
		return container.state().isActive();
	}

	private static boolean hasNetwork(Container container, Namespace namespace, Finding finding) {
		if (namespace.isAlone()) {
			finding.because(namespace.left() ? ReasonCode.OLD_NAMESPACE : ReasonCode.NO_NETWORK,
					container.name() + " " + lack(container, namespace));
		}
		return !namespace.isAlone();
	}

	private static String lack(Container container, Namespace namespace) {
		Container owner = namespace.owner();
		if (namespace.left()) {
			return "shares the network of " + owner.name() + ", which was started again since: it is left with the "
					+ "one that is no more. Restart " + container.name() + ".";
		}
		if (owner.sharedReference().isPresent()) {
			return "shares the network of a container that is gone. Run it anew.";
		}
		if (container.sharedReference().isEmpty()) {
			return "has no address on any network. Connect it to one; a container on none must be run anew.";
		}
		return "shares the network of " + owner.name()
				+ (owner.state().isActive()
						? ", which has no address on any. Connect " + owner.name()
								+ " to one; a container on none must be run anew."
						: ", which is " + owner.state() + ". Start " + owner.name() + ", then restart "
								+ container.name() + ".");
	}

	private static void inside(Container from, Container to, Namespace namespace, Finding finding) {
		if (from.id().equals(to.id())) {
			finding.because(ReasonCode.SAME_CONTAINER, "It is the same container, which always reaches itself.");
		}
		else {
			finding.because(ReasonCode.SHARED_NAMESPACE,
					from.name() + " and " + to.name() + " have one network namespace, "
							+ (namespace.isAlone() ? "with nothing but localhost, where they reach each other's ports."
									: "and reach each other's ports on localhost too."));
			if (namespace.left()) {
				finding.because(ReasonCode.OLD_NAMESPACE, "It is the one that " + namespace.owner().name()
						+ " had before it was started again, where both came to it between the same two of its starts, "
						+ "which the engine does not tell. Restart both to give them its network of now.");
			}
		}
		for (Namespace.Member member : namespace.members()) {
			for (boolean ipv6 : new boolean[] { false, true }) {
				IpAddress address = member.address(ipv6);
				if (address != null) {
					finding.path(member.network().ref(), address, member.endpoint().dnsNames());
				}
			}
		}
		if (namespace.members().isEmpty()) {
			finding.path(null, LOOPBACK, List.of());
		}
	}

	private void between(Namespace source, Namespace target, Finding finding) {
		if (source.host()) {
			HostRules.fromHost(target, finding);
		}
		else if (target.host()) {
			HostRules.toHost(source, finding);
		}
		else {
			new EndpointRules(source, target, this.filters).apply(finding);
		}
		if (finding.isEmpty()) {
			finding.because(ReasonCode.NO_SHARED_NETWORK,
					"No network joins them in a family of addresses that both have. Connect both to one network.");
		}
	}

}
