package io.moorage.change;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells who declares a network, by the labels that Docker's own tools put on theirs and
 * by the settings of this service.
 *
 * <p>
 * Source: Docker Compose 2 and {@code docker stack} of Docker CLI 20.10 to 29.
 *
 * @param kind {@code compose}, {@code stack}, a word of {@code moorage.managed},
 * {@code moorage} or {@code none}
 * @param project the project, the stack or the owner, or null
 * @param key the network's name inside of it, or null
 */
public record ManagedBy(@Schema(example = "compose") String kind, @Nullable String project, @Nullable String key) {

	/**
	 * The label that says which owner made a network here.
	 */
	public static final String OWNER = "io.moorage.owner";

	private static final String COMPOSE_PROJECT = "com.docker.compose.project";

	private static final String COMPOSE_NETWORK = "com.docker.compose.network";

	private static final String COMPOSE_FILES = "com.docker.compose.project.config_files";

	private static final String STACK_NAMESPACE = "com.docker.stack.namespace";

	private static final ManagedBy NOBODY = new ManagedBy("none", null, null);

	/**
	 * Finds out who declares a network.
	 * @param topology what is there
	 * @param network the network
	 * @return who, of kind {@code none} when nobody does
	 */
	public static ManagedBy of(Topology topology, Network network) {
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
		Optional<String> manager = topology.notes().manager(network);
		if (manager.isPresent()) {
			return new ManagedBy(manager.get(), null, null);
		}
		String owner = labels.getOrDefault(OWNER, topology.notes().owners().get(network.id()));
		return (owner != null) ? new ManagedBy("moorage", owner, null) : NOBODY;
	}

	/**
	 * Tells whether nobody does.
	 */
	boolean isNobody() {
		return this.kind.equals("none");
	}

	/**
	 * Tells whether somebody declares it who does not do so here.
	 * @return false for nobody and for owners of sets that are applied here
	 */
	@JsonIgnore
	public boolean isElsewhere() {
		return !isNobody() && !this.kind.equals("moorage");
	}

	/**
	 * Says where a change should be made instead.
	 * @param topology where to find the project's files, in its containers' labels
	 * @return a sentence
	 */
	public String remedy(Topology topology) {
		return switch (this.kind) {
			case "compose" -> "Change it in " + files(topology) + " and run docker compose --project-name "
					+ this.project + " up -d.";
			case "stack" -> "Change it in the stack's file and run docker stack deploy for " + this.project + ".";
			case "moorage" -> "Send the changed set to POST /apply?owner=" + this.project + ".";
			default -> "Change it where " + this.kind + " declares it.";
		};
	}

	private String files(Topology topology) {
		String files = topology.containers()
			.stream()
			.filter((container) -> String.valueOf(this.project).equals(container.labels().get(COMPOSE_PROJECT)))
			.flatMap((container) -> Stream.ofNullable(container.labels().get(COMPOSE_FILES)))
			.flatMap((each) -> Stream.of(each.split(",")))
			.distinct()
			.sorted()
			.collect(Collectors.joining(", "));
		return files.isEmpty() ? "the files of the Compose project " + this.project : files;
	}

}
