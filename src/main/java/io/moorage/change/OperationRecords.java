package io.moorage.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.moorage.fault.MoorageException;
import lombok.extern.slf4j.Slf4j;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps operations on the disk.
 */
@Component
@Slf4j
class OperationRecords {

	private final RecordFolder<OperationRecord> records;

	private final Runs runs;

	private final UndoRecords undo;

	OperationRecords(DataFolder folder, JsonMapper mapper, Runs runs, UndoRecords undo) {
		this.records = new RecordFolder<>(folder, mapper, "operations", OperationRecord.class);
		this.runs = runs;
		this.undo = undo;
	}

	/**
	 * Makes the first record of an operation, so that it may begin.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	OperationRecord begin(Operation operation) {
		this.runs.hold();
		OperationRecord begun = new OperationRecord(this.runs.own(), operation, Done.Remains.NONE);
		this.records.write(begun.id(), begun);
		return begun;
	}

	/**
	 * Keeps what is new. It is no reason to fail when that cannot be done.
	 */
	void keep(OperationRecord entry) {
		try {
			this.records.write(entry.id(), entry);
		}
		catch (MoorageException ex) {
			log.warn("How the operation {} gets on is known until the next start only: {}", entry.id(), ex.detail());
		}
	}

	/**
	 * Removes one that nobody need know of any more.
	 */
	void forget(OperationRecord entry) {
		try {
			this.records.remove(entry.id());
		}
		catch (MoorageException ex) {
			log.warn("The record of the operation {} could not be removed: {}", entry.id(), ex.detail());
		}
	}

	/**
	 * Finds what earlier runs kept. What was under way when its run ended has failed;
	 * what another run still carries out is its own.
	 * @return the oldest first
	 */
	List<OperationRecord> kept() {
		Set<String> undone = this.undo.left()
			.stream()
			.flatMap((left) -> Stream.ofNullable(left.operation()))
			.collect(Collectors.toSet());
		List<OperationRecord> all = new ArrayList<>();
		for (String id : this.records.ids()) {
			this.records.read(id).ifPresent((entry) -> {
				if (entry.isEnded()) {
					all.add(entry);
				}
				else if (this.runs.isOver(entry.run())) {
					all.add(entry.cutOff(undone.contains(entry.id())));
					keep(all.getLast());
				}
			});
		}
		all.sort(Comparator.comparing((entry) -> entry.operation().created()));
		return all;
	}

}
