package io.moorage.harness;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * A workspace as the engine itself tells it, to be compared before and after.
 *
 * @param networks by id, everything that inspecting them gives
 * @param containers by id, their state and their networks
 */
public record EngineState(Map<String, String> networks, Map<String, String> containers) {

	/**
	 * Asks the engine for everything that belongs to a workspace: what carries its label
	 * and what has its id in the name.
	 * @param workspace the workspace
	 * @return what is there now
	 */
	public static EngineState of(Workspace workspace) {
		Engine engine = Engine.required();
		// Of the first workspace and the tenth one name begins like the other.
		Predicate<String> mine = Pattern.compile(Pattern.quote(workspace.id()) + "(?!\\d)").asPredicate();
		Map<String, String> networks = new TreeMap<>();
		engine.networks()
			.valueStream()
			.filter((network) -> mine.test(network.path("Name").asString("") + network.path("Labels")))
			.map((network) -> network.path("Id").asString(""))
			.forEach((id) -> engine.network(id).ifPresent((network) -> networks.put(id, network.toPrettyString())));
		Map<String, String> containers = new TreeMap<>();
		engine.containers()
			.valueStream()
			.filter((container) -> mine.test(container.path("Names") + "" + container.path("Labels")))
			.map((container) -> container.path("Id").asString(""))
			.forEach((id) -> engine.container(id).ifPresent((container) -> containers.put(id, summary(container))));
		return new EngineState(networks, containers);
	}

	private static String summary(JsonNode container) {
		return container.path("Name").asString("") + " " + container.at("/State/Status").asString("") + " "
				+ container.at("/NetworkSettings/Networks").toPrettyString();
	}

}
