package io.moorage.event;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

import io.moorage.change.Operation;
import io.moorage.container.ContainerResponse;
import io.moorage.network.NetworkResponse;
import io.moorage.snapshot.Origin;
import io.moorage.snapshot.SnapshotChange;
import io.moorage.topology.Container;
import io.moorage.topology.Difference;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Puts into an event what the snapshot learnt.
 */
final class Telling {

	private static final String ENGINE = "default";

	private Telling() {
	}

	/**
	 * Tells that the engine is away, or back.
	 */
	static Event of(EventType type, EventId id) {
		return new Event(id, type,
				new EventData(id.toString(), type.toString(), Instant.now(), ENGINE, null, null, null, null), Set.of());
	}

	/**
	 * Tells how a change in the background gets on.
	 */
	static Event of(Operation operation, EventId id) {
		String type = EventType.OPERATION_PROGRESS.toString();
		Origin origin = (operation.requestId() != null) ? new Origin(operation.requestId(), operation.caller()) : null;
		return new Event(id, EventType.OPERATION_PROGRESS,
				new EventData(id.toString(), type, Instant.now(), ENGINE, null, null, operation, origin), Set.of());
	}

	/**
	 * Tells of a difference.
	 */
	static Event of(SnapshotChange change, SnapshotChange.Attributed attributed, EventId id) {
		Difference difference = attributed.difference();
		EventType type = EventType.of(difference.kind());
		Topology topology = isGone(difference, change.after()) ? change.before() : change.after();
		Network network = difference.network();
		Container container = difference.container();
		EventData data = new EventData(id.toString(), type.toString(), Instant.now(), ENGINE,
				(network != null) ? network.ref() : null, (container != null) ? container.ref() : null,
				object(topology, difference), attributed.origin());
		return new Event(id, type, data, networks(topology, difference));
	}

	// What is gone is shown as it was.
	private static boolean isGone(Difference difference, Topology after) {
		Container container = difference.container();
		return switch (difference.kind()) {
			case NETWORK_REMOVED, ENDPOINT_DISCONNECTED -> true;
			default -> container != null && after.container(container.id()).isEmpty();
		};
	}

	private static @Nullable Object object(Topology topology, Difference difference) {
		Network network = difference.network();
		Container container = difference.container();
		if (difference.endpoint() != null) {
			return difference.endpoint();
		}
		if (network != null) {
			return NetworkResponse.listed(topology, network);
		}
		return (container != null) ? ContainerResponse.of(topology, container) : null;
	}

	private static Set<NetworkRef> networks(Topology topology, Difference difference) {
		Set<NetworkRef> networks = new LinkedHashSet<>();
		Network network = difference.network();
		Container container = difference.container();
		if (network != null) {
			networks.add(network.ref());
		}
		else if (container != null) {
			topology.endpoints(container.id()).stream().map(Endpoint::network).forEach(networks::add);
		}
		return networks;
	}

}
