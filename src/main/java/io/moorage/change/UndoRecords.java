package io.moorage.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.moorage.access.AuditEntry;
import io.moorage.fault.MoorageException;
import lombok.extern.slf4j.Slf4j;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps a record of each change that is under way, on the disk before its first step. The
 * records of a run that is over can be adopted.
 */
@Component
@Slf4j
class UndoRecords {

	/** Where the thread of an operation in the background says which it is. */
	static final String OPERATION = "operation";

	private final RecordFolder<UndoRecord> records;

	private final Runs runs;

	private final AtomicLong count = new AtomicLong();

	// Those that are over, though their files could not be removed.
	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	UndoRecords(DataFolder folder, JsonMapper mapper, Runs runs) {
		this.records = new RecordFolder<>(folder, mapper, "undo", UndoRecord.class);
		this.runs = runs;
	}

	/**
	 * Keeps a record, so that the change may begin.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	UndoRecord begin(String engine, AuditEntry audit, Before before) {
		this.runs.hold();
		UndoRecord entry = new UndoRecord(this.runs.own() + "-" + this.count.incrementAndGet(), engine, Instant.now(),
				MDC.get("requestId"), MDC.get(OPERATION), audit, before);
		this.records.write(entry.id(), entry);
		return entry;
	}

	/**
	 * Forgets a record: the change is done, or undone.
	 */
	void end(UndoRecord entry) {
		this.ended.add(entry.id());
		try {
			this.records.remove(entry.id());
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
		return !this.ended.contains(entry.id()) && this.records.has(entry.id());
	}

	/**
	 * Finds the records that nobody else sees to.
	 * @return those of this process and of such as are no more
	 */
	List<UndoRecord> left() {
		List<UndoRecord> left = new ArrayList<>();
		List<String> ids = this.records.ids();
		for (String id : ids) {
			String owner = id.replaceFirst("-[^-]*$", "");
			if (owner.equals(this.runs.own()) || this.runs.isOver(owner)) {
				this.records.read(id).filter((entry) -> !this.ended.contains(entry.id())).ifPresent(left::add);
			}
		}
		this.runs.sweep((run) -> ids.stream().anyMatch((each) -> each.startsWith(run + "-")));
		return left;
	}

}
