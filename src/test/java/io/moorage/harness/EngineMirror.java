package io.moorage.harness;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Checks that what a service shows is what its engine has: nothing is missing, nothing is
 * there besides, and nothing differs. The engine itself is asked anew and in full each
 * time.
 *
 * @param api the service
 * @param engine the engine behind it
 */
public record EngineMirror(Api api, Engine engine) {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Compares everything, for tests that nobody disturbs: an engine that changes all the
	 * time is never the same for two who look one after the other.
	 */
	public void showsEverything() {
		shows((thing) -> true);
	}

	/**
	 * Compares what belongs to a workspace, carrying its label or its id in the name,
	 * with all who are on its networks and all networks that its containers are on.
	 * @param workspace the workspace
	 */
	public void shows(Workspace workspace) {
		shows((thing) -> isOf(workspace, thing));
	}

	private void shows(Predicate<JsonNode> wanted) {
		await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
			SortedSet<String> truth = EngineTruth.of(this.engine, wanted).lines();
			SortedSet<String> view = ServiceView.of(this.api, wanted).lines();
			assertThat(without(truth, view)).as("what the engine has and the service does not show").isEmpty();
			assertThat(without(view, truth)).as("what the service shows and the engine does not have").isEmpty();
		});
	}

	private static SortedSet<String> without(SortedSet<String> all, SortedSet<String> others) {
		SortedSet<String> left = new TreeSet<>(all);
		left.removeAll(others);
		return left;
	}

	/** Both the engine's inspect and the service's own answer are understood. */
	private static boolean isOf(Workspace workspace, JsonNode thing) {
		String names = thing.path("Name").asString("") + thing.path("name").asString("");
		String labels = thing.path("Labels").toString() + thing.at("/Config/Labels") + thing.path("labels");
		Pattern id = Pattern.compile(Pattern.quote(workspace.id()) + "(?!\\d)");
		return id.matcher(names).find() || labels.contains('"' + workspace.id() + '"');
	}

}
