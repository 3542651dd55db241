package io.moorage.harness;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Subnets that no network of the engine has. Each is given out once.
 */
public final class Subnets {

	private static final Set<String> GIVEN = ConcurrentHashMap.newKeySet();

	/**
	 * Returns the first three numbers of a free /24 in 10.192.0.0/11.
	 * @return for example {@code 10.200.7}
	 */
	public String free() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return Stream.generate(() -> "10.%d.%d".formatted(random.nextInt(192, 224), random.nextInt(256)))
			.filter((prefix) -> !taken().anyMatch((subnet) -> overlaps(prefix, subnet)))
			.filter(GIVEN::add)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Returns the beginning of a free IPv6 /64.
	 * @return for example {@code fd6d:6f6f:7261:1a2b}
	 */
	public String freeIpv6() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return Stream
			.generate(() -> "fd6d:%x:%x:%x".formatted(random.nextInt(0x1000, 0x10000), random.nextInt(0x1000, 0x10000),
					random.nextInt(0x1000, 0x10000)))
			.filter(GIVEN::add)
			.findFirst()
			.orElseThrow();
	}

	private Stream<String> taken() {
		return Engine.required()
			.networks()
			.valueStream()
			.flatMap((network) -> network.at("/IPAM/Config").valueStream())
			.map((JsonNode pool) -> pool.path("Subnet").asString(""))
			.filter((subnet) -> subnet.contains("."));
	}

	private boolean overlaps(String prefix, String subnet) {
		String[] parts = subnet.split("[./]");
		int bits = Math.min(24, Integer.parseInt(parts[4]));
		int theirs = number(parts);
		int mask = (bits == 0) ? 0 : -1 << (32 - bits);
		return (number((prefix + ".0").split("\\.")) & mask) == (theirs & mask);
	}

	private int number(String[] parts) {
		int number = 0;
		for (int i = 0; i < 4; i++) {
			number = number << 8 | Integer.parseInt(parts[i]);
		}
		return number;
	}

}
