package io.moorage.change;

import java.util.List;
import java.util.Optional;

import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps records of one kind, each in a JSON file that its id names. Ids are the service's
 * own. Safe for use by many threads.
 *
 * @param <T> the records
 */
@RequiredArgsConstructor
@Slf4j
class RecordFolder<T> {

	private static final String RECORD = ".json";

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final String name;

	private final Class<T> type;

	/**
	 * Writes a record.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	void write(String id, T entry) {
		this.folder.write(file(id), this.mapper.writeValueAsBytes(entry));
	}

	/**
	 * Removes a record; one that is gone is fine.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	void remove(String id) {
		this.folder.remove(file(id));
	}

	/**
	 * Tells whether a record is there.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	boolean has(String id) {
		return this.folder.read(file(id)).isPresent();
	}

	/**
	 * Lists the ids of what is there, ordered.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	List<String> ids() {
		return this.folder.list(this.name, RECORD)
			.stream()
			.map((file) -> file.substring(this.name.length() + 1, file.length() - RECORD.length()))
			.toList();
	}

	/**
	 * Reads a record. One that cannot be read must not keep the others from being found.
	 * @return the record, or empty when it is gone or cannot be read
	 */
	Optional<T> read(String id) {
		try {
			return this.folder.read(file(id)).map((json) -> this.mapper.readValue(json, this.type));
		}
		catch (JacksonException | MoorageException ex) {
			log.error("The record {} in {} cannot be read; look at it and remove it", file(id), this.folder.path(), ex);
			return Optional.empty();
		}
	}

	private String file(String id) {
		return this.name + "/" + id + RECORD;
	}

}
