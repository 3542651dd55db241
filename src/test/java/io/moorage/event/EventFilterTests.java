package io.moorage.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import io.moorage.read.Others;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Followers who want to be told of some things only.
 */
@EndToEnd
class EventFilterTests {

	private final Api api;

	private final Workspace mine;

	private final Others others;

	EventFilterTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
	}

	private static List<String> all() {
		return List.of("network.created later", "endpoint.connected later box", "container.changed bin",
				"endpoint.disconnected later bin", "network.removed later", "endpoint.disconnected one bin",
				"container.removed bin");
	}

	@Test
	void followWhenFilteredTellsWhatFits() {
		String one = this.others.createNetwork(this.mine.name("one"));
		String box = this.others.create(this.mine.name("box"), one);
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
		Map<String, List<String>> expected = new LinkedHashMap<>();
		expected.put("", all());
		List<String> ofOne = List.of("container.changed bin", "endpoint.disconnected one bin", "container.removed bin");
		expected.put("network=" + one, ofOne);
		expected.put("network=" + one.substring(0, 20), ofOne);
		expected.put("network=" + this.mine.name("one"), ofOne);
		expected.put("network=" + this.mine.name("later"),
				List.of("network.created later", "endpoint.connected later box", "container.changed bin",
						"endpoint.disconnected later bin", "network.removed later"));
		List<String> ofBox = all().stream().filter((each) -> each.matches(".* (box|bin)")).toList();
		expected.put("container=" + box, ofBox);
		expected.put("container=" + box.substring(0, 20), ofBox);
		expected.put("container=" + this.mine.name("box"), ofBox);
		expected.put("container=" + this.mine.name("bin"),
				all().stream().filter((each) -> each.endsWith(" bin")).toList());
		expected.put("type=network.created&type=container.removed",
				List.of("network.created later", "container.removed bin"));
		expected.put("type=endpoint.disconnected&network=" + one, List.of("endpoint.disconnected one bin"));
		expected.put("container=" + box + "&network=" + this.mine.name("later") + "&type=endpoint.connected",
				List.of("endpoint.connected later box"));
		expected.put("network=nobody&network=" + one, ofOne);
		expected.put("network=nobody", List.of());
		expected.put("container=nobody", List.of());
		expected.put("network=", List.of());
		expected.put("container=", List.of());
		expected.put("network=" + this.mine.name("one") + "," + this.mine.name("later"), List.of());
		expected.put("type=network.changed", List.of());
		Map<String, Follower> followers = new LinkedHashMap<>();
		try (Follower all = Follower.start(this.api, "")) {
			expected.keySet().forEach((query) -> followers.put(query, Follower.start(this.api, query)));
			String later = this.others.createNetwork(this.mine.name("later"));
			assertThat(this.api.at("/networks/{}/containers", later).post(Map.of("container", box))).hasStatus(201);
			this.others.rename(box, this.mine.name("bin"));
			all.await((each) -> each.summary().equals("container.changed " + this.mine.name("bin")));
			this.others.disconnect(later, box);
			assertThat(this.api.at("/networks/{}", later).delete()).hasStatus(204);
			this.others.remove(box);
			followers.forEach((query, follower) -> await().untilAsserted(
					() -> assertThat(follower.summaries(this.mine)).as(query).isEqualTo(expected.get(query))));
		}
		finally {
			followers.values().forEach(Follower::close);
		}
	}

	@ParameterizedTest
	@CsvSource({ "type, foo", "type, NETWORK_CREATED", "type, ''", "type, 'network.created,network.removed'",
			"type, reset", "label, x", "limit, 5" })
	void followWhenFilterIsNoneIsRefused(String parameter, String value) {
		for (String accept : List.of("text/event-stream", "application/x-ndjson")) {
			assertThat(this.api.at("/events").query(parameter, value).header("Accept", accept).get())
				.isProblem(400, "invalid-request")
				.pointsAt("?" + parameter);
		}
	}

	@Test
	void followWhenEngineIsUnknownIsNotFound() {
		assertThat(this.api.at("/events").query("engine", "nope").get()).isProblem(404, "engine-not-found");
	}

	@Test
	void followWhenNetworkPrefixFitsSeveralNamesThem() {
		int[] count = new int[1];
		assertAmbiguous("network", twins(() -> this.others.createNetwork(this.mine.name("twin" + count[0]++))));
	}

	@Test
	void followWhenContainerPrefixFitsSeveralNamesThem() {
		int[] count = new int[1];
		assertAmbiguous("container", twins(() -> this.others.create(this.mine.name("twin" + count[0]++), "none")));
	}

	private void assertAmbiguous(String parameter, List<String> twins) {
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
		Answer refused = this.api.at("/events").query(parameter, twins.getFirst().charAt(0)).get();
		assertThat(refused).isProblem(409, "ambiguous-reference");
		assertThat(refused.texts("/candidates", "id")).containsAll(twins);
	}

	/** Makes things until two begin alike: 17 at most. */
	private List<String> twins(Supplier<String> make) {
		List<String> made = new ArrayList<>();
		while (true) {
			String id = make.get();
			for (String other : made) {
				if (other.charAt(0) == id.charAt(0)) {
					return List.of(other, id);
				}
			}
			made.add(id);
		}
	}

}
