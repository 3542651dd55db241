package io.moorage.snapshot;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.moorage.fault.MoorageException;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;

/**
 * Is what to look at next.
 *
 * @param networks networks to inspect
 * @param containers containers to inspect
 * @param lists what to list, and then to inspect what the lists show to have changed
 * @param services whether to list the Swarm's services
 * @param waiting who waits for it
 */
record Work(Set<NetworkId> networks, Set<ContainerId> containers, Lists lists, boolean services,
		List<CompletableFuture<Void>> waiting) {

	void done() {
		this.waiting.forEach((each) -> each.complete(null));
	}

	void failed(MoorageException reason) {
		this.waiting.forEach((each) -> each.completeExceptionally(reason));
	}

}
