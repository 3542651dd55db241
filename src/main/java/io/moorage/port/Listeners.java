package io.moorage.port;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.port.HostPort.Source;
import io.moorage.probe.HelperTask;
import io.moorage.topology.ContainerRef;
import io.moorage.topology.IpAddress;

/**
 * Knows how a helper finds what a container listens on, on the host's network: the
 * kernel's tables tell every socket of the host by its inode, and the open files of the
 * container's processes tell which of them are its own.
 *
 * <p>
 * To read whose files are open it takes SYS_PTRACE, and DAC_READ_SEARCH where a process
 * is not root's. Both reach no further than the container's own processes, which the
 * helper shares. Tried on engine 26.1: with less nothing is told.
 */
final class Listeners {

	// Fixed words: nothing that a caller wrote is in it. TCP listens in state 0A, UDP
	// that is bound and not connected is in 07.
	private static final String SCRIPT = """
			cd /proc || exit 1
			grep -H ' 0A ' net/tcp net/tcp6 2>/dev/null
			grep -H ' 07 ' net/udp net/udp6 2>/dev/null
			ls -l [0-9]*/fd 2>/dev/null | grep -o 'socket:\\[[0-9]*\\]' | sort -u
			""";

	static final HelperTask TASK = new HelperTask(List.of("timeout", "-s", "KILL", "10", "sh", "-c", SCRIPT),
			Duration.ofSeconds(10), List.of("SYS_PTRACE", "DAC_READ_SEARCH"), true);

	// sl local remote st queues timer retransmits uid timeout inode
	private static final Pattern SOCKET = Pattern.compile(
			"^net/(tcp|udp)6?:\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4})(?: \\S+){5}\\s+\\d+\\s+\\d+\\s+(\\d+)",
			Pattern.MULTILINE);

	private static final Pattern OPEN = Pattern.compile("^socket:\\[(\\d+)]", Pattern.MULTILINE);

	private static final int WORD = 8;

	private static final BigInteger MAPPED = BigInteger.valueOf(0xFFFF);

	private Listeners() {
	}

	static List<HostPort> read(ContainerRef container, String output) {
		Set<String> open = OPEN.matcher(output).results().map((each) -> each.group(1)).collect(Collectors.toSet());
		return SOCKET.matcher(output)
			.results()
			.filter((socket) -> open.contains(socket.group(4)))
			.map((socket) -> port(container, socket))
			.distinct()
			.toList();
	}

	private static HostPort port(ContainerRef container, MatchResult socket) {
		int port = Integer.parseInt(socket.group(3), 16);
		return new HostPort(address(socket.group(2)), port, socket.group(1), port, container, Source.LISTENING);
	}

	// Words in the order of the machine's bytes, which is little-endian wherever engines
	// run but on s390x.
	private static IpAddress address(String hex) {
		String digits = Stream.iterate(0, (start) -> start < hex.length(), (start) -> start + WORD)
			.map((start) -> Integer.reverseBytes(Integer.parseUnsignedInt(hex, start, start + WORD, 16)))
			.map((word) -> String.format("%08x", word))
			.collect(Collectors.joining());
		BigInteger value = new BigInteger(digits, 16);
		boolean mapped = digits.length() > WORD && value.shiftRight(Integer.SIZE).equals(MAPPED);
		return mapped ? new IpAddress(value.mod(BigInteger.TWO.pow(Integer.SIZE)), Integer.SIZE)
				: new IpAddress(value, hex.length() * 4);
	}

}
