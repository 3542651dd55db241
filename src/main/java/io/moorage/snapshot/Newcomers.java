package io.moorage.snapshot;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.moorage.topology.Attachment;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;

/**
 * Tells an endpoint that was left behind from one that is on its way. While a container
 * is started or connected its network lists the endpoint already, and nobody has it yet:
 * it looks like one whose container is gone. Such a one is shown only when it is still
 * there a moment later. For one thread alone.
 */
class Newcomers {

	private static final Duration MOMENT = Duration.ofSeconds(1);

	private final Map<String, Long> firstSeen = new HashMap<>();

	private final Map<NetworkId, Long> due = new HashMap<>();

	/**
	 * Leaves out what is on its way.
	 * @param network a network as the engine tells of it
	 * @param isThere whether there is a container of a name
	 * @return the network with nothing in it that may be gone in a moment
	 */
	Network settled(Network network, Predicate<String> isThere) {
		List<Attachment> settled = network.attachments()
			.stream()
			.filter((attachment) -> !attachment.isStale() || !isThere.test(attachment.name())
					|| isOld(attachment, network.id()))
			.toList();
		return network.withAttachments(settled);
	}

	private boolean isOld(Attachment attachment, NetworkId network) {
		long now = System.nanoTime();
		long seen = this.firstSeen.computeIfAbsent(attachment.endpointId(), (id) -> now);
		boolean old = now - seen >= MOMENT.toNanos();
		if (!old) {
			this.due.put(network, seen + MOMENT.toNanos());
		}
		return old;
	}

	/**
	 * Returns how long until something is to be looked at again.
	 * @return nanoseconds, at least 0; the greatest number when there is nothing
	 */
	long patience() {
		long now = System.nanoTime();
		return this.due.values().stream().mapToLong((each) -> Math.max(0, each - now)).min().orElse(Long.MAX_VALUE);
	}

	/**
	 * Takes the networks that are to be looked at again now.
	 */
	Set<NetworkId> takeDue() {
		long now = System.nanoTime();
		Set<NetworkId> networks = new HashSet<>();
		this.due.forEach((network, time) -> {
			if (time - now <= 0) {
				networks.add(network);
			}
		});
		this.due.keySet().removeAll(networks);
		return networks;
	}

	/**
	 * Forgets what is not there any more.
	 * @param networks all that is there
	 */
	void retain(Iterable<Network> networks) {
		Set<String> present = new HashSet<>();
		networks.forEach((network) -> network.attachments().forEach((each) -> present.add(each.endpointId())));
		this.firstSeen.keySet().retainAll(present);
	}

}
