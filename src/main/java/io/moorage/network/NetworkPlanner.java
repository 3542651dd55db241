package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.moorage.address.FreeSubnets;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes what the engine shall be asked for out of what a caller asked for, after checking
 * it against what is there: an old engine refuses with words that help nobody, or does
 * not refuse at all.
 */
@Component
@RequiredArgsConstructor
class NetworkPlanner {

	private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

	private static final int SHORT_ID_LENGTH = 12;

	private final EngineGateway engine;

	/**
	 * Plans a new network. The caller sees to it that nobody else makes one meanwhile.
	 * @param request what was asked for, consistent in itself
	 * @param topology a fresh look at the engine
	 * @return what to ask the engine for
	 * @throws MoorageException when the engine could not, or would not, make it
	 */
	NetworkSpec plan(CreateNetworkRequest request, Topology topology) {
		EngineInfo info = this.engine.info();
		ApiVersion version = this.engine.apiVersion();
		NetworkSpec spec = spec(request, topology, version);
		checkDriver(spec, info);
		checkConfigFrom(spec, topology);
		if (!spec.ipv4()) {
			EngineFeature.IPV4_OFF.require(version, "/ipv4");
		}
		checkName(spec, topology);
		if ((spec.driver().equals("overlay") || spec.scope() == Scope.SWARM) && !spec.configOnly()
				&& !info.swarm().manager()) {
			throw new MoorageException(FaultCode.SWARM_REQUIRED, "Networks of driver " + spec.driver()
					+ " need an engine that manages a Swarm. Run docker swarm init on it, or ask a manager.");
		}
		checkOverlap(spec, topology, info);
		checkBridgeName(spec, topology);
		return spec;
	}

	private static NetworkSpec spec(CreateNetworkRequest request, Topology topology, ApiVersion version) {
		IpamRequest ipam = request.ipam();
		List<IpamPool> pools = new ArrayList<>();
		if (ipam != null && ipam.pools() != null) {
			ipam.pools().stream().map((pool) -> pool(Objects.requireNonNull(pool))).forEach(pools::add);
		}
		boolean hasIpv6 = pools.stream().anyMatch((pool) -> pool.subnet().isIpv6());
		boolean ipv6 = hasIpv6 || Boolean.TRUE.equals(request.ipv6());
		boolean configured = request.configFrom() != null;
		if (ipv6 && !hasIpv6 && !configured && !EngineFeature.AUTOMATIC_IPV6.isIn(version)) {
			Subnet subnet = FreeSubnets.uniqueLocal(subnets(topology));
			pools.add(new IpamPool(subnet, subnet.network().plus(1), null, null, Map.of()));
		}
		String ipamDriver = (ipam != null) ? ipam.driver() : null;
		return new NetworkSpec(Objects.requireNonNull(request.name()),
				Objects.requireNonNullElse(request.driver(), "bridge"), request.scope(),
				!Boolean.FALSE.equals(request.ipv4()), ipv6, isTrue(request.internal()), isTrue(request.attachable()),
				isTrue(request.ingress()), isTrue(request.configOnly()), request.configFrom(),
				new Ipam(Objects.requireNonNullElse(ipamDriver, "default"),
						given((ipam != null) ? ipam.options() : null), pools),
				given(request.options()), given(request.labels()));
	}

	private static IpamPool pool(PoolRequest request) {
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
		if (gateway == null && subnet.isIpv6() && subnet.prefixLength() <= 64) {
			// Engine 26.1 fails to find the first address of a large range by itself.
			gateway = firstFree(subnet, reserved);
		}
		return new IpamPool(subnet, gateway, null, request.ipRange(), reserved);
	}

	private static IpAddress firstFree(Subnet subnet, Map<String, IpAddress> reserved) {
		IpAddress address = subnet.network().plus(1);
		while (reserved.containsValue(address)) {
			address = address.plus(1);
		}
		return address;
	}

	private static void checkDriver(NetworkSpec spec, EngineInfo info) {
		boolean known = info.drivers().contains(spec.driver()) || info.drivers().contains(spec.driver() + ":latest");
		if (!known && !spec.configOnly()) {
			throw new MoorageException(
					FaultCode.UNKNOWN_DRIVER, "The engine has no driver \"" + spec.driver() + "\". It has "
							+ String.join(", ", info.drivers()) + ".",
					Map.of("pointer", "/driver", "available", info.drivers()));
		}
	}

	private static void checkConfigFrom(NetworkSpec spec, Topology topology) {
		String from = spec.configFrom();
		if (from != null && topology.networks()
			.stream()
			.noneMatch((network) -> network.configOnly() && network.name().equals(from))) {
			throw MoorageException.invalid("/configFrom",
					"No network named \"" + from + "\" holds settings for others (configOnly). Create it first.");
		}
	}

	private static void checkName(NetworkSpec spec, Topology topology) {
		if (Network.BUILT_IN_NAMES.contains(spec.name())) {
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK,
					"The engine keeps the name " + spec.name() + " for itself. Choose another name.");
		}
		if (spec.driver().equals("host") || spec.driver().equals("null")) {
			String name = spec.driver().equals("host") ? "host" : "none";
			throw new MoorageException(FaultCode.BUILT_IN_NETWORK, "There is exactly one network of driver "
					+ spec.driver() + ", named " + name + ", and no second one can be made. Use " + name + " itself.");
		}
		Optional<Network> namesake = topology.networks()
			.stream()
			.filter((network) -> network.name().equals(spec.name()))
			.findFirst();
		if (namesake.isPresent()) {
			throw new MoorageException(FaultCode.NETWORK_EXISTS,
					"A network named \"" + spec.name() + "\" exists already. Choose another name, or use that one.",
					Map.of("network", namesake.get().ref()));
		}
	}

	private static void checkOverlap(NetworkSpec spec, Topology topology, EngineInfo info) {
		if (spec.configOnly() || !spec.ipam().driver().equals("default")) {
			return;
		}
		for (IpamPool pool : spec.ipam().pools()) {
			List<Network> others = topology.networks()
				.stream()
				.filter((network) -> !network.configOnly())
				.filter((network) -> network.ipam()
					.pools()
					.stream()
					.anyMatch((other) -> other.subnet().overlaps(pool.subnet())))
				.toList();
			if (!others.isEmpty()) {
				throw overlap(pool.subnet(), others, suggestion(pool.subnet(), topology, info));
			}
		}
	}

	private static MoorageException overlap(Subnet subnet, List<Network> others, Optional<Subnet> suggestion) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("networks",
				others.stream()
					.map((network) -> new Overlap(network.id().value(), network.name(),
							network.ipam().pools().stream().map(IpamPool::subnet).filter(subnet::overlaps).toList()))
					.toList());
		suggestion.ifPresent((free) -> facts.put("suggestion", new Suggestion(free, free.network().plus(1))));
		return new MoorageException(FaultCode.SUBNET_OVERLAP,
				"The subnet " + subnet + " overlaps that of "
						+ String.join(", ", others.stream().map(Network::name).toList()) + ". "
						+ suggestion.map((free) -> "Take " + free + ", which is free, or leave the subnet out.")
							.orElse("Choose another one, or leave the subnet out."),
				facts);
	}

	private static Optional<Subnet> suggestion(Subnet wanted, Topology topology, EngineInfo info) {
		List<Subnet> taken = subnets(topology);
		if (wanted.isIpv6()) {
			return Optional.of(FreeSubnets.uniqueLocal(taken))
				.filter((subnet) -> wanted.prefixLength() >= subnet.prefixLength())
				.map((subnet) -> Subnet.of(subnet.network(), wanted.prefixLength()));
		}
		List<Subnet> pools = info.defaultAddressPools().isEmpty() ? FreeSubnets.DOCKER_DEFAULTS
				: info.defaultAddressPools().stream().map(EngineInfo.AddressPool::base).toList();
		return FreeSubnets.first(wanted.prefixLength(), pools, taken);
	}

	private static List<Subnet> subnets(Topology topology) {
		return topology.networks()
			.stream()
			.flatMap((network) -> network.ipam().pools().stream())
			.map(IpamPool::subnet)
			.toList();
	}

	private static void checkBridgeName(NetworkSpec spec, Topology topology) {
		String name = spec.options().get(BRIDGE_NAME);
		topology.networks()
			.stream()
			.filter((network) -> name != null && network.driver().equals("bridge") && name.equals(bridgeName(network)))
			.findFirst()
			.ifPresent((network) -> {
				throw new MoorageException(
						FaultCode.BRIDGE_NAME_IN_USE, "The network " + network.name() + " has the bridge " + name
								+ " already. Choose another " + BRIDGE_NAME + ", or leave it out.",
						Map.of("network", network.ref()));
			});
	}

	private static String bridgeName(Network network) {
		return network.options().getOrDefault(BRIDGE_NAME, "br-" + network.id().value().substring(0, SHORT_ID_LENGTH));
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

	/**
	 * Is a network that has some of the addresses asked for.
	 */
	private record Overlap(String id, String name, List<Subnet> subnets) {

	}

	/**
	 * Is a subnet that is free.
	 */
	private record Suggestion(Subnet subnet, IpAddress gateway) {

	}

}
