package io.moorage.reachability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * Says what to try.
 *
 * @param from the container from whose network it is tried
 * @param to a container, a name that Docker's DNS knows there, an address or a host name
 * @param network instead of both: all pairs of its members
 * @param kind ping when left out
 * @param port the port, for tcp alone
 * @param count how often: as many pings; a connection or a look-up is tried again until
 * one succeeds
 * @param timeout how long one try may take
 */
@Schema(name = "ProbeSpec")
record ProbeRequest(@Schema(
		description = "The container from whose network it is tried: its full id, its name or the unique beginning of its id",
		example = "alpine1") @Nullable String from,
		@Schema(description = "A container, a name that Docker's DNS knows there, an address or a host name",
				example = "alpine2") @Nullable String to,
		@Schema(description = "A network, instead of from and to: all pairs of its members") @Nullable String network,
		@Schema(defaultValue = "ping") @Nullable ProbeKind kind,
		@Schema(description = "For tcp alone, and required there", minimum = "1",
				maximum = "65535") @Nullable Integer port,
		@Schema(description = "How many pings are sent; a connection or a look-up is tried again until one succeeds",
				minimum = "1", maximum = "10", defaultValue = "1") @Nullable Integer count,
		@Schema(description = "How long one try may take, 100ms to 30s", defaultValue = "2s",
				example = "2s") @Nullable String timeout) {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);

	private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

	private static final int MAX_PORT = 65_535;

	private static final int MAX_COUNT = 10;

	/**
	 * Reads what is to be tried each time.
	 * @return the tool for it
	 * @throws MoorageException {@code invalid-request} with every mistake
	 */
	Tool tool() {
		List<InvalidField> mistakes = new ArrayList<>();
		checkEnds(mistakes);
		checkPort(mistakes);
		int times = Objects.requireNonNullElse(this.count, 1);
		if (times < 1 || times > MAX_COUNT) {
			mistakes.add(new InvalidField("/count", "must be 1 to 10."));
		}
		Duration limit = limit();
		if (limit == null) {
			mistakes.add(new InvalidField("/timeout", "must be 100ms to 30s, like 500ms or 2s."));
		}
		if (limit == null || !mistakes.isEmpty()) {
			throw MoorageException.invalid(mistakes);
		}
		return switch (whichKind()) {
			case PING -> new PingTool(times, limit);
			case TCP -> new TcpTool(Objects.requireNonNull(this.port), times, limit);
			case DNS -> new DnsTool(times, limit);
		};
	}

	/**
	 * Returns how long the tries of one address take at the most.
	 */
	Duration longest() {
		Duration limit = Objects.requireNonNullElse(limit(), DEFAULT_TIMEOUT);
		int more = Objects.requireNonNullElse(this.count, 1) - 1;
		// Pings go out one a second, whether or not they are answered.
		return limit.plus((whichKind() == ProbeKind.PING) ? Duration.ofSeconds(more) : limit.multipliedBy(more));
	}

	/**
	 * Says what is tried.
	 * @param target with what
	 * @return the beginning of a sentence
	 */
	String what(String target) {
		return switch (whichKind()) {
			case PING -> "Ping " + target;
			case TCP -> "Connect to port " + this.port + " of " + target;
			case DNS -> "Look up " + target;
		};
	}

	ProbeKind whichKind() {
		return Objects.requireNonNullElse(this.kind, ProbeKind.PING);
	}

	private void checkEnds(List<InvalidField> mistakes) {
		if (this.network != null) {
			if (this.from != null || this.to != null) {
				mistakes.add(new InvalidField("/network",
						"stands for all pairs of the network's members. Leave out from and to, or network."));
			}
			if (this.network.isEmpty()) {
				mistakes.add(new InvalidField("/network", "is empty: name a network, or leave it out."));
			}
			return;
		}
		if (this.from == null || this.from.isEmpty()) {
			mistakes.add(new InvalidField("/from", "is required: a container. Or give network alone."));
		}
		if (this.to == null || this.to.isEmpty()) {
			mistakes.add(new InvalidField("/to", "is required: a container, a name or an address."));
		}
	}

	private void checkPort(List<InvalidField> mistakes) {
		boolean needed = whichKind() == ProbeKind.TCP;
		if (!needed && this.port != null) {
			mistakes.add(new InvalidField("/port", "is for the kind tcp alone. Leave it out."));
		}
		if (needed && (this.port == null || this.port < 1 || this.port > MAX_PORT)) {
			mistakes.add(new InvalidField("/port", "is required for the kind tcp: 1 to 65535."));
		}
	}

	private @Nullable Duration limit() {
		if (this.timeout == null) {
			return DEFAULT_TIMEOUT;
		}
		if (!this.timeout.matches("\\d{1,6}(?:ms|s)")) {
			return null;
		}
		Duration given = DurationStyle.SIMPLE.parse(this.timeout);
		return (given.compareTo(MIN_TIMEOUT) < 0 || given.compareTo(MAX_TIMEOUT) > 0) ? null : given;
	}

}
