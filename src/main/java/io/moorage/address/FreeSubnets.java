package io.moorage.address;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;

/**
 * Finds subnets that nobody has. The time it takes depends on how many are taken, never
 * on how many addresses there are.
 */
final class FreeSubnets {

	private static final int UNIQUE_LOCAL_PREFIX = 64;

	private static final int GLOBAL_ID_BITS = 40;

	// Other services, and other runs, make up others.
	private static final byte[] SALT = new SecureRandom().generateSeed(16);

	private FreeSubnets() {
	}

	/**
	 * Finds the first subnet of a size that overlaps nothing.
	 * @param prefixLength the size
	 * @param within where to look, in this order; blocks that are too small are passed
	 * over
	 * @param taken what must not be overlapped
	 * @return a free subnet, or empty when there is none
	 */
	static Optional<Subnet> first(int prefixLength, List<Subnet> within, Collection<Subnet> taken) {
		return within.stream()
			.filter((block) -> block.prefixLength() <= prefixLength && prefixLength <= block.network().bits())
			.flatMap((block) -> first(prefixLength, block, taken).stream())
			.findFirst();
	}

	private static Optional<Subnet> first(int prefixLength, Subnet block, Collection<Subnet> taken) {
		Subnet candidate = Subnet.of(block.network(), prefixLength);
		while (true) {
			Subnet tried = candidate;
			Optional<IpAddress> furthest = taken.stream()
				.filter(tried::overlaps)
				.map((other) -> other.contains(tried) ? other.last() : tried.last())
				.max(IpAddress::compareTo);
			if (furthest.isEmpty()) {
				return Optional.of(tried);
			}
			if (furthest.get().compareTo(block.last()) >= 0) {
				return Optional.empty();
			}
			candidate = Subnet.of(furthest.get().plus(1), prefixLength);
		}
	}

	/**
	 * Makes up a unique local IPv6 subnet of 64 bits that overlaps nothing (RFC 4193,
	 * section 3.2). In one run of the service it is the same for the same name, so that
	 * what is shown is what is made.
	 * @param name what it is for
	 * @param taken what must not be overlapped
	 * @return a free subnet in {@code fd00::/8}
	 */
	static Subnet uniqueLocal(String name, Collection<Subnet> taken) {
		for (int attempt = 0;; attempt++) {
			BigInteger globalId = globalId(name + "/" + attempt);
			BigInteger value = BigInteger.valueOf(0xfd).shiftLeft(GLOBAL_ID_BITS).or(globalId).shiftLeft(80);
			Subnet subnet = Subnet.of(new IpAddress(value, 128), UNIQUE_LOCAL_PREFIX);
			if (taken.stream().noneMatch(subnet::overlaps)) {
				return subnet;
			}
		}
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
