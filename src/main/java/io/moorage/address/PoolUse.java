package io.moorage.address;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Subnet;

/**
 * Counts what is used of a pool and what its engine can still give. How long it takes
 * depends on how many addresses are held, never on how many there are.
 */
final class PoolUse {

	private final IpamPool pool;

	private final Subnet range;

	private final Set<IpAddress> taken;

	/**
	 * Looks at a pool.
	 * @param pool the pool
	 * @param held all held addresses of its network
	 */
	PoolUse(IpamPool pool, List<HeldAddress> held) {
		this.pool = pool;
		this.range = Objects.requireNonNullElse(pool.ipRange(), pool.subnet());
		this.taken = held.stream()
			.filter(HeldAddress::isTaken)
			.map(HeldAddress::address)
			.filter(pool.subnet()::contains)
			.collect(Collectors.toSet());
	}

	/**
	 * Counts the addresses of the subnet that nobody else can have: its own first and
	 * last, the gateway, reserved ones, and those of live endpoints.
	 */
	BigInteger used() {
		return BigInteger.valueOf(this.taken.size());
	}

	/**
	 * Counts the addresses that the engine can still give by itself.
	 */
	BigInteger free() {
		return this.range.size()
			.subtract(BigInteger.valueOf(this.taken.stream().filter(this.range::contains).count()))
			.max(BigInteger.ZERO);
	}

	/**
	 * Finds the address that the engine gives next: the lowest free one (tried on 20.10,
	 * 26.1 and 28.5).
	 * @return the address, or empty when there is none
	 */
	Optional<IpAddress> nextFree() {
		if (free().signum() == 0) {
			return Optional.empty();
		}
		IpAddress address = this.range.network();
		while (this.taken.contains(address)) {
			address = address.plus(1);
		}
		return Optional.of(address);
	}

	/**
	 * Tells whether the engine can give less than a tenth of what it has to give.
	 */
	boolean isNearlyFull() {
		return free().multiply(BigInteger.TEN).compareTo(this.range.size()) < 0;
	}

	IpamPool pool() {
		return this.pool;
	}

}
