package io.moorage.address;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.moorage.engine.EngineGateway;
import io.moorage.engine.EngineInfo.AddressPool;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Subnet;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Knows where the engine takes subnets from when it is not told. That changes with a
 * restart of the engine alone, so it is asked once a minute at most, and while it is away
 * what it told last counts. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
class DefaultPools {

	private static final Duration KEPT = Duration.ofMinutes(1);

	// Source: Docker's documentation of default-address-pools.
	private static final List<AddressPool> DOCUMENTED = List.of(pool("172.17.0.0/16", 16), pool("172.18.0.0/16", 16),
			pool("172.19.0.0/16", 16), pool("172.20.0.0/14", 16), pool("172.24.0.0/14", 16), pool("172.28.0.0/14", 16),
			pool("192.168.0.0/16", 20));

	private final EngineGateway engine;

	private volatile @Nullable Known known;

	private static AddressPool pool(String base, int size) {
		return new AddressPool(Subnet.parse(base), size);
	}

	/**
	 * Returns the engine's pools.
	 * @return those that it tells of, else the documented ones
	 * @throws MoorageException when the engine is away and never told
	 */
	Known get() {
		Known last = this.known;
		Instant now = Clock.systemUTC().instant();
		if (last != null && now.isBefore(last.at().plus(KEPT))) {
			return last;
		}
		try {
			List<AddressPool> told = this.engine.info().defaultAddressPools();
			Known asked = told.isEmpty() ? new Known(DOCUMENTED, false, now) : new Known(told, true, now);
			this.known = asked;
			return asked;
		}
		catch (MoorageException ex) {
			if (last == null || !ex.code().isOutage()) {
				throw ex;
			}
			return last;
		}
	}

	/**
	 * Is what is known of the pools.
	 *
	 * @param pools the pools, in the order in which the engine uses them
	 * @param told whether the engine told of them
	 * @param at when it was asked
	 */
	record Known(List<AddressPool> pools, boolean told, Instant at) {

		List<Subnet> bases() {
			return this.pools.stream().map(AddressPool::base).toList();
		}

	}

}
