package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.SnapshotChange;
import io.moorage.snapshot.SnapshotListener;
import io.moorage.topology.Container;
import io.moorage.topology.Topology;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps which networks and members are missing since a change failed and could not be
 * undone wholly, over a restart, until they are there again, and for a day at most. Safe
 * for use by many threads.
 */
@Component
@Slf4j
public class Unrestored implements SnapshotListener {

	private static final Duration KEPT = Duration.ofDays(1);

	private static final int MAX_KEPT = 100;

	private final RecordFolder<Entry> records;

	private final Counter incomplete;

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	// The data folder may have served another engine.
	private volatile @Nullable String engine;

	Unrestored(DataFolder folder, JsonMapper mapper, MeterRegistry metrics) {
		this.records = new RecordFolder<>(folder, mapper, "unrestored", Entry.class);
		this.incomplete = Counter.builder("moorage.restorations.incomplete")
			.description("Changes that were undone, though something could not be put back as it was")
			.register(metrics);
		try {
			this.records.ids()
				.stream()
				.flatMap((id) -> this.records.read(id).stream())
				.forEach((entry) -> this.entries.put(entry.id(), entry));
			prune();
		}
		catch (MoorageException ex) {
			log.error("What earlier changes left is not known: {}", ex.detail());
		}
	}

	/**
	 * Notes that something could not be put back, and keeps what is missing. It is no
	 * reason to fail when that cannot be written down.
	 * @param change the change
	 * @param strangers who joined meanwhile, and was taken off
	 * @param notRestored what could not be put back
	 * @param now what is there now
	 */
	void note(UndoRecord change, List<Before.Member> strangers, List<Object> notRestored, Topology now) {
		this.incomplete.increment();
		this.engine = change.engine();
		Entry entry = new Entry(change.id(), change.engine(), change.since(), Instant.now(),
				change.before().with(strangers), now.networksNamed(change.before().spec().name()).isEmpty(),
				notRestored);
		if (!entry.isOpen(now)) {
			return;
		}
		try {
			this.records.write(entry.id(), entry);
		}
		catch (MoorageException ex) {
			log.warn("What could not be put back of {} is known until the next start only: {}", entry.network(),
					ex.detail());
		}
		this.entries.put(entry.id(), entry);
		prune();
	}

	private void prune() {
		Instant limit = Instant.now().minus(KEPT);
		all().filter((each) -> each.ended().isBefore(limit)).forEach(this::forget);
		all().limit(Math.max(0, this.entries.size() - MAX_KEPT)).forEach(this::forget);
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
		return this.entries.values()
			.stream()
			.sorted(Comparator.comparing(Entry::ended).thenComparing(Entry::id))
			.toList()
			.stream();
	}

	/**
	 * Tells whether it is kept what is missing since a change.
	 */
	boolean has(UndoRecord change) {
		return this.entries.containsKey(change.id());
	}

	/**
	 * Tells whether anything is kept, of whatever engine.
	 */
	boolean isAny() {
		return !this.entries.isEmpty();
	}

	/**
	 * Says which engine is there: what is missing on another one is not told.
	 * @param id the id that the engine gives itself
	 */
	void on(String id) {
		this.engine = id;
	}

	/**
	 * Lists what is still missing.
	 * @param topology what is there now
	 * @return the oldest first; none while nobody knows which engine is there
	 */
	public List<Entry> in(Topology topology) {
		Instant limit = Instant.now().minus(KEPT);
		return own().filter((entry) -> entry.ended().isAfter(limit) && entry.isOpen(topology)).toList();
	}

	private Stream<Entry> own() {
		return all().filter((entry) -> entry.engine().equals(this.engine));
	}

	@Override
	public void onChange(SnapshotChange change) {
		if (isAny()) {
			settle(change.after());
		}
	}

	/**
	 * Forgets what is there again: it is not missed later, when somebody takes it away.
	 * @param now what is there now
	 */
	void settle(Topology now) {
		List<Entry> settled = own().filter((entry) -> entry.isSettled(now)).toList();
		if (!settled.isEmpty()) {
			settled.forEach((entry) -> this.entries.remove(entry.id()));
			// The thread of the snapshot must not wait for a disk.
			Thread.ofVirtual().name("unrestored").start(() -> settled.forEach(this::forget));
		}
	}

	@Override
	public void onLost(Revision revision) {
		// Nothing is known to be there again.
	}

	@Override
	public void onFound(Revision revision) {
		// What happened meanwhile is told next.
	}

	/**
	 * Is a change of which something could not be put back.
	 *
	 * @param id names it
	 * @param engine which engine it was on, by the id that the engine gives itself
	 * @param since when the change began
	 * @param ended when what could be put back was
	 * @param before what was there before, and who joined meanwhile
	 * @param gone whether the network itself was missing; one that was there and is
	 * removed later is not missed, nor are its members
	 * @param notRestored what could not be put back
	 */
	public record Entry(String id, String engine, Instant since, Instant ended, Before before, boolean gone,
			List<Object> notRestored) {

		/**
		 * Lets no record be read that lacks what it takes.
		 */
		public Entry {
			Objects.requireNonNull(id, "id");
			Objects.requireNonNull(engine, "engine");
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
			return topology.networksNamed(network()).isEmpty() ? this.gone : !missing(topology).isEmpty();
		}

		// A network that is being replaced is away for a moment.
		private boolean isSettled(Topology topology) {
			return !topology.networksNamed(network()).isEmpty() && missing(topology).isEmpty();
		}

	}

}
