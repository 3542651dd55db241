package io.moorage.snapshot;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;

/**
 * Resolves what callers write into exactly one object, or says why not.
 */
public final class References {

	private References() {
	}

	/**
	 * Finds the network that a reference means.
	 * @param topology where to look
	 * @param reference a full id, an exact name or the beginning of one id
	 * @return the network
	 * @throws MoorageException {@code network-not-found}, {@code network-replaced} with
	 * {@code replacedBy}, or {@code ambiguous-reference} with {@code candidates}
	 */
	public static Network network(Topology topology, String reference) {
		List<Network> found = topology.networks(reference);
		if (found.isEmpty() && NetworkId.isId(reference)) {
			checkNotReplaced(topology, new NetworkId(reference));
		}
		return one(found, reference, "network", FaultCode.NETWORK_NOT_FOUND, Network::ref);
	}

	private static void checkNotReplaced(Topology topology, NetworkId id) {
		topology.notes().successor(id).ifPresent((successor) -> {
			throw new MoorageException(FaultCode.NETWORK_REPLACED,
					"The network " + id + " was replaced here. Use " + successor + ", which took its place.",
					Map.of("replacedBy", successor));
		});
	}

	/**
	 * Finds the container that a reference means.
	 * @param topology where to look
	 * @param reference a full id, an exact name or the beginning of one id
	 * @return the container
	 * @throws MoorageException {@code container-not-found}, or
	 * {@code ambiguous-reference} with {@code candidates}
	 */
	public static Container container(Topology topology, String reference) {
		return one(topology.containers(reference), reference, "container", FaultCode.CONTAINER_NOT_FOUND,
				Container::ref);
	}

	/**
	 * Says that no network is what a reference means.
	 * @param reference what the caller wrote
	 * @return the exception to throw
	 */
	public static MoorageException networkNotFound(String reference) {
		return notFound("network", FaultCode.NETWORK_NOT_FOUND, reference);
	}

	private static MoorageException notFound(String kind, FaultCode code, String reference) {
		return new MoorageException(code, "There is no " + kind + " \"" + reference
				+ "\": no full id, no name and no beginning of an id fits. GET /" + kind + "s lists them.");
	}

	private static <T> T one(List<T> matches, String reference, String kind, FaultCode notFound,
			Function<T, ?> describe) {
		if (matches.isEmpty()) {
			throw notFound(kind, notFound, reference);
		}
		if (matches.size() > 1) {
			throw new MoorageException(FaultCode.AMBIGUOUS_REFERENCE,
					"\"" + reference + "\" fits " + matches.size() + " " + kind
							+ "s. Use one of the full ids in candidates.",
					Map.of("candidates", matches.stream().map(describe).toList()));
		}
		return matches.getFirst();
	}

}
