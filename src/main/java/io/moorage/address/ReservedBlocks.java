package io.moorage.address;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.moorage.topology.Subnet;

/**
 * Knows the blocks that no network can have, whatever an engine says.
 *
 * <p>
 * Source: IANA's registries of special-purpose addresses (RFC 6890), RFC 1112, RFC 4291,
 * RFC 6666.
 */
final class ReservedBlocks {

	private static final Map<Subnet, String> REASONS = Map.of(Subnet.parse("0.0.0.0/8"), "this host",
			Subnet.parse("127.0.0.0/8"), "the loopback", Subnet.parse("169.254.0.0/16"), "link-local",
			Subnet.parse("224.0.0.0/4"), "multicast", Subnet.parse("240.0.0.0/4"), "kept for later, and broadcast",
			Subnet.parse("::/8"), "the loopback, and IPv4 written as IPv6", Subnet.parse("100::/64"),
			"where packets are thrown away", Subnet.parse("fe80::/10"), "link-local", Subnet.parse("fec0::/10"),
			"site-local, given up", Subnet.parse("ff00::/8"), "multicast");

	static final List<Subnet> ALL = REASONS.keySet().stream().sorted().toList();

	private ReservedBlocks() {
	}

	static String why(Subnet reserved) {
		return Objects.requireNonNull(REASONS.get(reserved));
	}

}
