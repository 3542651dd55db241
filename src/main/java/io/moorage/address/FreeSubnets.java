package io.moorage.address;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;

/**
 * Finds subnets that nobody has. The time it takes depends on how many are taken, never
 * on how many addresses there are.
 */
final class FreeSubnets {

	private static final int UNIQUE_LOCAL_PREFIX = 64;

	private static final int GLOBAL_ID_BITS = 40;

	// Where so many are taken only somebody who avoids the whole block leaves none.
	private static final int MAX_ATTEMPTS = 100;

	/** Every unique local address of a site's own choice. */
	static final Subnet UNIQUE_LOCAL = Subnet.parse("fd00::/8");

	// Other services, and other runs, make up others.
	private static final byte[] SALT = new SecureRandom().generateSeed(16);

	private FreeSubnets() {
	}

	/**
	 * Finds the lowest subnets of a size that overlap nothing, each other included.
	 * @param prefixLength the size
	 * @param within where to look, in this order; blocks that are too small are passed
	 * over
	 * @param taken what must not be overlapped, in any order
	 * @param count how many at most
	 * @return free subnets, fewer than asked for where there are no more
	 */
	static List<Subnet> list(int prefixLength, List<Subnet> within, Collection<Subnet> taken, int count) {
		List<Subnet> ordered = taken.stream().sorted().toList();
		List<Subnet> found = new ArrayList<>();
		for (Subnet block : within) {
			if (block.prefixLength() <= prefixLength && prefixLength <= block.network().bits()) {
				add(prefixLength, block, ordered, count, found);
			}
		}
		return found;
	}

	// Blocks are disjoint or one within the other, so whatever ends before a candidate
	// has only what ends before it inside, and need not be looked at again.
	private static void add(int prefixLength, Subnet block, List<Subnet> ordered, int count, List<Subnet> found) {
		int next = 0;
		Subnet candidate = Subnet.of(block.network(), prefixLength);
		while (found.size() < count) {
			while (next < ordered.size() && ordered.get(next).last().compareTo(candidate.network()) < 0) {
				next++;
			}
			Subnet other = (next < ordered.size()) ? ordered.get(next) : null;
			IpAddress passed = candidate.last();
			if (other != null && other.overlaps(candidate)) {
				passed = other.contains(candidate) ? other.last() : passed;
			}
			else if (found.stream().noneMatch(candidate::overlaps)) {
				found.add(candidate);
			}
			if (passed.compareTo(block.last()) >= 0) {
				return;
			}
			candidate = Subnet.of(passed.plus(1), prefixLength);
		}
	}

	/**
	 * Makes up a unique local IPv6 subnet of 64 bits that overlaps nothing (RFC 4193,
	 * section 3.2). In one run of the service it is the same for the same name, so that
	 * what is shown is what is made.
	 * @param name what it is for
	 * @param taken what must not be overlapped
	 * @return a free subnet in {@code fd00::/8}, by chance as long as that finds one,
	 * else the lowest; or empty when there is none
	 */
	static Optional<Subnet> uniqueLocal(String name, Collection<Subnet> taken) {
		return IntStream.range(0, MAX_ATTEMPTS)
			.mapToObj((attempt) -> unique(name + "/" + attempt))
			.filter((subnet) -> taken.stream().noneMatch(subnet::overlaps))
			.findFirst()
			.or(() -> list(UNIQUE_LOCAL_PREFIX, List.of(UNIQUE_LOCAL), taken, 1).stream().findFirst());
	}

	private static Subnet unique(String name) {
		BigInteger value = BigInteger.valueOf(0xfd).shiftLeft(GLOBAL_ID_BITS).or(globalId(name)).shiftLeft(80);
		return Subnet.of(new IpAddress(value, 128), UNIQUE_LOCAL_PREFIX);
	}

	private static BigInteger globalId(String name) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(SALT);
			byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
			return new BigInteger(1, Arrays.copyOf(hash, GLOBAL_ID_BITS / Byte.SIZE));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
