package io.moorage.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps operations on the disk.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class OperationRecords {

	private static final String FOLDER = "operations";

	private static final String RECORD = ".json";

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final Runs runs;

	/**
	 * Makes the first record of an operation, so that it may begin.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	OperationRecord begin(Operation operation) {
		this.runs.hold();
		OperationRecord begun = new OperationRecord(this.runs.own(), operation, Done.Remains.NONE);
		write(begun);
		return begun;
	}

	/**
	 * Keeps what is new. It is no reason to fail when that cannot be done.
	 */
	void keep(OperationRecord entry) {
		try {
			write(entry);
		}
		catch (MoorageException ex) {
			log.warn("How the operation {} gets on is known until the next start only: {}", entry.id(), ex.detail());
		}
	}

	private void write(OperationRecord entry) {
		this.folder.write(file(entry.id()), this.mapper.writeValueAsBytes(entry));
	}

	/**
	 * Removes one that nobody need know of any more.
	 */
	void forget(OperationRecord entry) {
		try {
			this.folder.remove(file(entry.id()));
		}
		catch (MoorageException ex) {
			log.warn("The record of the operation {} could not be removed: {}", entry.id(), ex.detail());
		}
	}

	private static String file(String id) {
		return FOLDER + "/" + id + RECORD;
	}

	/**
	 * Finds what earlier runs kept. What was under way when its run ended has failed;
	 * what another run still carries out is its own.
	 * @return the oldest first
	 */
	List<OperationRecord> kept() {
		List<OperationRecord> all = new ArrayList<>();
		for (String name : this.folder.list(FOLDER, RECORD)) {
			read(name).ifPresent((entry) -> {
				if (entry.isEnded()) {
					all.add(entry);
				}
				else if (this.runs.isOver(entry.run())) {
					all.add(entry.cutOff());
					keep(all.getLast());
				}
			});
		}
		all.sort(Comparator.comparing((entry) -> entry.operation().created()));
		return all;
	}

	// One that cannot be read must not keep the others from being found.
	private Optional<OperationRecord> read(String name) {
		try {
			return this.folder.read(name).map((json) -> this.mapper.readValue(json, OperationRecord.class));
		}
		catch (JacksonException | MoorageException ex) {
			log.error("The operation's record {} cannot be read; look at it and remove it", name, ex);
			return Optional.empty();
		}
	}

}
