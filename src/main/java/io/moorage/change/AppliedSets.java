package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Touched;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps what each owner applied last. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class AppliedSets implements Reverser {

	private static final String FOLDER = "applied";

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final Map<String, Applied> known = new ConcurrentHashMap<>();

	/**
	 * Finds what an owner applied last.
	 * @param owner the owner
	 * @return the set, or empty when it never applied one, or the folder was lost since
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	public Optional<AppliedSet> find(String owner) {
		return applied(owner).last().map(Kept::set);
	}

	private Applied applied(String owner) {
		Applied all = this.known.get(owner);
		if (all != null) {
			return all;
		}
		Applied read = read(owner);
		// Anybody may ask for any owner.
		if (!read.sets().isEmpty()) {
			this.known.put(owner, read);
		}
		return read;
	}

	private Applied read(String owner) {
		try {
			return this.folder.read(file(owner))
				.map((json) -> this.mapper.readValue(json, Applied.class))
				.orElse(Applied.NOTHING);
		}
		catch (JacksonException ex) {
			log.error("What {} applied last cannot be read; it counts as lost", owner, ex);
			return Applied.NOTHING;
		}
	}

	// An owner's name is a caller's text and never a file's name.
	private static String file(String owner) {
		return FOLDER + "/" + PlanResponse.hash(owner).substring(0, 32) + ".json";
	}

	/**
	 * Keeps what an owner applied.
	 * @param owner the owner
	 * @param set the set
	 * @return what undoes that
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	public synchronized Reversal keep(String owner, AppliedSet set) {
		Kept kept = new Kept(UUID.randomUUID().toString(), set);
		write(owner, applied(owner).and(kept));
		return Reversal.recalling(new Recall(owner, kept.id()));
	}

	private void write(String owner, Applied all) {
		if (all.sets().isEmpty()) {
			this.folder.remove(file(owner));
			this.known.remove(owner);
			return;
		}
		this.folder.write(file(owner), this.mapper.writeValueAsBytes(all));
		this.known.put(owner, all);
	}

	@Override
	public Optional<Change<?>> change(Reversal reversal) {
		return Optional.ofNullable(reversal.recall())
			.map((recall) -> Change.of((topology) -> Scope.NOTHING, (topology) -> recalling(recall)));
	}

	// What was applied since counts, and is forgotten less far back.
	private Plan<Void> recalling(Recall recall) {
		Applied all = applied(recall.owner());
		if (!all.has(recall.id())) {
			return Plan.unchanged((now, progress) -> null);
		}
		String detail = all.isLast(recall.id())
				? "Let what " + recall.owner() + " had applied before count again for GET /drift."
				: "Forget this set of " + recall.owner() + ", which applied another one since.";
		return Plan.of(new Step(Action.RECALL, "set", null, recall.owner(), detail, List.of(),
				(engine, progress) -> forget(recall)), List.of(), Touched.NOTHING, (now, progress) -> null);
	}

	/**
	 * Undoes keeping a set: what the owner applied before it, or since, counts.
	 * @param reversal what {@link #keep} returned
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	public void takeBack(Reversal reversal) {
		forget(Objects.requireNonNull(reversal.recall()));
	}

	private synchronized void forget(Recall recall) {
		write(recall.owner(), applied(recall.owner()).without(recall.id()));
	}

	/**
	 * Names a set that was kept.
	 *
	 * @param owner whose it is
	 * @param id which of them
	 */
	record Recall(String owner, String id) {

	}

	/**
	 * Is what an owner applied and has not undone, the last one at the end.
	 *
	 * @param sets the sets; there is a bound, beyond which the oldest are forgotten
	 */
	record Applied(List<Kept> sets) {

		static final Applied NOTHING = new Applied(List.of());

		// As many as anybody will undo, one after the other.
		private static final int MAX = 20;

		Applied {
			sets = List.copyOf(sets);
		}

		Optional<Kept> last() {
			return this.sets.isEmpty() ? Optional.empty() : Optional.of(this.sets.getLast());
		}

		boolean has(String id) {
			return this.sets.stream().anyMatch((each) -> each.id().equals(id));
		}

		boolean isLast(String id) {
			return last().filter((each) -> each.id().equals(id)).isPresent();
		}

		Applied and(Kept kept) {
			return new Applied(
					Stream.concat(this.sets.stream().skip(Math.max(0, this.sets.size() + 1 - MAX)), Stream.of(kept))
						.toList());
		}

		Applied without(String id) {
			return new Applied(this.sets.stream().filter((each) -> !each.id().equals(id)).toList());
		}

	}

	/**
	 * Is a set that was applied.
	 *
	 * @param id what tells it from others
	 * @param set the set
	 */
	record Kept(String id, AppliedSet set) {

	}

	/**
	 * Is what an owner wants to have.
	 *
	 * @param specs by a network's name, what it shall be, as JSON
	 * @param external the names of those that only have to be there
	 */
	public record AppliedSet(Map<String, String> specs, Set<String> external) {

		/**
		 * Copies what is given.
		 */
		public AppliedSet {
			specs = Map.copyOf(specs);
			external = Set.copyOf(external);
		}

		/**
		 * Tells whether it has a network in it.
		 * @param network the network's name
		 * @return whether it is declared, as external too
		 */
		public boolean names(String network) {
			return this.specs.containsKey(network) || this.external.contains(network);
		}

	}

}
