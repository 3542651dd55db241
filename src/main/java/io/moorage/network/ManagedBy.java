package io.moorage.network;

import java.util.Map;

import io.moorage.topology.Network;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells who declares a network, by the labels that Docker's own tools put on theirs.
 *
 * <p>
 * Source: Docker Compose 2 and {@code docker stack} of Docker CLI 20.10 to 29.
 *
 * @param kind {@code compose}, {@code stack}, {@code moorage} or {@code none}
 * @param project the project, the stack or the owner, or null
 * @param key the network's name inside of it, or null
 */
public record ManagedBy(@Schema(example = "compose") String kind, @Nullable String project, @Nullable String key) {

	private static final String COMPOSE_PROJECT = "com.docker.compose.project";

	private static final String COMPOSE_NETWORK = "com.docker.compose.network";

	private static final String STACK_NAMESPACE = "com.docker.stack.namespace";

	private static final String OWNER = "io.moorage.owner";

	private static final ManagedBy NOBODY = new ManagedBy("none", null, null);

	static ManagedBy of(Network network) {
		Map<String, String> labels = network.labels();
		String project = labels.get(COMPOSE_PROJECT);
		if (project != null) {
			return new ManagedBy("compose", project, labels.get(COMPOSE_NETWORK));
		}
		String stack = labels.get(STACK_NAMESPACE);
		if (stack != null) {
			String prefix = stack + "_";
			return new ManagedBy("stack", stack,
					network.name().startsWith(prefix) ? network.name().substring(prefix.length()) : null);
		}
		String owner = labels.get(OWNER);
		return (owner != null) ? new ManagedBy("moorage", owner, null) : NOBODY;
	}

}
