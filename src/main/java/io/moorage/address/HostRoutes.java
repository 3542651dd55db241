package io.moorage.address;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import lombok.extern.slf4j.Slf4j;

/**
 * Knows what this machine has routes to, as Linux tells: its own networks, a VPN's, an
 * office's. An engine looks at the same where it chooses a subnet by itself. Where the
 * service is in a container, or the engine on another machine, it finds nothing that
 * matters.
 */
@Slf4j
class HostRoutes {

	// The bridges that Docker names by itself lead to networks that are known.
	private static final String DOCKERS = "docker0|docker_gwbridge|br-[0-9a-f]{12}";

	// RTF_GATEWAY of Linux's route.h.
	private static final int GATEWAY = 2;

	private static final Subnet LINK_LOCAL = Subnet.parse("fe80::/10");

	private static final Subnet MULTICAST = Subnet.parse("ff00::/8");

	private final Path ipv4;

	private final Path ipv6;

	/**
	 * Looks in a folder.
	 * @param folder where Linux keeps its tables, {@code /proc/net}
	 */
	HostRoutes(Path folder) {
		this.ipv4 = folder.resolve("route");
		this.ipv6 = folder.resolve("ipv6_route");
	}

	/**
	 * Returns the blocks that routes lead to, but those that lead everywhere.
	 * @return blocks in no order; empty where the machine does not tell
	 */
	List<Subnet> get() {
		return Stream.concat(read(this.ipv4, HostRoutes::ipv4), read(this.ipv6, HostRoutes::ipv6)).distinct().toList();
	}

	/**
	 * Returns the blocks in which this machine is itself: those that no gateway leads to.
	 * @return blocks in no order; empty where the machine does not tell
	 */
	List<Subnet> own() {
		return Stream
			.concat(read(this.ipv4, (words) -> ipv4(words).filter((block) -> !hasGateway(words[3]))),
					read(this.ipv6, (words) -> ipv6(words).filter((block) -> !hasGateway(words[8]))))
			.filter((block) -> block.isIpv6() ? !LINK_LOCAL.contains(block) && !MULTICAST.contains(block) : true)
			.distinct()
			.toList();
	}

	private static boolean hasGateway(String flags) {
		return (Integer.parseUnsignedInt(flags, 16) & GATEWAY) != 0;
	}

	private static Stream<Subnet> read(Path table, Function<String[], Optional<Subnet>> route) {
		if (!Files.isReadable(table)) {
			return Stream.empty();
		}
		try {
			return Files.readAllLines(table)
				.stream()
				.map((line) -> line.strip().split("\\s+"))
				.flatMap((words) -> route.apply(words).stream())
				.filter((subnet) -> subnet.prefixLength() > 0)
				.toList()
				.stream();
		}
		catch (IOException | IllegalArgumentException ex) {
			log.warn("{} cannot be read, so that a suggested subnet may be one that a route leads to: {}", table,
					ex.toString());
			return Stream.empty();
		}
	}

	// Iface Destination Gateway Flags RefCnt Use Metric Mask …, the words in the order of
	// the machine's bytes.
	private static Optional<Subnet> ipv4(String[] words) {
		if (words.length < 8 || !words[1].matches("[0-9A-F]{8}") || words[0].matches(DOCKERS)) {
			return Optional.empty();
		}
		return Optional.of(Subnet.of(new IpAddress(BigInteger.valueOf(word(words[1])), Integer.SIZE),
				Long.bitCount(word(words[7]))));
	}

	private static long word(String hex) {
		return Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
	}

	// Destination, its prefix length, source, its prefix length, next hop, metric,
	// references, use, flags, interface.
	private static Optional<Subnet> ipv6(String[] words) {
		if (words.length < 10 || !words[0].matches("[0-9a-f]{32}") || words[9].equals("lo")
				|| words[9].matches(DOCKERS)) {
			return Optional.empty();
		}
		return Optional.of(Subnet.of(new IpAddress(new BigInteger(words[0], 16), 128), Integer.parseInt(words[1], 16)));
	}

}
