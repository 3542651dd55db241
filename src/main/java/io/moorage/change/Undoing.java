package io.moorage.change;

import java.util.List;
import java.util.Objects;

import io.moorage.change.BatchResponse.Result;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Component;

/**
 * Makes the writes that undo operations, as long as what an operation changed is as it
 * left it.
 */
@Component
@RequiredArgsConstructor
class Undoing {

	private final List<Reverser> reversers;

	private final Snapshot snapshot;

	private final ServiceNotes notes;

	/**
	 * Asks to undo an operation.
	 * @param kept the operation and what it left
	 * @param notebook notes what is undone, and answers
	 * @throws MoorageException {@code undo-stale} when it is not one that can be undone
	 */
	Write<Operation> of(OperationRecord kept, Notebook notebook) {
		if (!kept.canBeUndone()) {
			Operation.State state = kept.operation().state();
			throw stale("The operation " + kept.id() + " is " + state + (kept.isEnded() && state == Operation.State.DONE
					? ", but it is of a kind that is not undone." : "; only one that is done can be undone."));
		}
		List<Reversal> reversals = kept.remains().reversals();
		return (reversals.size() == 1) ? one(kept, reversals.getFirst(), notebook) : several(kept, notebook);
	}

	private Change<Operation> one(OperationRecord kept, Reversal reversal, Notebook notebook) {
		Change<?> change = change(reversal);
		return Change.of((topology) -> scope(kept, change, topology), (topology) -> {
			check(kept, topology);
			return undoing(reversal, change, topology, notebook);
		});
	}

	private Batch<Operation, Operation> several(OperationRecord kept, Notebook notebook) {
		return Batch.of(() -> {
			Topology now = this.snapshot.look(kept.remains().touched(notes()));
			check(kept, now);
			return kept.remains().reversals().stream().map((each) -> item(kept, each, now, notebook)).toList();
		}, (tried) -> {
			BatchResponse.of(tried, (each) -> Objects.requireNonNull(each.answer()).undone().getLast());
			return Objects.requireNonNull(tried.getLast().answer());
		});
	}

	private Batch.Item<Operation> item(OperationRecord kept, Reversal reversal, Topology now, Notebook notebook) {
		Change<?> change = change(reversal);
		return new Batch.Item<>(reversal.following(notes()).subject(now),
				Change.of((topology) -> scope(kept, change, topology),
						(topology) -> undoing(reversal, change, topology, notebook)));
	}

	private Plan<Operation> undoing(Reversal reversal, Change<?> change, Topology topology, Notebook notebook) {
		String name = reversal.following(notes()).subject(topology);
		return change.plan(topology).answering((now, progress) -> {
			NetworkId made = progress.networks().isEmpty() ? null : progress.network();
			return notebook.undone(reversal, new Result(name, made, "undone", progress.warnings()), now);
		}).withReversal(null);
	}

	private Change<?> change(Reversal reversal) {
		Reversal now = reversal.following(notes());
		return this.reversers.stream()
			.flatMap((reverser) -> reverser.change(now).stream())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nobody undoes " + reversal.kind()));
	}

	private Notes notes() {
		return this.notes.notes();
	}

	private static void check(OperationRecord kept, Topology now) {
		if (!kept.remains().isAsLeft(now)) {
			throw stale("What the operation " + kept.id()
					+ " changed has been changed again since. Look at it, and change it as you want it.");
		}
	}

	// What it changed may not even be there any more.
	private static Scope scope(OperationRecord kept, Change<?> reversal, Topology topology) {
		try {
			return reversal.scope(topology);
		}
		catch (MoorageException ex) {
			throw stale("What the operation " + kept.id() + " changed has been changed again since: " + ex.detail());
		}
	}

	private static MoorageException stale(String detail) {
		return new MoorageException(FaultCode.UNDO_STALE, detail);
	}

	/**
	 * Notes what is undone of an operation.
	 */
	@FunctionalInterface
	interface Notebook {

		/**
		 * A part is undone.
		 * @param reversal what undid it
		 * @param result how to tell of it
		 * @param now what is there now
		 * @return the operation as it is now
		 */
		Operation undone(Reversal reversal, Result result, Topology now);

	}

}
