package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.moorage.address.SubnetAllocation;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.GatewayRule;
import io.moorage.engine.NetworkSpec;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a caller left out, where the engine in use would fail to.
 */
final class NetworkSpecs {

	// The engine subnets that fail without a gateway of their own are of 64 bits and
	// larger.
	private static final int LARGE_IPV6 = 64;

	private NetworkSpecs() {
	}

	static NetworkSpec of(CreateNetworkRequest request, Topology topology, SubnetAllocation allocation,
			ApiVersion version) {
		IpamRequest ipam = request.ipam();
		String driver = Objects.requireNonNullElse(request.driver(), "bridge");
		GatewayRule rule = new GatewayRule(driver, isTrue(request.internal()),
				Objects.requireNonNullElse(request.options(), Map.of()), version);
		List<IpamPool> pools = pools(ipam, rule);
		boolean hasIpv6 = pools.stream().anyMatch((pool) -> pool.subnet().isIpv6());
		boolean ipv6 = hasIpv6 || Boolean.TRUE.equals(request.ipv6());
		boolean configured = request.configFrom() != null;
		if (ipv6 && !hasIpv6 && !configured && !EngineFeature.AUTOMATIC_IPV6.isIn(version)) {
			Subnet subnet = allocation.uniqueLocal(topology, Objects.requireNonNull(request.name()));
			pools.add(new IpamPool(subnet, subnet.network().plus(1), null, null, Map.of()));
		}
		String ipamDriver = (ipam != null) ? ipam.driver() : null;
		return new NetworkSpec(Objects.requireNonNull(request.name()), driver, request.scope(),
				!Boolean.FALSE.equals(request.ipv4()), ipv6, isTrue(request.internal()), isTrue(request.attachable()),
				isTrue(request.ingress()), isTrue(request.configOnly()), request.configFrom(),
				new Ipam(Objects.requireNonNullElse(ipamDriver, "default"),
						given((ipam != null) ? ipam.options() : null), pools),
				given(request.options()), given(request.labels()));
	}

	/**
	 * Tells all that a network will be, whatever it has from another's settings included.
	 */
	static NetworkSpec whole(NetworkSpec spec, Topology topology) {
		String from = spec.configFrom();
		return (from == null) ? spec
				: topology.networksNamed(from)
					.stream()
					.filter(Network::configOnly)
					.findFirst()
					.map(spec::with)
					.orElse(spec);
	}

	private static List<IpamPool> pools(@Nullable IpamRequest ipam, GatewayRule rule) {
		List<IpamPool> pools = new ArrayList<>();
		if (ipam != null && ipam.pools() != null) {
			ipam.pools().forEach((pool) -> pools.add(pool(Objects.requireNonNull(pool), rule)));
		}
		return pools;
	}

	private static IpamPool pool(PoolRequest request, GatewayRule rule) {
		Subnet subnet = Objects.requireNonNull(request.subnet());
		Map<String, IpAddress> reserved = new TreeMap<>();
		if (request.reserved() != null) {
			request.reserved().forEach((name, address) -> {
				if (address != null) {
					reserved.put(name, address);
				}
			});
		}
		IpAddress gateway = request.gateway();
		IpAddress first = GatewayRule.first(subnet, request.ipRange());
		boolean large = subnet.isIpv6() && subnet.prefixLength() <= LARGE_IPV6;
		if (gateway == null && rule.isAssumed(subnet.isIpv6()) && (large || reserved.containsValue(first))) {
			// Engine 26.1 fails to find the first address of a large range by itself, and
			// gives the very first of a large ip range to nobody; every engine takes the
			// first one even if it is reserved, and then fails.
			Subnet range = request.ipRange();
			boolean withheld = range != null && range.prefixLength() <= LARGE_IPV6 && first.equals(range.network());
			gateway = firstFree((large && withheld) ? first.plus(1) : first, reserved);
		}
		return new IpamPool(subnet, gateway, null, request.ipRange(), reserved);
	}

	/**
	 * Returns the address that the gateway gets where nobody asks for one.
	 */
	static IpAddress firstFree(IpamPool pool) {
		return firstFree(GatewayRule.first(pool.subnet(), pool.ipRange()), pool.reserved());
	}

	private static IpAddress firstFree(IpAddress first, Map<String, IpAddress> reserved) {
		IpAddress address = first;
		while (reserved.containsValue(address)) {
			address = address.plus(1);
		}
		return address;
	}

	private static boolean isTrue(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value);
	}

	private static Map<String, String> given(@Nullable Map<String, @Nullable String> map) {
		Map<String, String> given = new TreeMap<>();
		if (map != null) {
			map.forEach((key, value) -> {
				if (value != null) {
					given.put(key, value);
				}
			});
		}
		return given;
	}

}
