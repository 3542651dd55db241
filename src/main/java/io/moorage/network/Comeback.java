package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.moorage.change.Before;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineFeature;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Says how somebody comes back to a network.
 *
 * @param container who
 * @param fixed the addresses that are asked for from now on, and that nobody asked for
 * before
 * @param askedMac the MAC address that was asked for, or null
 * @param mac the MAC address that it had, or null when that is not known
 */
record Comeback(ContainerRef container, List<IpAddress> fixed, @Nullable String askedMac, @Nullable String mac) {

	/**
	 * Tells of somebody who is there.
	 * @param fixed the addresses that nobody asked for before
	 */
	static Comeback of(Endpoint endpoint, ContainerRef container, List<IpAddress> fixed) {
		return new Comeback(container, fixed, endpoint.requested().macAddress(), endpoint.macAddress());
	}

	/**
	 * Tells of somebody who was there.
	 * @param then how it was
	 * @param spec how it is put back
	 */
	static Comeback of(Before.Member then, EndpointSpec spec) {
		List<IpAddress> asked = EndpointChecks.addresses(then.asked()).toList();
		return new Comeback(then.container(),
				EndpointChecks.addresses(spec).filter((address) -> !asked.contains(address)).toList(), null, null);
	}

	/**
	 * Says what nobody may expect.
	 * @param network the network's name
	 * @param all who comes back
	 * @param version the version of the engine's API
	 */
	static List<String> warnings(String network, List<Comeback> all, ApiVersion version) {
		List<String> warnings = new ArrayList<>();
		if (!EngineFeature.MAC_ADDRESS_AT_CONNECT.isIn(version)) {
			all.forEach((each) -> warnings.add("mac-will-change: The engine is too old to give "
					+ each.container().name() + " a certain MAC address on " + network + each.lostMac()));
		}
		List<String> fixed = all.stream()
			.filter((each) -> !each.fixed().isEmpty())
			.map((each) -> each.container().name())
			.toList();
		if (!fixed.isEmpty()) {
			warnings.add("addresses-become-fixed: The engine chose the addresses of " + String.join(", ", fixed)
					+ " on " + network + ", and from now on they are asked for: whoever takes one while its "
					+ "container is stopped keeps that from starting.");
		}
		return warnings;
	}

	private String lostMac() {
		if (this.askedMac != null) {
			return "; " + this.askedMac + ", which was asked for, is lost.";
		}
		return Optional.ofNullable(this.mac)
			.map((address) -> "; " + address + " is kept only if the engine chooses it again.")
			.orElse(".");
	}

}
