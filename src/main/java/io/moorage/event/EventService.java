package io.moorage.event;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.moorage.access.Caller;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.Snapshot;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Service;

/**
 * Follows the events for one caller at a time, on the caller's own thread.
 */
@Service
@RequiredArgsConstructor
class EventService {

	private static final int BATCH = 256;

	private final Snapshot snapshot;

	private final EventHub hub;

	private final EventProperties properties;

	private final JsonMapper mapper;

	/**
	 * Prepares to follow.
	 * @param filter which events are wanted
	 * @param lastEventId the last one that the caller knows, or null
	 * @return what to run for as long as the caller listens; it must be run, since it has
	 * one of the places for followers
	 * @throws io.moorage.fault.MoorageException {@code too-many-subscribers},
	 * {@code too-many-requests}, {@code starting}, {@code ambiguous-reference}
	 */
	Following follow(EventFilter filter, @Nullable String lastEventId) {
		// Also while the engine is away: those who follow want to hear when it is back.
		Reading reading = this.snapshot.lastKnown();
		Predicate<Event> wanted = filter.in(reading.topology());
		// Over the loopback, without credentials, all are one caller.
		Caller known = Caller.current();
		String caller = (known != null && known.credential() != Caller.Credential.NONE) ? Caller.currentKey() : null;
		this.hub.enter(caller);
		return new Following(caller, wanted, lastEventId, reading.revision());
	}

	/**
	 * Is one caller who follows.
	 */
	@RequiredArgsConstructor
	final class Following {

		private final @Nullable String caller;

		private final Predicate<Event> wanted;

		private final @Nullable String lastEventId;

		private final Revision seen;

		/**
		 * Writes events until the caller hangs up, falls too far behind, is not let in
		 * any more, or the service stops.
		 * @param letIn tells whether the caller would still be let in
		 */
		void run(EventWriter writer, OutputStream out, BooleanSupplier letIn) throws IOException {
			try {
				write(writer, out, letIn);
			}
			finally {
				EventService.this.hub.leave(this.caller);
			}
		}

		private void write(EventWriter writer, OutputStream out, BooleanSupplier letIn) throws IOException {
			EventId last = (this.lastEventId != null)
					? EventId.parse(this.lastEventId).orElse(new EventId(new Revision("", 0), 0)) : null;
			EventHub.Position begin = EventService.this.hub.begin(last, this.seen);
			EventId id = begin.id();
			long position = begin.index();
			writer.begin(id, out);
			if (begin.missed()) {
				EventService.this.hub.countReset("too-old");
				writer.reset(id, EventService.this.mapper, out);
			}
			out.flush();
			long lastWritten = System.nanoTime();
			while (true) {
				Duration patience = EventService.this.properties.heartbeat()
					.minusNanos(System.nanoTime() - lastWritten);
				List<Event> events = EventService.this.hub.await(position, patience, BATCH);
				if (events == null) {
					EventService.this.hub.countReset(EventService.this.hub.isStopping() ? "stopping" : "too-slow");
					writer.reset(id, EventService.this.mapper, out);
					out.flush();
					return;
				}
				if (!letIn.getAsBoolean()) {
					// Whoever comes back is told why.
					return;
				}
				List<Event> told = events.stream()
					.filter((event) -> event.id().compareTo(begin.id()) > 0)
					.filter(this.wanted)
					.toList();
				for (Event event : told) {
					writer.write(event, EventService.this.mapper, out);
				}
				boolean silent = System.nanoTime() - lastWritten >= EventService.this.properties.heartbeat().toNanos();
				if (told.isEmpty() && silent) {
					writer.heartbeat(out);
				}
				if (!told.isEmpty() || silent) {
					lastWritten = System.nanoTime();
					out.flush();
				}
				id = events.isEmpty() ? id : events.getLast().id();
				position += events.size();
			}
		}

	}

}
