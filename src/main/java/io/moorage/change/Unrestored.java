package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.Topology;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps what could not be put back after a change that failed, over a restart, until it
 * is there again, and for a day at most. Safe for use by many threads.
 */
@Component
@Slf4j
public class Unrestored {

	private static final Duration KEPT = Duration.ofDays(1);

	private static final int MAX_KEPT = 100;

	private final RecordFolder<Entry> records;

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	Unrestored(DataFolder folder, JsonMapper mapper) {
		this.records = new RecordFolder<>(folder, mapper, "unrestored", Entry.class);
		try {
			this.records.ids()
				.stream()
				.flatMap((id) -> this.records.read(id).stream())
				.forEach((entry) -> this.entries.put(entry.id(), entry));
		}
		catch (MoorageException ex) {
			log.error("What earlier changes left is not known: {}", ex.detail());
		}
	}

	/**
	 * Notes that something could not be put back. It is no reason to fail when that
	 * cannot be written down.
	 * @return whether it was not noted before
	 */
	boolean note(UndoRecord change, List<Object> notRestored) {
		Entry entry = new Entry(change.id(), change.since(), Instant.now(), change.before(), notRestored);
		boolean anew = this.entries.put(entry.id(), entry) == null;
		try {
			this.records.write(entry.id(), entry);
		}
		catch (MoorageException ex) {
			log.warn("What could not be put back of {} is known until the next start only: {}", entry.network(),
					ex.detail());
		}
		forget((each) -> each.ended().isBefore(Instant.now().minus(KEPT)));
		all().limit(Math.max(0, this.entries.size() - MAX_KEPT)).toList().forEach(this::forget);
		return anew;
	}

	/**
	 * Forgets what is there again.
	 * @param topology what is there now
	 */
	void settle(Topology topology) {
		if (!this.entries.isEmpty()) {
			forget((entry) -> !entry.isOpen(topology));
		}
	}

	private void forget(Predicate<Entry> over) {
		this.entries.values().stream().filter(over).toList().forEach(this::forget);
	}

	private void forget(Entry entry) {
		this.entries.remove(entry.id());
		try {
			this.records.remove(entry.id());
		}
		catch (MoorageException ex) {
			log.warn("The record of what could not be put back of {} could not be removed: {}", entry.network(),
					ex.detail());
		}
	}

	private Stream<Entry> all() {
		return this.entries.values().stream().sorted(Comparator.comparing(Entry::ended).thenComparing(Entry::id));
	}

	/**
	 * Lists what is still missing.
	 * @param topology what is there now
	 * @return the oldest first
	 */
	public List<Entry> in(Topology topology) {
		Instant limit = Instant.now().minus(KEPT);
		return all().filter((entry) -> entry.ended().isAfter(limit) && entry.isOpen(topology)).toList();
	}

	/**
	 * Is a change of which something could not be put back.
	 *
	 * @param id names it
	 * @param since when the change began
	 * @param ended when what could be put back was
	 * @param before what was there before
	 * @param notRestored what could not be put back
	 */
	public record Entry(String id, Instant since, Instant ended, Before before, List<Object> notRestored) {

		/**
		 * Lets no record be read that lacks what it takes.
		 */
		public Entry {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(since, "since");
			Objects.requireNonNull(ended, "ended");
			Objects.requireNonNull(before, "before");
			notRestored = List.copyOf(notRestored);
		}

		/**
		 * Returns the network's name.
		 */
		public String network() {
			return this.before.spec().name();
		}

		/**
		 * Tells who was on the network and is on none of its name now.
		 * @param topology what is there now
		 * @return containers that are still there
		 */
		public List<Container> missing(Topology topology) {
			return this.before.members()
				.stream()
				.flatMap((member) -> topology.container(member.container().id()).stream())
				.filter((container) -> topology.endpoints(container.id())
					.stream()
					.noneMatch((endpoint) -> endpoint.network().name().equals(network())))
				.toList();
		}

		private boolean isOpen(Topology topology) {
			return topology.networksNamed(network()).isEmpty() || !missing(topology).isEmpty();
		}

	}

}
