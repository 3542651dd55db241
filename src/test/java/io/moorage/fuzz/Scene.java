package io.moorage.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.moorage.harness.Api;
import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import tools.jackson.databind.JsonNode;

/**
 * What is on the engine for requests to hit: some networks and containers, set up anew
 * from time to time, since some requests do just what they say.
 *
 * @param engine an engine that nobody else uses
 * @param api the service
 * @param operations ids of what was done in the background
 */
record Scene(Engine engine, Api api, List<String> operations) {

	private static final List<String> BUILT_IN = List.of("bridge", "host", "none");

	private static final List<String> NETWORKS = List.of("net-a", "net-a", "net-b", "net-b", "net-c", "net", "bridge",
			"host", "none", "gone", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

	private static final List<String> CONTAINERS = List.of("one", "one", "two", "two", "three", "four", "o", "gone",
			"made-1", "made-2", "10.77.200.9", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

	static Scene of(Engine engine, Api api) {
		return new Scene(engine, api, new CopyOnWriteArrayList<>(List.of("0", "k3x9f2ab-42")));
	}

	List<String> networks() {
		return NETWORKS;
	}

	List<String> containers() {
		return CONTAINERS;
	}

	/** Removes everything, and makes what requests are about. */
	void setUp() {
		for (JsonNode container : this.engine.containers()) {
			this.engine.client()
				.removeContainerCmd(container.path("Id").asString())
				.withForce(true)
				.withRemoveVolumes(true)
				.exec();
		}
		for (JsonNode network : this.engine.networks()) {
			if (!BUILT_IN.contains(network.path("Name").asString())) {
				this.engine.client().removeNetworkCmd(network.path("Id").asString()).exec();
			}
		}
		this.api.at("/networks").query("fresh", true).get();
		made(this.api.at("/networks").post(Body.of("name", "net-a").pool("subnet", "10.77.200.0/24")));
		made(this.api.at("/networks").post(Body.of("name", "net-b").with("internal", true)));
		made(this.api.at("/networks").post(Body.of("name", "net-c").with("configOnly", true)));
		run("one", "net-a", "net-b");
		run("two", "net-a");
		run("three", "net-b");
		run("four");
		made(this.api.at("/containers/three/stop").post());
	}

	private void run(String name, String... networks) {
		made(this.api.at("/containers")
			.post(Body.of("name", name).with("image", Engine.IMAGE).with("command", Engine.WAIT).networks(networks)));
	}

	private static void made(Answer answer) {
		if (answer.status() >= 300) {
			throw new IllegalStateException("The scene could not be set up: " + answer);
		}
	}

	/** Everything that a call could change, by the engine's own lists. */
	List<String> state() {
		List<String> state = new ArrayList<>();
		for (JsonNode network : this.engine.networks()) {
			state.add("network " + network);
		}
		for (JsonNode container : this.engine.containers()) {
			List<String> networks = new ArrayList<>();
			container.at("/NetworkSettings/Networks")
				.properties()
				.forEach((entry) -> networks.add(entry.getKey() + " " + entry.getValue().path("NetworkID") + " "
						+ entry.getValue().path("IPAMConfig") + " " + entry.getValue().path("Aliases")));
			state.add("container " + container.path("Id") + container.path("Names") + container.path("Labels")
					+ (isOurs(container) ? container.path("State") : "") + " " + networks.stream().sorted().toList());
		}
		return state.stream().sorted().toList();
	}

	// Others end by themselves.
	private static boolean isOurs(JsonNode container) {
		return List.of("/one", "/two", "/three", "/four").contains(container.path("Names").path(0).asString(""));
	}

}
