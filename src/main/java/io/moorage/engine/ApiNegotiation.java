package io.moorage.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Agrees with the engine on a version of its API and remembers it for a minute, or until
 * the engine was lost, since another one may be there when it is found again.
 */
@RequiredArgsConstructor
class ApiNegotiation {

	private static final ApiVersion LOWEST = new ApiVersion(1, 41);

	private static final ApiVersion HIGHEST = new ApiVersion(1, 55);

	private static final Duration MAX_AGE = Duration.ofMinutes(1);

	private static final EngineRequest PING = EngineRequest.of(EngineOperation.PING);

	private final EngineHttp http;

	private final Duration readTimeout;

	private final AtomicReference<@Nullable Agreed> agreed = new AtomicReference<>();

	ApiVersion version() {
		Agreed last = this.agreed.get();
		return (last != null && System.nanoTime() - last.at() < MAX_AGE.toNanos()) ? last.version()
				: ping(this.readTimeout);
	}

	/**
	 * Asks the engine for the highest version that it speaks.
	 * @param deadline how long the engine may take
	 * @return the version to use
	 * @throws MoorageException {@code engine-error} when it is no engine, or too old
	 */
	ApiVersion ping(Duration deadline) {
		return ping(this.http, deadline);
	}

	/**
	 * Asks the engine for the highest version that it speaks.
	 * @param via which connections to use
	 */
	ApiVersion ping(EngineHttp via, Duration deadline) {
		Map<String, String> headers;
		try {
			headers = via.headers(PING, deadline);
		}
		catch (EngineRefusalException ex) {
			throw Refusals.meaningOf(ex);
		}
		ApiVersion highest = parse(headers.get("api-version"));
		if (!highest.isAtLeast(LOWEST)) {
			throw new MoorageException(FaultCode.ENGINE_ERROR, "The engine speaks API " + highest + " at most; API "
					+ LOWEST + " (Docker Engine 20.10) is needed. Upgrade the engine.");
		}
		ApiVersion version = highest.isAtLeast(HIGHEST) ? HIGHEST : highest;
		this.agreed.set(new Agreed(version, System.nanoTime(), EventStream.time(headers)));
		return version;
	}

	/**
	 * Tells what time it was on the engine's clock when it was last asked.
	 * @return a time no later than now, in whole seconds, or empty when it does not tell
	 */
	Optional<Instant> engineTime() {
		return Optional.ofNullable(this.agreed.get()).flatMap(Agreed::time);
	}

	void forget() {
		this.agreed.set(null);
	}

	private static ApiVersion parse(@Nullable String text) {
		try {
			return ApiVersion.parse(String.valueOf(text));
		}
		catch (IllegalArgumentException ex) {
			throw new MoorageException(FaultCode.ENGINE_ERROR,
					"What answers at the engine's address does not say which API it speaks, so it is no Docker Engine. "
							+ "Correct moorage.engine.host.",
					Map.of(), ex);
		}
	}

	private record Agreed(ApiVersion version, long at, Optional<Instant> time) {

	}

}
