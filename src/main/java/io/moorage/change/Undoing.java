package io.moorage.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.change.BatchResponse.Result;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
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

	/**
	 * Asks to undo an operation.
	 * @param kept the operation and what it left
	 * @param answer notes what is still to be undone and what was, and answers
	 * @throws MoorageException {@code undo-stale} when it is not one that can be undone
	 */
	Write<Operation> of(OperationRecord kept, BiFunction<Done.Remains, List<Result>, Operation> answer) {
		if (!kept.canBeUndone()) {
			Operation.State state = kept.operation().state();
			throw stale("The operation " + kept.id() + " is " + state + (kept.isEnded() && state == Operation.State.DONE
					? ", but it is of a kind that is not undone." : "; only one that is done can be undone."));
		}
		List<Reversal> reversals = kept.remains().reversals();
		return (reversals.size() == 1) ? one(kept, reversals.getFirst(), answer) : several(kept, answer);
	}

	private Change<?> change(Reversal reversal) {
		return this.reversers.stream()
			.flatMap((reverser) -> reverser.change(reversal).stream())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nobody undoes " + reversal.kind()));
	}

	private Change<Operation> one(OperationRecord kept, Reversal reversal,
			BiFunction<Done.Remains, List<Result>, Operation> answer) {
		Change<?> change = change(reversal);
		return Change.of((topology) -> scope(kept, change, topology), (topology) -> {
			check(kept, topology);
			return undoing(change, reversal.subject(topology), topology,
					(result) -> answer.apply(Done.Remains.NONE, List.of(result)));
		});
	}

	private static <T> Plan<T> undoing(Change<?> change, String name, Topology topology, Function<Result, T> answer) {
		return change.plan(topology)
			.answering((now,
					progress) -> answer.apply(new Result(name,
							progress.networks().isEmpty() ? null : progress.network(), "undone", progress.warnings())))
			.withReversal(null);
	}

	private Batch<Result, Operation> several(OperationRecord kept,
			BiFunction<Done.Remains, List<Result>, Operation> answer) {
		return Batch.of(() -> {
			Topology now = this.snapshot.look(kept.remains().touched());
			check(kept, now);
			List<Batch.Item<Result>> items = new ArrayList<>();
			kept.remains().reversals().forEach((each) -> items.add(item(kept, each.subject(now), change(each))));
			return items;
		}, (tried) -> {
			Operation now = answer.apply(remains(kept.remains(), tried),
					tried.stream().flatMap((each) -> Stream.ofNullable(each.answer())).toList());
			BatchResponse.of(tried, (each) -> Objects.requireNonNull(each.answer()));
			return now;
		});
	}

	private Done.Remains remains(Done.Remains before, List<Batch.Tried<Result>> tried) {
		List<Reversal> refused = new ArrayList<>();
		for (int i = 0; i < tried.size(); i++) {
			if (tried.get(i).problem() != null) {
				refused.add(before.reversals().get(i));
			}
		}
		return before.only(refused, this.snapshot.lastKnown().topology());
	}

	private static Batch.Item<Result> item(OperationRecord kept, String name, Change<?> change) {
		return new Batch.Item<>(name, Change.of((topology) -> scope(kept, change, topology),
				(topology) -> undoing(change, name, topology, Function.identity())));
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

}
