package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.moorage.change.ManagedBy;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Knows the labels that are not a caller's to set: those that this service writes itself,
 * and on a network those by which its manager knows it again.
 */
public final class OwnLabels {

	private static final Set<String> SERVICE = Set.of(ManagedBy.OWNER, SpecLabel.NAME, HalfConnections.STAND_IN,
			Container.HELPER_LABEL);

	private static final List<String> DOCKER = List.of("com.docker.compose.", "com.docker.stack.");

	private OwnLabels() {
	}

	/**
	 * Finds the labels of a network that stay as they are, whatever is asked for.
	 */
	static Set<String> of(Topology topology, Network network) {
		return network.labels()
			.keySet()
			.stream()
			.filter((key) -> SERVICE.contains(key) || DOCKER.stream().anyMatch(key::startsWith)
					|| topology.notes().isManagers(key, network.labels()))
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Leaves out the labels that this service writes itself.
	 * @param labels labels of a network
	 * @return the others
	 */
	public static Map<String, String> without(Map<String, String> labels) {
		Map<String, String> others = new TreeMap<>(labels);
		others.keySet().removeAll(SERVICE);
		return others;
	}

	/**
	 * Checks the labels of a network that is yet to be made.
	 * @throws MoorageException {@code invalid-request}
	 */
	static void check(@Nullable Map<String, @Nullable String> asked) {
		refuse(mistakes(asked, SERVICE, Map.of(), "/labels"));
	}

	/**
	 * Checks the labels that a network shall have; those that it has already are fine.
	 * @throws MoorageException {@code invalid-request}
	 */
	static void check(@Nullable Map<String, @Nullable String> asked, Topology topology, Network network) {
		List<InvalidField> mistakes = new ArrayList<>(mistakes(asked, SERVICE, network.labels(), "/labels"));
		mistakes.addAll(mistakes(asked, of(topology, network), network.labels(), "/labels"));
		refuse(mistakes.stream().distinct().toList());
	}

	/**
	 * Finds labels of this service's own.
	 * @param asked the labels that were asked for
	 * @param there what they may be
	 * @param pointer where they stand
	 */
	static List<InvalidField> mistakes(@Nullable Map<String, @Nullable String> asked, Map<String, String> there,
			String pointer) {
		return mistakes(asked, SERVICE, there, pointer);
	}

	private static List<InvalidField> mistakes(@Nullable Map<String, @Nullable String> asked, Set<String> own,
			Map<String, String> there, String pointer) {
		Map<String, @Nullable String> labels = (asked != null) ? asked : Map.of();
		return labels.keySet()
			.stream()
			.filter((key) -> own.contains(key) && !Objects.equals(labels.get(key), there.get(key)))
			.map((key) -> new InvalidField(pointer + "/" + InvalidField.step(key),
					SERVICE.contains(key) ? "is a label that this service sets itself. Leave it out."
							: "is a label by which its manager knows the network, and stays as it is. Leave it out."))
			.toList();
	}

	private static void refuse(List<InvalidField> mistakes) {
		if (!mistakes.isEmpty()) {
			throw MoorageException.invalid(mistakes);
		}
	}

}
