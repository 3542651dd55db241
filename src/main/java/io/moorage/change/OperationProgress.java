package io.moorage.change;

import java.util.List;

import lombok.RequiredArgsConstructor;

/**
 * Enters in an operation how it gets on. For the thread that carries it out.
 */
@RequiredArgsConstructor
class OperationProgress implements Observer {

	private final Operations operations;

	private final OperationEntry entry;

	// Of several changes each has steps of its own.
	private int offset;

	@Override
	public void planned(List<Step> steps) {
		this.offset = this.entry.kept.operation().steps().size();
		this.operations.update(this.entry, (operation) -> operation.planned(steps));
	}

	@Override
	public void at(int step, StepState state) {
		int place = this.offset + step;
		this.operations.update(this.entry, (operation) -> operation.at(place, state),
				(operation) -> operation.only(place));
	}

	@Override
	public void leaving(Done.Remains remains) {
		this.operations.keep(this.entry, remains);
	}

}
