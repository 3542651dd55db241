package io.moorage.finding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.moorage.change.ManagedBy;
import io.moorage.change.Overridden;
import io.moorage.change.Overrides;
import io.moorage.engine.NetworkSpec;
import io.moorage.finding.Finding.Code;
import io.moorage.finding.Finding.Subject;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Looks for networks that were changed here though somebody else declares them, and are
 * not as that one left them.
 */
@Component
@RequiredArgsConstructor
class ManagerCheck implements Check {

	private static final String COMPOSE_HASH = "com.docker.compose.config-hash";

	private final Overrides overrides;

	private final Remedies remedies;

	@Override
	public Stream<Finding> find(Topology topology) {
		return topology.networks()
			.stream()
			.flatMap((network) -> this.overrides.before(network.id())
				.filter((before) -> !before.equals(NetworkSpec.of(network)))
				.flatMap((before) -> Optional.ofNullable(find(topology, network, before)))
				.stream());
	}

	private @Nullable Finding find(Topology topology, Network network, NetworkSpec before) {
		ManagedBy manager = ManagedBy.of(topology, network);
		if (!manager.isElsewhere()) {
			return null;
		}
		String who = (manager.project() != null) ? manager.kind() + " (" + manager.project() + ")" : manager.kind();
		String later = manager.kind().equals("compose") ? compose(network)
				: " It may be changed back whenever that is applied again.";
		return Finding.of(Code.CHANGED_UNDER_MANAGER,
				"The network " + network.name() + " was changed here, and " + who + " declares it." + later
						+ " Make the change there as well: " + manager.remedy(topology),
				List.of(Subject.of(network)), this.remedies.patch(topology, network, "Or let the remedy undo it here.",
						body(network, before), Set.of(Overridden.MANAGED)));
	}

	// Tried with 2.26, which writes no hash.
	private static String compose(Network network) {
		return network.labels().containsKey(COMPOSE_HASH)
				? " Compose compares its own hash alone: it does not see the change until the network changes in its files, and makes it anew then, without the change."
				: " This network has no hash to compare, as older Composes make them: docker compose up sees neither the change nor one in its files, and only docker compose down removes it.";
	}

	private static Map<String, Object> body(Network network, NetworkSpec before) {
		NetworkSpec now = NetworkSpec.of(network);
		Map<String, Object> body = Bodies.settings(before);
		body.put("options", entries(now.options(), before.options()));
		body.put("labels", entries(now.labels(), before.labels()));
		return body;
	}

	// A JSON object, for a map would be shown without what null takes away.
	private static ObjectNode entries(Map<String, String> now, Map<String, String> before) {
		ObjectNode entries = JsonNodeFactory.instance.objectNode();
		before.forEach(entries::put);
		now.keySet().stream().filter((key) -> !before.containsKey(key)).forEach(entries::putNull);
		return entries;
	}

}
