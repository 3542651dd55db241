package io.moorage.change;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Is an operation that is known here, and whether a thread still carries it out.
 */
final class OperationEntry {

	/** As it is now; replaced under the lock of this entry alone. */
	volatile OperationRecord kept;

	/** What came of putting a part back while others were still being done. */
	@Nullable Restoration recovered;

	/** Is complete when nobody works on it any more. */
	final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

	OperationEntry(OperationRecord kept) {
		this.kept = kept;
		if (kept.isEnded()) {
			this.over.complete(null);
		}
	}

	/**
	 * Takes what it takes to undo what is done so far.
	 */
	synchronized OperationRecord leave(Done.Remains remains) {
		this.kept = this.kept.leaving(remains);
		return this.kept;
	}

}
