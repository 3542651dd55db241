package io.moorage.change;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Is an operation that is known here, and whether a thread still carries it out.
 */
final class OperationEntry {

	/** As it is now. */
	volatile OperationRecord kept;

	/** Is complete when nobody works on it any more. */
	final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

	OperationEntry(OperationRecord kept) {
		this.kept = kept;
		if (kept.isEnded()) {
			this.over.complete(null);
		}
	}

}
