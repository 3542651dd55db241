package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.moorage.access.Access;
import io.moorage.access.Role;
import io.moorage.address.SubnetAllocation;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.topology.Container;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Decides who may have what changes the host: an operator what is listed here and nothing
 * else, an admin everything. All that makes a network, or puts somebody on one, asks
 * here, whatever body it came in.
 *
 * <p>
 * Source of the options: Docker Engine 20.10 to 29, drivers bridge, macvlan, ipvlan and
 * overlay.
 */
@Component
@RequiredArgsConstructor
class HostRights {

	private static final Set<String> DRIVERS = Set.of("bridge", "overlay", "macvlan", "ipvlan");

	private static final Pattern ANY = Pattern.compile("(?s).*");

	/** What an operator may ask for, with which values. */
	private static final Map<String, Pattern> OPTIONS = Map.ofEntries(
			Map.entry("com.docker.network.bridge.enable_icc", ANY),
			Map.entry("com.docker.network.bridge.enable_ip_masquerade", ANY),
			Map.entry("com.docker.network.bridge.gateway_mode_ipv4", Pattern.compile("nat|isolated")),
			Map.entry("com.docker.network.bridge.gateway_mode_ipv6", Pattern.compile("nat|isolated")),
			Map.entry("com.docker.network.container_iface_prefix", ANY),
			Map.entry("com.docker.network.driver.mtu", ANY), Map.entry("com.docker.network.enable_ipv4", ANY),
			Map.entry("com.docker.network.enable_ipv6", ANY), Map.entry("encrypted", ANY),
			Map.entry("macvlan_mode", Pattern.compile("bridge|private|vepa")), Map.entry("ipvlan_mode", ANY),
			Map.entry("ipvlan_flag", ANY));

	private static final Set<String> ENDPOINT_OPTIONS = Set.of("com.docker.network.endpoint.ifname");

	private final Access access;

	private final SubnetAllocation allocation;

	/**
	 * Checks a network that shall be made, its settings from another included.
	 * @throws MoorageException {@code forbidden} with {@code settings}
	 */
	void check(NetworkSpec spec, Topology topology) {
		List<String> beyond = new ArrayList<>();
		NetworkSpec whole = NetworkSpecs.whole(spec, topology);
		add(beyond, whole.driver(), whole.options(), whole.ipam().driver(), whole.ipam().options());
		if (whole.ingress()) {
			beyond.add("ingress");
		}
		for (IpamPool pool : whole.ipam().pools()) {
			if (this.allocation.hostRoute(topology, pool.subnet()).isPresent()) {
				beyond.add("the subnet " + pool.subnet() + ", in which the host is itself");
			}
		}
		check(beyond);
	}

	/**
	 * Checks what a caller asks for, where several are asked for at once and none shall
	 * be made when one may not.
	 * @throws MoorageException {@code forbidden} with {@code settings}
	 */
	void check(NetworkRequest request) {
		List<String> beyond = new ArrayList<>();
		IpamRequest ipam = request.ipam();
		add(beyond, request.driver(), request.options(), (ipam != null) ? ipam.driver() : null,
				(ipam != null) ? ipam.options() : null);
		check(beyond);
	}

	private static void add(List<String> beyond, @Nullable String driver,
			@Nullable Map<String, ? extends @Nullable String> options, @Nullable String ipamDriver,
			@Nullable Map<String, ? extends @Nullable String> ipamOptions) {
		if (driver != null && !DRIVERS.contains(driver)) {
			beyond.add("driver");
		}
		if (options != null) {
			options.forEach((key, value) -> {
				if (value != null && !OPTIONS.getOrDefault(key, Pattern.compile("(?!)")).matcher(value).matches()) {
					beyond.add("options/" + key);
				}
			});
		}
		if (ipamDriver != null && !ipamDriver.equals("default")) {
			beyond.add("ipam/driver");
		}
		if (ipamOptions != null && !ipamOptions.isEmpty()) {
			beyond.add("ipam/options");
		}
	}

	private void check(List<String> beyond) {
		if (!beyond.isEmpty() && !this.access.has(Role.ADMIN)) {
			throw new MoorageException(FaultCode.FORBIDDEN,
					"Only an admin may have what changes the host: " + String.join(", ", beyond) + ". Leave it out.",
					Map.of("requires", Role.ADMIN.toString(), "settings", List.copyOf(beyond)));
		}
	}

	/**
	 * Checks who is put on which network, and how.
	 * @throws MoorageException {@code forbidden}
	 */
	void check(Network network, Container container, EndpointSpec spec) {
		check(network, container);
		check(container, spec);
	}

	/**
	 * Checks how somebody is put on a network that is yet to be made.
	 * @throws MoorageException {@code forbidden}
	 */
	void check(Container container, EndpointSpec spec) {
		checkMode(container);
		check(spec.driverOptions()
			.keySet()
			.stream()
			.filter((key) -> !ENDPOINT_OPTIONS.contains(key))
			.map((key) -> "driverOptions/" + key)
			.toList());
	}

	/**
	 * Checks who is put on, or taken off, which network: the host's and the engine's own
	 * are the host's affair, as are the containers that share its network.
	 * @throws MoorageException {@code forbidden}
	 */
	void check(Network network, Container container) {
		this.access.requireIf(network.name().equals("host") || network.isSystem(), Role.ADMIN,
				"The network " + network.name());
		checkMode(container);
	}

	private void checkMode(Container container) {
		this.access.requireIf(container.networkMode().equals("host"), Role.ADMIN,
				"The container " + container.name() + " on the host's network");
	}

}
