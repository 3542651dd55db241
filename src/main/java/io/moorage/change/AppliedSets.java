package io.moorage.change;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

	private final Map<String, AppliedSet> known = new ConcurrentHashMap<>();

	/**
	 * Finds what an owner applied last.
	 * @param owner the owner
	 * @return the set, or empty when it never applied one, or the folder was lost since
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	public Optional<AppliedSet> find(String owner) {
		AppliedSet set = this.known.get(owner);
		if (set != null) {
			return Optional.of(set);
		}
		Optional<AppliedSet> read = read(owner);
		read.ifPresent((found) -> this.known.put(owner, found));
		return read;
	}

	private Optional<AppliedSet> read(String owner) {
		try {
			return this.folder.read(file(owner)).map((json) -> this.mapper.readValue(json, AppliedSet.class));
		}
		catch (JacksonException ex) {
			log.error("What {} applied last cannot be read; it counts as lost", owner, ex);
			return Optional.empty();
		}
	}

	// An owner's name is a caller's text and never a file's name.
	private static String file(String owner) {
		return FOLDER + "/" + PlanResponse.hash(owner).substring(0, 32) + ".json";
	}

	/**
	 * Keeps what an owner applied.
	 * @param set the set
	 * @return what undoes that
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	public synchronized Reversal keep(AppliedSet set) {
		Optional<AppliedSet> before = find(set.owner());
		write(set);
		return Reversal.recalling(new Recall(set, before.orElse(null)));
	}

	private void write(AppliedSet set) {
		this.folder.write(file(set.owner()), this.mapper.writeValueAsBytes(set));
		this.known.put(set.owner(), set);
	}

	@Override
	public Optional<Change<?>> change(Reversal reversal) {
		return Optional.ofNullable(reversal.recall())
			.map((recall) -> Change.of((topology) -> Scope.NOTHING, (topology) -> recalling(recall)));
	}

	// What was applied since counts.
	private Plan<Void> recalling(Recall recall) {
		String owner = recall.set().owner();
		if (!isLast(recall)) {
			return Plan.unchanged((now, progress) -> null);
		}
		String detail = "Let what " + owner + " had applied before count again for GET /drift.";
		return Plan.of(
				new Step(Action.RECALL, "set", null, owner, detail, List.of(), (engine, progress) -> putBack(recall)),
				List.of(), Touched.NOTHING, (now, progress) -> null);
	}

	/**
	 * Undoes keeping a set, unless the owner applied another one since.
	 * @param reversal what {@link #keep} returned
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	public synchronized void takeBack(Reversal reversal) {
		Recall recall = Objects.requireNonNull(reversal.recall());
		if (isLast(recall)) {
			putBack(recall);
		}
	}

	private boolean isLast(Recall recall) {
		return find(recall.set().owner()).equals(Optional.of(recall.set()));
	}

	private synchronized void putBack(Recall recall) {
		if (recall.before() != null) {
			write(recall.before());
			return;
		}
		this.folder.remove(file(recall.set().owner()));
		this.known.remove(recall.set().owner());
	}

	/**
	 * Says what an owner applied, and what it had applied before.
	 *
	 * @param set what it applied
	 * @param before what it had applied before, or null when that was nothing
	 */
	record Recall(AppliedSet set, @Nullable AppliedSet before) {

	}

	/**
	 * Is what an owner applied.
	 *
	 * @param owner the owner
	 * @param specs by a network's name, what it shall be, as JSON
	 */
	public record AppliedSet(String owner, Map<String, String> specs) {

		/**
		 * Copies what is given.
		 */
		public AppliedSet {
			specs = Map.copyOf(specs);
		}

	}

}
