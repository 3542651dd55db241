package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.address.SubnetAllocation;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Chooses subnets for pools that only say how large they shall be, and where. After it a
 * request has nothing but subnets in it.
 */
@Component
@RequiredArgsConstructor
class PoolChoice {

	private final SubnetAllocation allocation;

	/**
	 * Chooses subnets. The caller sees to it that nobody else makes a network meanwhile.
	 * @param <T> the request
	 * @param request what was asked for
	 * @param topology a fresh look at the engine
	 * @param network what is there of it, whose pools stay where they are as asked for,
	 * or null
	 * @return the same request, with a subnet in every pool
	 * @throws MoorageException {@code address-pools-exhausted}
	 */
	@SuppressWarnings("unchecked")
	<T extends NetworkRequest> T choose(T request, Topology topology, @Nullable Network network) {
		IpamRequest ipam = request.ipam();
		if (ipam == null || ipam.pools() == null || ipam.pools().stream().noneMatch(PoolChoice::isOpen)) {
			return request;
		}
		List<Subnet> taken = new ArrayList<>(ipam.pools()
			.stream()
			.flatMap((pool) -> Stream.ofNullable((pool != null) ? pool.subnet() : null))
			.toList());
		List<IpamPool> left = new ArrayList<>((network != null) ? network.ipam().pools() : List.of());
		List<@Nullable PoolRequest> pools = new ArrayList<>();
		for (PoolRequest pool : ipam.pools()) {
			Subnet subnet = isOpen(pool) ? choose(Objects.requireNonNull(pool), topology, left, taken) : null;
			Optional.ofNullable(subnet).ifPresent(taken::add);
			pools.add((subnet != null) ? PoolRequest.of(subnet) : pool);
		}
		return (T) request.withIpam(new IpamRequest(ipam.driver(), ipam.options(), pools));
	}

	private static boolean isOpen(@Nullable PoolRequest pool) {
		return pool != null && pool.subnet() == null && pool.prefixLength() != null;
	}

	private Subnet choose(PoolRequest pool, Topology topology, List<IpamPool> left, List<Subnet> taken) {
		Optional<IpamPool> kept = left.stream().filter((each) -> suits(pool, each.subnet())).findFirst();
		if (kept.isPresent()) {
			left.remove(kept.get());
			return kept.get().subnet();
		}
		int length = Objects.requireNonNull(pool.prefixLength());
		return this.allocation.free(topology, taken, length, pool.within(), 1)
			.stream()
			.findFirst()
			.orElseThrow(() -> exhausted(length, pool.within()));
	}

	private static boolean suits(PoolRequest pool, Subnet subnet) {
		return pool.isIpv6().equals(Optional.of(subnet.isIpv6()))
				&& Objects.requireNonNull(pool.prefixLength()) == subnet.prefixLength()
				&& (pool.within() == null || pool.within().contains(subnet));
	}

	private static MoorageException exhausted(int length, @Nullable Subnet within) {
		return new MoorageException(FaultCode.ADDRESS_POOLS_EXHAUSTED,
				"No free subnet of /" + length + " is left "
						+ ((within != null) ? "in " + within : "in the engine's default pools")
						+ ". Ask for a smaller one (a longer prefixLength), or name another block in within.",
				Map.of());
	}

}
