package io.moorage.change;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps what each owner applied last. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class AppliedSets {

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
	 * @throws MoorageException {@code data-dir-unavailable}; then it is as it was
	 */
	public synchronized void keep(AppliedSet set) {
		this.folder.write(file(set.owner()), this.mapper.writeValueAsBytes(set));
		this.known.put(set.owner(), set);
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
