package io.moorage.network;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.moorage.change.ManagedBy;
import io.moorage.topology.Network;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Writes on a network as what its owner declared it, so that its drift is known though
 * the data folder is lost. A hash would not do: only what was given is compared, and a
 * hash does not tell what that was.
 */
@Component
@RequiredArgsConstructor
class SpecLabel {

	/** The label's name. */
	static final String NAME = "io.moorage.spec";

	private final JsonMapper mapper;

	private final NetworkPlanner planner;

	/**
	 * Adds the label.
	 * @param wanted what its owner declared
	 * @return the same, to be made
	 */
	DesiredNetworkRequest on(DesiredNetworkRequest wanted) {
		Map<String, @Nullable String> labels = labels(wanted);
		Map<String, @Nullable String> declared = new TreeMap<>(labels);
		declared.remove(ManagedBy.OWNER);
		labels.put(NAME, this.mapper.writeValueAsString(wanted.withLabels(declared)));
		return wanted.withLabels(labels);
	}

	private static Map<String, @Nullable String> labels(DesiredNetworkRequest wanted) {
		return (wanted.labels() != null) ? new TreeMap<>(wanted.labels()) : new TreeMap<>();
	}

	/**
	 * Reads the label. Anybody can write one.
	 * @param network a network with the label
	 * @return what its owner declared, or empty when the label does not say that
	 */
	Optional<DesiredNetworkRequest> read(Network network) {
		try {
			return Optional.of(this.mapper.readValue(network.labels().get(NAME), DesiredNetworkRequest.class))
				.filter((wanted) -> this.planner.mistakes(wanted.named(network.name())).isEmpty());
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

}
