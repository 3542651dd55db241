package io.moorage.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.github.dockerjava.api.exception.DockerException;
import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.read.Others;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever lists once and then does what the events say always has what a list would tell.
 */
@EndToEnd
class EventReplayTests {

	private static final int OPERATIONS = 60;

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Others others;

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final List<String> networks = new ArrayList<>();

	private final List<String> containers = new ArrayList<>();

	private int count;

	EventReplayTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.others = new Others(engine, mine);
	}

	@Test
	void replayWhenAnythingHappensEndsWhereAListDoes() {
		attempt(() -> makeNetwork(true));
		attempt(() -> makeContainer(false));
		State followed = new State();
		String begin = followed.list();
		try (Follower follower = Follower.start(this.api, "", begin)) {
			List<String> done = new ArrayList<>();
			for (int i = 0; i < OPERATIONS; i++) {
				done.add(operate());
			}
			String fence = this.mine.name("fence");
			this.api.create(this.mine.network(fence));
			follower.awaitCreated(fence);
			follower.told(this.mine).forEach(followed::apply);
			State listed = new State();
			listed.list();
			assertThat(followed.differencesTo(listed)).as("after %s with seed %d", done, this.seed).isEmpty();
			assertThat(follower.told()).extracting(Told::id).doesNotHaveDuplicates();
			assertThat(listed.members.keySet()).as("members after %s with seed %d", done, this.seed)
				.isEqualTo(membersByTheEngine());
		}
	}

	/** Who is on which network, by the engine's own account. */
	private Set<String> membersByTheEngine() {
		Set<String> members = new TreeSet<>();
		this.containers.forEach((id) -> this.engine.container(id).ifPresent((container) -> {
			boolean runs = container.at("/State/Running").asBoolean();
			container.at("/NetworkSettings/Networks").forEachEntry((name, entry) -> {
				String network = this.engine.network(runs || entry.path("NetworkID").asString().isEmpty() ? name
						: entry.path("NetworkID").asString())
					.map((each) -> each.path("Id").asString())
					.orElse("");
				if (!network.isEmpty() && (!runs || !entry.path("EndpointID").asString().isEmpty())) {
					members.add(network + " " + id);
				}
			});
		}));
		return members;
	}

	private String operate() {
		boolean here = this.random.nextBoolean();
		int kind = this.random.nextInt(16);
		String network = any(this.networks);
		String container = any(this.containers);
		String what = (here ? "here " : "elsewhere ") + kind + " " + network + " " + container;
		attempt(() -> {
			switch (kind) {
				case 0, 1, 2 -> makeNetwork(here);
				case 3 -> makeContainer(here);
				case 4, 5 -> removeNetwork(here, network);
				case 6 -> removeContainer(here, container);
				case 7, 8, 9, 10 -> connect(here, network, container);
				case 11, 12 -> disconnect(here, network, container);
				case 13, 14 -> startOrStop(here, kind == 13, container);
				default -> this.others.rename(container, this.mine.name("r" + this.count++));
			}
		});
		return what;
	}

	/** What the engine refuses has not happened, and may be tried all the same. */
	private void attempt(Runnable operation) {
		try {
			operation.run();
		}
		catch (DockerException ex) {
			assertThat(ex.getHttpStatus()).as(ex.getMessage()).isBetween(300, 599);
		}
	}

	private String any(List<String> all) {
		return all.isEmpty() ? "nobody" : all.get(this.random.nextInt(all.size()));
	}

	private void makeNetwork(boolean here) {
		String name = this.mine.name("n" + this.count++);
		this.networks.add(here ? this.api.create(this.mine.network(name)).path("id").asString()
				: this.others.createNetwork(name));
	}

	private void makeContainer(boolean here) {
		String name = this.mine.name("c" + this.count++);
		String network = this.networks.isEmpty() ? "bridge" : any(this.networks);
		this.containers.add(here ? this.api.run(this.mine.container(name, network)).path("id").asString()
				: this.others.create(name, network));
	}

	private void removeNetwork(boolean here, String network) {
		if (here) {
			Answer answer = this.api.at("/networks/{}", network)
				.query("disconnect", this.random.nextBoolean())
				.delete();
			assertThat(answer.status()).isIn(204, 404, 409);
		}
		else {
			this.others.removeNetwork(network);
		}
		this.networks.removeIf((each) -> this.api.at("/networks/{}", each).query("fresh", true).get().status() == 404);
	}

	private void removeContainer(boolean here, String container) {
		if (here) {
			this.api.at("/containers/{}", container).query("force", true).delete();
		}
		else {
			this.others.remove(container);
		}
		this.containers.remove(container);
	}

	private void connect(boolean here, String network, String container) {
		if (here) {
			Answer answer = this.api.at("/networks/{}/containers", network)
				.post(Body.of("container", container).with("aliases", List.of("alias" + this.count++)));
			assertThat(answer.status()).as("%s", answer).isIn(201, 404, 409);
		}
		else {
			this.others.connect(network, container, "nick" + this.count++);
		}
	}

	private void disconnect(boolean here, String network, String container) {
		if (here) {
			this.api.at("/networks/{}/containers/{}", network, container).delete();
		}
		else {
			this.others.disconnect(network, container);
		}
	}

	private void startOrStop(boolean here, boolean start, String container) {
		if (here) {
			this.api.at("/containers/{}/" + (start ? "start" : "stop"), container).post();
		}
		else if (start) {
			this.others.start(container);
		}
		else {
			this.others.stop(container);
		}
	}

	/**
	 * What a follower knows of the workspace. Who is on a network is told by
	 * {@code endpoint.*} alone; a container's events renew what is known of it there.
	 */
	private final class State {

		private final Map<String, JsonNode> networks = new TreeMap<>();

		private final Map<String, JsonNode> containers = new TreeMap<>();

		private final Map<String, JsonNode> members = new TreeMap<>();

		/** Lists everything at one revision, and returns that. */
		private String list() {
			Answer networks;
			Answer containers;
			do {
				networks = list("/networks");
				containers = list("/containers");
			}
			while (!networks.text("/revision").equals(containers.text("/revision")));
			networks.at("/items").forEach(this::put);
			containers.at("/items").forEach(this::put);
			containers.at("/items").forEach((container) -> container.path("networks").forEach(this::join));
			return networks.text("/revision");
		}

		private Answer list(String path) {
			return EventReplayTests.this.api.at(path)
				.query("label", EventReplayTests.this.mine.label())
				.query("fresh", true)
				.get();
		}

		private List<String> differencesTo(State listed) {
			List<String> differences = new ArrayList<>();
			compare(this.networks, listed.networks, differences);
			compare(this.containers, listed.containers, differences);
			compare(this.members, listed.members, differences);
			return differences;
		}

		private static void compare(Map<String, JsonNode> followed, Map<String, JsonNode> listed,
				List<String> differences) {
			Set<String> keys = new TreeSet<>(followed.keySet());
			keys.addAll(listed.keySet());
			keys.stream()
				.filter((key) -> !Objects.equals(followed.get(key), listed.get(key)))
				.forEach((key) -> differences
					.add("%s is followed as %s and listed as %s".formatted(key, followed.get(key), listed.get(key))));
		}

		private void put(JsonNode object) {
			ObjectNode alone = (ObjectNode) object.deepCopy();
			Map<String, JsonNode> kind = alone.has("networkMode") ? this.containers : this.networks;
			alone.remove(List.of("usage", "networks"));
			kind.put(alone.path("id").asString(), alone);
		}

		private void join(JsonNode endpoint) {
			this.members.put(key(endpoint), endpoint);
		}

		private String key(JsonNode endpoint) {
			return endpoint.at("/network/id").asString() + " " + endpoint.at("/container/id").asString();
		}

		private void apply(Told told) {
			JsonNode object = told.data().path("object");
			switch (told.type()) {
				case "network.removed" -> this.networks.remove(told.idOf("network"));
				case "container.removed" -> this.containers.remove(told.idOf("container"));
				case "endpoint.connected" -> join(object);
				case "endpoint.disconnected" -> this.members.remove(key(object));
				default -> {
					put(object);
					object.path("networks")
						.forEach((each) -> this.members.computeIfPresent(key(each), (key, old) -> each));
				}
			}
			assertThat(this.members.values()).as("members after %s with seed %d", told, EventReplayTests.this.seed)
				.allSatisfy((each) -> {
					assertThat(this.containers).containsKey(each.at("/container/id").asString());
					if (!each.at("/network/name").asString().equals("bridge")) {
						assertThat(this.networks).containsKey(each.at("/network/id").asString());
					}
				});
		}

	}

}
