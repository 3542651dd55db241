package io.moorage.reachability;

import java.util.List;
import java.util.Locale;

import io.moorage.topology.ContainerRef;
import io.moorage.topology.IpAddress;
import io.moorage.topology.NetworkRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the configuration says about one container that pings another.
 *
 * @param from who asks
 * @param to who is to answer
 * @param reachable whether it answers on at least one of its addresses
 * @param reasons why, or why not, each code once for each network
 * @param paths the addresses on which it answers
 */
record Reachability(ContainerRef from, ContainerRef to, boolean reachable, List<Reason> reasons, List<Path> paths) {

	/**
	 * Says why.
	 *
	 * @param code its stable name
	 * @param detail a sentence that says what to do, where there is something to do
	 */
	record Reason(ReasonCode code, String detail) {

	}

	/**
	 * Is an address that answers.
	 *
	 * @param network whose address it is, or null for the loopback
	 * @param family the family of the address
	 * @param address the address
	 * @param names the names that mean it there, maybe none
	 */
	record Path(@Nullable NetworkRef network, Family family, IpAddress address, List<String> names) {

		static Path to(@Nullable NetworkRef network, IpAddress address, List<String> names) {
			return new Path(network, address.isIpv6() ? Family.IPV6 : Family.IPV4, address, names);
		}

	}

	/**
	 * Names a family of addresses.
	 */
	enum Family {

		/** RFC 791. */
		IPV4,
		/** RFC 8200. */
		IPV6;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
