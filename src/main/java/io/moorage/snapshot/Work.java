package io.moorage.snapshot;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Is what to look at next.
 *
 * @param networks networks to inspect
 * @param containers containers to inspect
 * @param lists what to list, and then to inspect what the lists show to have changed
 * @param services whether to list the Swarm's services
 * @param waiting who waits for it
 */
record Work(Set<NetworkId> networks, Set<ContainerId> containers, Lists lists, boolean services, List<Waiter> waiting) {

	/**
	 * Nothing of the engine.
	 */
	static final Work NOTHING = new Work(Set.of(), Set.of(), Lists.NONE, false, List.of());

	/**
	 * Nothing but the lists.
	 */
	static final Work LISTS = new Work(Set.of(), Set.of(), Lists.ALL, true, List.of());

	/**
	 * Tells those who wait that it is done.
	 * @param failure why one of the things that they asked about could not be looked at,
	 * or null
	 */
	void done(Function<Touched, @Nullable MoorageException> failure) {
		for (Waiter each : this.waiting) {
			MoorageException reason = failure.apply(each.touched());
			if (reason != null) {
				each.done().completeExceptionally(reason);
			}
			else {
				each.done().complete(null);
			}
		}
	}

	void failed(MoorageException reason) {
		this.waiting.forEach((each) -> each.done().completeExceptionally(reason));
	}

	/**
	 * Is somebody who waits.
	 *
	 * @param touched what it asked about
	 * @param done done when the look has been published
	 */
	record Waiter(Touched touched, CompletableFuture<@Nullable Void> done) {

	}

}
