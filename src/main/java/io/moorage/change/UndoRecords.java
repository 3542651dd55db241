package io.moorage.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps a record of each change that is under way, on the disk before its first step. The
 * records of a run that is over can be adopted.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class UndoRecords {

	private static final String FOLDER = "undo";

	private static final String RECORD = ".json";

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final Runs runs;

	private final AtomicLong count = new AtomicLong();

	// Those that are over, though their files could not be removed.
	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	/**
	 * Keeps a record, so that the change may begin.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	UndoRecord begin(String engine, Before before) {
		this.runs.hold();
		UndoRecord entry = new UndoRecord(this.runs.own() + "-" + this.count.incrementAndGet(), engine, Instant.now(),
				MDC.get("requestId"), before);
		this.folder.write(file(entry.id()), this.mapper.writeValueAsBytes(entry));
		return entry;
	}

	private static String file(String id) {
		return FOLDER + "/" + id + RECORD;
	}

	/**
	 * Forgets a record: the change is done, or undone.
	 */
	void end(UndoRecord entry) {
		this.ended.add(entry.id());
		try {
			this.folder.remove(file(entry.id()));
			this.ended.remove(entry.id());
		}
		catch (MoorageException ex) {
			// At the next start it would be put back again what is there already, or what
			// was changed on purpose since: somebody should know.
			log.error("The undo record {} of {} could not be removed: {}", entry.id(), entry.before().spec().name(),
					ex.detail());
		}
	}

	/**
	 * Tells whether a record is still there.
	 */
	boolean isLeft(UndoRecord entry) {
		return !this.ended.contains(entry.id()) && this.folder.read(file(entry.id())).isPresent();
	}

	/**
	 * Finds the records that nobody else sees to.
	 * @return those of this process and of such as are no more
	 */
	List<UndoRecord> left() {
		List<UndoRecord> left = new ArrayList<>();
		List<String> records = this.folder.list(FOLDER, RECORD);
		for (String name : records) {
			String owner = name.substring(FOLDER.length() + 1).replaceFirst("-[^-]*$", "");
			if (owner.equals(this.runs.own()) || this.runs.isOver(owner)) {
				read(name).filter((entry) -> !this.ended.contains(entry.id())).ifPresent(left::add);
			}
		}
		this.runs.sweep((run) -> records.stream().anyMatch((each) -> each.startsWith(FOLDER + "/" + run + "-")));
		return left;
	}

	// One that cannot be read must not keep the others from being seen to.
	private Optional<UndoRecord> read(String name) {
		try {
			return this.folder.read(name).map((json) -> this.mapper.readValue(json, UndoRecord.class));
		}
		catch (JacksonException | MoorageException ex) {
			log.error("The undo record {} in {} cannot be read; look at it and remove it", name, this.folder.path(),
					ex);
			return Optional.empty();
		}
	}

}
