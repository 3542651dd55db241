package io.moorage.reachability;

import java.time.Duration;
import java.util.List;

import io.moorage.harness.Engine;
import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/**
 * Looks for helpers on the engine, whoever made them.
 *
 * @param engine the engine
 */
public record HelperLook(Engine engine) {

	/** The label that all of them have. */
	public static final String LABEL = "io.moorage.probe";

	public List<String> all() {
		return this.engine.containers()
			.valueStream()
			.filter((each) -> each.path("Labels").has(LABEL))
			.map((each) -> each.path("Id").asString())
			.toList();
	}

	/**
	 * Waits until there is one that runs.
	 * @return what {@code docker inspect} shows
	 */
	public JsonNode running() {
		return await().atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> all().stream()
				.flatMap((id) -> this.engine.container(id).stream())
				.filter((each) -> each.at("/State/Running").asBoolean())
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

}
