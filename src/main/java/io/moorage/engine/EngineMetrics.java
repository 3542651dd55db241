package io.moorage.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the calls to the engine as {@code moorage.engine.calls}, by operation
 * and outcome: {@code ok}, {@code refused} when the engine said no, else the code of the
 * problem.
 */
@RequiredArgsConstructor
class EngineMetrics {

	private final MeterRegistry registry;

	<T> @Nullable T timed(EngineOperation operation, Supplier<@Nullable T> call) {
		long begin = System.nanoTime();
		String outcome = "failed";
		try {
			T answer = call.get();
			outcome = "ok";
			return answer;
		}
		catch (EngineRefusalException ex) {
			outcome = "refused";
			throw ex;
		}
		catch (MoorageException ex) {
			outcome = ex.code().toString();
			throw ex;
		}
		finally {
			Timer.builder("moorage.engine.calls")
				.description("Calls to the Docker Engine, the wait for a place included")
				.tag("operation", operation.toString())
				.tag("outcome", outcome)
				.register(this.registry)
				.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
		}
	}

}
