package io.moorage.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import io.moorage.topology.NetworkId;
import lombok.RequiredArgsConstructor;

/**
 * Finds out what the way to the engine lets through, by requests about nothing: the
 * engine refuses each for its own reasons and does nothing, what guards it refuses before
 * that. Safe for use by many threads.
 */
@RequiredArgsConstructor
class Guarded {

	// No object has this id, and no request has a body that is only a text.
	private static final NetworkId NOTHING = new NetworkId("0".repeat(64));

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final EngineHttp http;

	/**
	 * Tries every operation that can be tried. One that the engine does not answer in
	 * time tells nothing.
	 * @param version the API to ask by
	 */
	void find(ApiVersion version) {
		List<Callable<Boolean>> trials = new ArrayList<>();
		Arrays.stream(EngineOperation.values())
			.filter(EngineOperation::isTried)
			.forEach((operation) -> trials.add(() -> isLetThrough(operation, version)));
		this.http.all(trials);
	}

	private boolean isLetThrough(EngineOperation operation, ApiVersion version) {
		try {
			this.http.send(EngineRequest.of(operation, NOTHING).body("").under(version), PATIENCE, Void.class);
			return true;
		}
		catch (EngineRefusalException ex) {
			return true;
		}
		catch (MoorageException ex) {
			return false;
		}
	}

	/**
	 * Lists what was not let through when it was last asked, and by which request.
	 */
	Stream<EngineInfo.Forbidden> forbidden() {
		return this.http.forbidden()
			.stream()
			.sorted()
			.map((operation) -> new EngineInfo.Forbidden(operation.toString(), Map.of("request", operation.request())));
	}

	/**
	 * Refuses what takes several requests when one of them was not let through last time.
	 * @throws MoorageException {@code engine-forbids}
	 */
	void requireNetworkWrites() {
		this.http.forbidden()
			.stream()
			.filter((operation) -> operation.tier() == EngineOperation.Tier.NETWORKS)
			.findFirst()
			.ifPresent((operation) -> {
				throw EngineFailures.forbidden(operation, null);
			});
	}

}
