package io.moorage.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.moorage.engine.EngineInfo.AddressPool;
import io.moorage.snapshot.Reading;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the engine takes subnets from, what networks take of it, and what is left.
 *
 * @param items the engine's default pools, in the order in which it uses them
 * @param told whether the engine told of them; else they are the documented ones
 * @param outside what networks have outside of these pools, ordered by subnet
 * @param overlaps subnets of two networks that share addresses
 * @param avoid what is never chosen or suggested
 * @param revision which state of the snapshot it is
 * @param stale whether the engine is away
 * @param total how many pools there are
 */
record AddressPools(List<Pool> items, boolean told, List<Taken> outside, List<Overlap> overlaps, List<Subnet> avoid,
		String revision, boolean stale, int total) {

	static AddressPools of(Reading reading, DefaultPools known, List<Subnet> avoid) {
		List<Taken> taken = taken(reading.topology());
		List<Pool> items = known.pools().stream().map((pool) -> Pool.of(pool, taken)).toList();
		List<Subnet> bases = known.bases();
		return new AddressPools(items, known.told(),
				taken.stream().filter((each) -> bases.stream().noneMatch(each.subnet()::overlaps)).toList(),
				overlaps(taken), avoid, reading.revision().toString(), reading.stale(), items.size());
	}

	static List<Taken> taken(Topology topology) {
		List<Taken> taken = new ArrayList<>();
		for (Network network : topology.networks()) {
			if (!network.configOnly()) {
				for (IpamPool pool : network.ipam().pools()) {
					taken.add(new Taken(pool.subnet(), network.ref()));
				}
			}
		}
		taken.sort(Comparator.comparing(Taken::subnet));
		return taken;
	}

	// Blocks are disjoint or one within the other, so the one that holds a later one is
	// among those not yet passed.
	static List<Overlap> overlaps(List<Taken> ordered) {
		List<Overlap> overlaps = new ArrayList<>();
		List<Taken> open = new ArrayList<>();
		for (Taken each : ordered) {
			open.removeIf((earlier) -> !earlier.subnet().overlaps(each.subnet()));
			open.forEach((earlier) -> overlaps.add(new Overlap(earlier, each)));
			open.add(each);
		}
		return overlaps;
	}

	/**
	 * Tells how much of a default pool is used.
	 *
	 * @param base the block
	 * @param size the prefix length of the subnets that the engine cuts from it
	 * @param subnets how many of them there are
	 * @param free how many of them no network has any address of
	 * @param fragments in how many runs these lie
	 * @param largestFree the largest free block, or null when nothing is free
	 * @param taken what networks have of it, ordered by subnet
	 */
	@Schema(name = "DefaultAddressPool")
	record Pool(Subnet base, int size, BigInteger subnets, BigInteger free, int fragments, @Nullable Subnet largestFree,
			List<Taken> taken) {

		private static Pool of(AddressPool pool, List<Taken> taken) {
			List<Taken> here = taken.stream().filter((each) -> each.subnet().overlaps(pool.base())).toList();
			PoolSpace space = new PoolSpace(pool.base(), Math.max(pool.size(), pool.base().prefixLength()),
					here.stream().map(Taken::subnet).toList());
			return new Pool(pool.base(), pool.size(), space.total(), space.free(), space.fragments(),
					space.largestFree().orElse(null), here);
		}

	}

	/**
	 * Is a subnet that a network has.
	 *
	 * @param subnet the block
	 * @param network whose it is
	 */
	@Schema(name = "TakenSubnet")
	record Taken(Subnet subnet, NetworkRef network) {

	}

	/**
	 * Are two subnets that share addresses.
	 *
	 * @param one the larger one
	 * @param other the one inside of it
	 */
	@Schema(name = "PoolOverlap")
	record Overlap(Taken one, Taken other) {

	}

}
