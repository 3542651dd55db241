package io.moorage.address;

import java.util.List;
import java.util.stream.Stream;

import io.moorage.engine.EngineInfo;
import io.moorage.engine.EngineInfo.AddressPool;
import io.moorage.topology.Subnet;

/**
 * Is where an engine takes subnets from when it is not told.
 *
 * @param pools the pools, in the order in which the engine uses them
 * @param told whether the engine told of them; else they are the documented ones
 */
record DefaultPools(List<AddressPool> pools, boolean told) {

	// Source: Docker's documentation of default-address-pools.
	private static final List<AddressPool> DOCUMENTED = List.of(pool("172.17.0.0/16", 16), pool("172.18.0.0/16", 16),
			pool("172.19.0.0/16", 16), pool("172.20.0.0/14", 16), pool("172.24.0.0/14", 16), pool("172.28.0.0/14", 16),
			pool("192.168.0.0/16", 20));

	static DefaultPools of(EngineInfo engine) {
		List<AddressPool> told = engine.defaultAddressPools();
		return told.isEmpty() ? new DefaultPools(DOCUMENTED, false) : new DefaultPools(told, true);
	}

	private static AddressPool pool(String base, int size) {
		return new AddressPool(Subnet.parse(base), size);
	}

	List<Subnet> bases() {
		return this.pools.stream().map(AddressPool::base).toList();
	}

	/**
	 * Lists where to look for an IPv4 subnet: in the engine's pools, then in the
	 * documented ones.
	 */
	List<Subnet> withDocumented() {
		return Stream.concat(this.pools.stream(), DOCUMENTED.stream())
			.map(AddressPool::base)
			.filter((base) -> !base.isIpv6())
			.distinct()
			.toList();
	}

}
