package io.moorage.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.bucket4j.Bucket;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;

import org.springframework.stereotype.Component;

/**
 * Bounds how many requests each caller sends in a second. Safe for use by many threads.
 */
@Component
class RequestRates {

	private static final int MAX_CALLERS = 10_000;

	private static final String EVERYBODY_ELSE = "";

	private final int perSecond;

	private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

	RequestRates(AccessProperties properties) {
		this.perSecond = properties.requestsPerSecond();
	}

	/**
	 * Counts a request.
	 * @param caller who sends it: a name or an address
	 * @throws MoorageException {@code too-many-requests}
	 */
	void count(String caller) {
		if (!bucket(caller).tryConsume(1)) {
			throw new MoorageException(FaultCode.TOO_MANY_REQUESTS, "More than " + this.perSecond
					+ " requests in a second came from one caller. Send fewer, and wait as long as Retry-After says.");
		}
	}

	private Bucket bucket(String caller) {
		Bucket known = this.buckets.get(caller);
		if (known != null) {
			return known;
		}
		if (this.buckets.size() >= MAX_CALLERS) {
			// One that is full again remembers nothing.
			this.buckets.values().removeIf((bucket) -> bucket.getAvailableTokens() >= this.perSecond);
		}
		String key = (this.buckets.size() < MAX_CALLERS) ? caller : EVERYBODY_ELSE;
		return this.buckets.computeIfAbsent(key, (name) -> Bucket.builder()
			.addLimit((limit) -> limit.capacity(this.perSecond).refillGreedy(this.perSecond, Duration.ofSeconds(1)))
			.build());
	}

}
