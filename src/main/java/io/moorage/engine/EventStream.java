package io.moorage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.MappingIterator;

/**
 * Reads the engine's stream of events. Its connection has no time-out, since nothing may
 * happen for hours, and no place among the bounded calls.
 *
 * <p>
 * Source: Docker Engine API 1.41 to 1.55, {@code GET /events}.
 */
@RequiredArgsConstructor
@Slf4j
class EventStream implements EngineEvents {

	private static final String FILTERS = "{\"type\":[\"network\",\"container\",\"service\"]}";

	// The engine answers before it listens, so it is asked for what happened just before.
	private static final int OVERLAP_SECONDS = 2;

	// Nobody listens until it has begun, and a lost engine is to be noticed within 2 s.
	private static final Duration BEGINNING = Duration.ofMillis(1400);

	// Health checks alone would have every container looked at every few seconds.
	private static final Set<String> NOISE = Set.of("attach", "commit", "copy", "archive-path", "extract-to-dir",
			"detach", "exec_create", "exec_start", "exec_die", "exec_detach", "export", "health_status", "kill", "oom",
			"resize", "top");

	private final EngineHttp http;

	private final ApiNegotiation negotiation;

	@Override
	public void ping(Duration deadline) {
		this.negotiation.ping(this.http, deadline);
	}

	@Override
	public Subscription subscribe(Listener listener) {
		ApiVersion version = this.negotiation.version();
		EngineRequest request = EngineRequest.of(EngineOperation.EVENTS).query("filters", FILTERS);
		Optional<Instant> now = this.negotiation.engineTime();
		if (now.isPresent()) {
			request = request.query("since", Long.toString(now.get().getEpochSecond() - OVERLAP_SECONDS));
		}
		Open stream = new Open(open(request.under(version)), listener);
		Thread.ofVirtual().name("engine-events").start(stream::read);
		return stream;
	}

	private Response open(EngineRequest request) {
		try {
			return this.http.open(request, BEGINNING);
		}
		catch (EngineRefusalException ex) {
			throw Refusals.meaningOf(ex);
		}
	}

	static Optional<Instant> time(Map<String, String> headers) {
		try {
			return Optional.ofNullable(headers.get("date"))
				.map((date) -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Is a stream that is open.
	 */
	@RequiredArgsConstructor
	private final class Open implements Subscription {

		private final Response response;

		private final Listener listener;

		private final AtomicBoolean over = new AtomicBoolean();

		private void read() {
			MoorageException reason = new MoorageException(FaultCode.ENGINE_UNAVAILABLE,
					"The engine ended its stream of events. It may be restarting.");
			// Nobody closes the reader: that would read an answer without an end to its
			// end.
			try {
				MappingIterator<Wire.Event> events = EventStream.this.http.values(this.response, Wire.Event.class);
				while (events.hasNextValue()) {
					tell(events.nextValue());
				}
			}
			catch (JacksonIOException ex) {
				reason = EventStream.this.http.failures().unreachable(ex);
			}
			catch (JacksonException ex) {
				reason = EngineFailures.garbage("an event that is none", ex);
			}
			catch (IllegalArgumentException ex) {
				reason = EngineFailures.garbage("an event without what it must have", ex);
			}
			catch (RuntimeException ex) {
				reason = EventStream.this.http.failures().unreachable(ex);
			}
			if (this.over.compareAndSet(false, true)) {
				closeResponse();
				this.listener.onEnd(reason);
			}
		}

		private void tell(Wire.@Nullable Event wire) {
			if (wire == null || wire.action() == null || wire.type() == null) {
				throw new IllegalArgumentException("no event");
			}
			EngineEvent event = event(wire.type(), wire.action(), wire.actor());
			if (event != null && !this.over.get()) {
				log.debug("The engine tells {}", event);
				this.listener.onEvent(event);
			}
		}

		private static @Nullable EngineEvent event(String type, String action, Wire.@Nullable Actor actor) {
			// "exec_create: sh" and "health_status: healthy" have more to say.
			int colon = action.indexOf(':');
			if (NOISE.contains((colon < 0) ? action : action.substring(0, colon))) {
				return null;
			}
			String id = (actor != null) ? WireReader.text(actor.id(), "") : "";
			Map<String, String> attributes = (actor != null) ? WireReader.map(actor.attributes()) : Map.of();
			String container = type.equals("container") ? id : attributes.getOrDefault("container", "");
			boolean ofNetwork = type.equals("network") && !id.isEmpty();
			return new EngineEvent(action, ofNetwork ? new NetworkId(id) : null,
					container.isEmpty() ? null : new ContainerId(container));
		}

		@Override
		public void close() {
			if (this.over.compareAndSet(false, true)) {
				closeResponse();
			}
		}

		private void closeResponse() {
			try {
				this.response.close();
			}
			catch (Exception ex) {
				log.debug("Closing the stream of events failed", ex);
			}
		}

	}

}
