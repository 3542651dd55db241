package io.moorage.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks HTTP with the engine over docker-java's transport and turns whatever comes back,
 * or does not come back, into an object or a {@link MoorageException}. Safe for use by
 * many threads.
 */
@RequiredArgsConstructor
class EngineHttp implements AutoCloseable {

	private static final int NOT_MODIFIED = 304;

	private final DockerHttpClient client;

	private final EngineFailures failures;

	private final EngineCalls calls;

	private final JsonMapper mapper;

	private final EngineMetrics metrics;

	private final Duration readTimeout;

	// What was not let through when it was last asked.
	private final Set<EngineOperation> forbidden = ConcurrentHashMap.newKeySet();

	/**
	 * Sends a request and reads its answer.
	 * @param request what to send
	 * @param type what the answer's JSON is read as, or {@link Void} when there is none
	 * @return the answer, or null when the type is {@link Void}
	 * @throws EngineRefusalException when the engine answers with an error
	 * @throws MoorageException when it answers garbage, not in time, or not at all
	 */
	<T> @Nullable T send(EngineRequest request, Class<T> type) {
		return send(request, this.readTimeout, type);
	}

	/**
	 * Sends a request and reads its answer.
	 * @param deadline how long the engine may take when that is less than usual, the
	 * request's grace aside
	 */
	<T> @Nullable T send(EngineRequest request, Duration deadline, Class<T> type) {
		Duration shorter = (deadline.compareTo(this.readTimeout) < 0) ? deadline : this.readTimeout;
		return exchange(request, shorter.plus(request.grace()), (response) -> {
			if (type == Void.class) {
				return null;
			}
			T body = this.mapper.readValue(response.getBody(), type);
			if (body == null) {
				throw EngineFailures.garbage("null", null);
			}
			return body;
		});
	}

	/**
	 * Sends a request and reads the answer's headers.
	 * @param request what to send
	 * @param deadline how long the engine may take
	 * @return headers by lower-case name
	 */
	Map<String, String> headers(EngineRequest request, Duration deadline) {
		Map<String, String> headers = exchange(request, deadline, (response) -> {
			Map<String, String> found = new LinkedHashMap<>();
			response.getHeaders().forEach((name, values) -> {
				if (!values.isEmpty()) {
					found.put(name.toLowerCase(Locale.ROOT), values.getFirst());
				}
			});
			return found;
		});
		return (headers != null) ? headers : Map.of();
	}

	/**
	 * Runs several tasks, a few at once, each of which sends what has a deadline.
	 */
	<T> List<T> all(List<Callable<T>> tasks) {
		return this.calls.all(tasks);
	}

	/**
	 * Runs something else than a plain call, with the same bound on how many run at once.
	 */
	<T> T within(Duration deadline, Callable<T> call) {
		return this.calls.within(deadline, call);
	}

	/**
	 * Sends a request whose answer does not end.
	 * @param request what to send
	 * @param deadline how long it may take until it begins
	 * @return the answer once it has begun; the caller closes it
	 * @throws EngineRefusalException when the engine answers with an error
	 * @throws MoorageException when it answers garbage, does not begin in time, or not at
	 * all
	 */
	Response open(EngineRequest request, Duration deadline) {
		AtomicBoolean decided = new AtomicBoolean();
		try {
			Response response = within(request, deadline, () -> {
				Response begun = this.client.execute(toTransport(request));
				if (begun.getStatusCode() / 100 != 2 || !decided.compareAndSet(false, true)) {
					try (begun) {
						check(request, begun);
						throw EngineFailures.garbage("nothing in time", null);
					}
				}
				return begun;
			});
			return Objects.requireNonNull(response);
		}
		finally {
			// An answer that comes now comes too late for anybody to close it.
			decided.set(true);
		}
	}

	/**
	 * Reads one JSON value after the other out of an answer that does not end.
	 */
	<T> MappingIterator<T> values(Response response, Class<T> type) {
		return this.mapper.readerFor(type).readValues(response.getBody());
	}

	private <T> @Nullable T exchange(EngineRequest request, Duration deadline, Reader<T> reader) {
		return within(request, deadline, () -> {
			try (Response response = this.client.execute(toTransport(request))) {
				check(request, response);
				return reader.read(response);
			}
		});
	}

	private void check(EngineRequest request, Response response) throws IOException {
		this.forbidden.remove(request.operation());
		int status = response.getStatusCode();
		if (status >= 400) {
			throw this.failures.refusal(request.operation(), response);
		}
		if (status / 100 != 2 && status != NOT_MODIFIED) {
			throw EngineFailures.garbage("status " + status, null);
		}
	}

	private <T> @Nullable T within(EngineRequest request, Duration deadline, Callable<@Nullable T> call) {
		return this.metrics.timed(request.operation(), () -> this.calls.within(deadline, () -> {
			try {
				return call.call();
			}
			catch (JacksonIOException | IOException ex) {
				throw this.failures.unreachable(ex);
			}
			catch (JacksonException ex) {
				throw EngineFailures.garbage("no JSON that fits", ex);
			}
			catch (EngineRefusalException ex) {
				throw ex;
			}
			catch (MoorageException ex) {
				if (ex.code() == FaultCode.ENGINE_FORBIDS) {
					this.forbidden.add(request.operation());
				}
				throw ex;
			}
			catch (RuntimeException ex) {
				// The transport wraps every IOException in a bare RuntimeException.
				throw this.failures.unreachable(ex);
			}
		}));
	}

	private Request toTransport(EngineRequest request) {
		// A connection is never kept: after a restart of the engine a kept one would be
		// dead, and the transport does not look before it sends.
		Request.Builder builder = Request.builder()
			.method(request.operation().method())
			.path(request.path())
			.putHeader("Connection", "close");
		Object body = request.body();
		if (body != null) {
			// A stream can be sent only once: the transport would send bytes again after
			// a
			// 503, and so might make something twice.
			builder.putHeader("Content-Type", "application/json")
				.body(new ByteArrayInputStream(this.mapper.writeValueAsBytes(body)));
		}
		return builder.build();
	}

	/**
	 * Returns what was not let through to the engine when it was last asked.
	 */
	Set<EngineOperation> forbidden() {
		return Set.copyOf(this.forbidden);
	}

	/**
	 * Returns what tells the failures of this engine apart.
	 */
	EngineFailures failures() {
		return this.failures;
	}

	@Override
	public void close() throws IOException {
		this.calls.close();
		this.client.close();
	}

	/**
	 * Reads what is wanted out of an answer.
	 *
	 * @param <T> what is wanted
	 */
	@FunctionalInterface
	private interface Reader<T> {

		@Nullable T read(Response response) throws IOException;

	}

}
