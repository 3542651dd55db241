package io.moorage.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;

/**
 * Counts what is taken of a block that subnets of one size are cut from. How long it
 * takes depends on how many subnets are taken, never on how many there are.
 */
final class PoolSpace {

	private final Subnet base;

	private final int size;

	private final List<Gap> gaps = new ArrayList<>();

	/**
	 * Looks at a block.
	 * @param base the block
	 * @param size the prefix length of the subnets that are cut from it, at least that of
	 * the block
	 * @param taken what is taken, anywhere, in any order and overlapping or not
	 */
	PoolSpace(Subnet base, int size, Collection<Subnet> taken) {
		this.base = base;
		this.size = size;
		BigInteger next = BigInteger.ZERO;
		for (Subnet subnet : taken.stream().filter(base::overlaps).sorted().toList()) {
			BigInteger first = index(subnet.network()).max(BigInteger.ZERO);
			if (first.compareTo(next) > 0) {
				this.gaps.add(new Gap(next, first));
			}
			next = next.max(index(subnet.last()).add(BigInteger.ONE));
		}
		if (next.compareTo(total()) < 0) {
			this.gaps.add(new Gap(next, total()));
		}
	}

	// Which of the block's subnets an address is in.
	private BigInteger index(IpAddress address) {
		return address.value().subtract(this.base.network().value()).shiftRight(this.base.network().bits() - this.size);
	}

	/**
	 * Counts the subnets, taken or not.
	 */
	BigInteger total() {
		return BigInteger.ONE.shiftLeft(this.size - this.base.prefixLength());
	}

	/**
	 * Counts the subnets of which nothing is taken.
	 */
	BigInteger free() {
		return this.gaps.stream().map(Gap::length).reduce(BigInteger.ZERO, BigInteger::add);
	}

	/**
	 * Counts the runs of free subnets that others lie between.
	 */
	int fragments() {
		return this.gaps.size();
	}

	/**
	 * Finds the largest free block: the one with the shortest prefix, of those the
	 * lowest.
	 * @return the block, or empty when nothing is free
	 */
	Optional<Subnet> largestFree() {
		Subnet largest = null;
		for (Gap gap : this.gaps) {
			Subnet found = largest(gap);
			if (largest == null || found.prefixLength() < largest.prefixLength()) {
				largest = found;
			}
		}
		return Optional.ofNullable(largest);
	}

	private Subnet largest(Gap gap) {
		for (int bits = gap.length().bitLength() - 1;; bits--) {
			BigInteger step = BigInteger.ONE.shiftLeft(bits);
			BigInteger aligned = gap.from().add(step).subtract(BigInteger.ONE).shiftRight(bits).shiftLeft(bits);
			if (aligned.add(step).compareTo(gap.to()) <= 0) {
				int unit = this.base.network().bits() - this.size;
				return new Subnet(new IpAddress(this.base.network().value().add(aligned.shiftLeft(unit)),
						this.base.network().bits()), this.size - bits);
			}
		}
	}

	/**
	 * Is a run of free subnets.
	 *
	 * @param from the first one's place
	 * @param to the place behind the last one
	 */
	private record Gap(BigInteger from, BigInteger to) {

		BigInteger length() {
			return this.to.subtract(this.from);
		}

	}

}
