package io.moorage.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Call;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists in pages and in every order, while things come and go.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class PagingTests {

	private static final String KIND = "paging";

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final List<String> lasting = new ArrayList<>();

	private final String network;

	PagingTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.network = mine.name("m-members");
	}

	@BeforeAll
	void prepare() {
		for (String name : List.of("m", "c", "x", "C", "é", "a")) {
			this.others.createNetwork(this.mine.name(name), KIND, "lasting");
		}
		this.others.createNetwork(this.network);
		for (String name : List.of("m", "c", "x", "a", "b")) {
			this.lasting.add(this.others.create(this.mine.name(name), this.network, KIND, "lasting"));
		}
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
	}

	private Call networks() {
		return this.api.at("/networks").query("label", this.mine.label()).query("label", KIND);
	}

	private Call containers() {
		return this.api.at("/containers").query("label", this.mine.label());
	}

	private Call members() {
		return this.api.at("/networks/{}/containers", this.network);
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "-name", "created", "-created" })
	void listWhenThingsComeAndGoHasTheLastingOnesOnce(String sort) {
		String passing = come("0");
		List<String> found = new ArrayList<>();
		String after = null;
		int pages = 0;
		do {
			Call call = containers().query("limit", 2).query("sort", sort).query("fresh", true);
			Answer page = ((after != null) ? call.query("after", after) : call).get();
			assertThat(page).hasStatus(200).has("/total", 6);
			assertThat(page.at("/items").size()).isLessThanOrEqualTo(2);
			found.addAll(page.texts("/items", "id"));
			after = page.at("/next").isMissingNode() ? null : page.text("/next");
			this.others.remove(passing);
			passing = come(String.valueOf(pages++));
		}
		while (after != null);
		this.others.remove(passing);
		assertThat(found).doesNotHaveDuplicates();
		found.retainAll(this.lasting);
		assertThat(found).containsExactlyElementsOf(sorted(sort));
		assertThat(pages).isBetween(3, 5);
	}

	private String come(String letter) {
		return this.others.create(this.mine.name("p" + letter), "none");
	}

	private List<String> sorted(String sort) {
		List<JsonNode> all = new ArrayList<>();
		containers().query("label", KIND).get().at("/items").forEach(all::add);
		all.sort(Comparator.comparing((JsonNode each) -> each.path(sort.replace("-", "")).asString()));
		if (sort.startsWith("-")) {
			Collections.reverse(all);
		}
		return all.stream().map((each) -> each.path("id").asString()).toList();
	}

	@Test
	void listWhenLimitIsNotReachedHasNoNext() {
		for (int limit : List.of(6, 7, 1000)) {
			Answer all = networks().query("limit", limit).get();
			assertThat(all.at("/items")).hasSize(6);
			assertThat(all.at("/next").isMissingNode()).isTrue();
		}
		Answer most = networks().query("limit", 5).get();
		assertThat(most).has("/total", 6).tells("/next");
		assertThat(most.at("/items")).hasSize(5);
		Answer rest = networks().query("after", most.text("/next")).get();
		assertThat(rest).has("/total", 6);
		assertThat(rest.at("/items")).hasSize(1);
	}

	@Test
	void listWhenWhatThePageEndedWithIsGoneGoesOnBehindIt() {
		String last = this.others.create(this.mine.name("aa"), "none");
		Answer page = containers().query("fresh", true).query("limit", 2).get();
		assertThat(page.texts("/items", "name")).containsExactly(names("a", "aa"));
		this.others.remove(last);
		Answer next = containers().query("fresh", true).query("limit", 2).query("after", page.text("/next")).get();
		assertThat(next.texts("/items", "name")).containsExactly(names("b", "c"));
	}

	@Test
	void listWhenOfNetworksPagesByCodeUnits() {
		assertThat(walk(this::networks, "name", "/name")).containsExactly(names("C", "a", "c", "m", "x", "é"));
		assertThat(walk(this::networks, "-name", "/name")).containsExactly(names("é", "x", "m", "c", "a", "C"));
		assertThat(walk(this::networks, "-created", "/name")).containsExactly(names("a", "é", "C", "x", "c", "m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "-name", "created", "-created" })
	void listWhenOfMembersPages(String sort) {
		assertThat(walk(this::members, sort, "/container/id")).containsExactlyElementsOf(sorted(sort));
	}

	private String[] names(String... bases) {
		return Stream.of(bases).map(this.mine::name).toArray(String[]::new);
	}

	private List<String> walk(Supplier<Call> list, String sort, String pointer) {
		List<String> found = new ArrayList<>();
		Answer page = list.get().query("limit", 2).query("sort", sort).get();
		while (true) {
			assertThat(page).hasStatus(200);
			page.at("/items").forEach((each) -> found.add(each.at(pointer).asString()));
			if (page.at("/next").isMissingNode()) {
				return found;
			}
			assertThat(page.text("/next")).matches("[A-Za-z0-9_-]+");
			page = list.get().query("limit", 2).query("sort", sort).query("after", page.text("/next")).get();
		}
	}

	@ParameterizedTest
	@CsvSource({ "limit, 0", "limit, -1", "limit, 1001", "limit, abc", "limit, 1.5", "limit, 99999999999", "limit, ''",
			"after, garbage", "after, ''", "after, '%00'", "after, bmFtZQ", "sort, foo", "sort, NAME", "sort, +name",
			"sort, ''", "page, 2" })
	void listWhenPageIsNoneIsRefused(String parameter, String value) {
		for (String path : List.of("/networks", "/containers", "/networks/bridge/containers")) {
			assertThat(this.api.at(path).query(parameter, value).get()).isProblem(400, "invalid-request")
				.pointsAt("?" + parameter);
		}
	}

	@ParameterizedTest
	@CsvSource({ "limit, 5", "sort, name", "after, x" })
	void listWhenScalarIsGivenTwiceIsRefused(String parameter, String value) {
		for (String path : List.of("/networks", "/containers", "/networks/bridge/containers")) {
			assertThat(this.api.at(path).query(parameter, value).query(parameter, value).get())
				.isProblem(400, "invalid-request")
				.pointsAt("?" + parameter);
		}
	}

	@Test
	void listWhenAfterIsOfAnotherOrderIsRefused() {
		String next = networks().query("limit", 1).query("sort", "created").get().text("/next");
		assertThat(networks().query("after", next).query("sort", "created").get()).hasStatus(200);
		for (String sort : List.of("-created", "name", "-name")) {
			assertThat(networks().query("after", next).query("sort", sort).get()).isProblem(400, "invalid-request")
				.pointsAt("?after");
		}
		assertThat(networks().query("after", next).get()).isProblem(400, "invalid-request").pointsAt("?after");
	}

}
