package io.moorage.read;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every filter of networks, alone and with others.
 */
@EndToEnd
@TestInstance(Lifecycle.PER_CLASS)
class NetworkFilterTests {

	private static final String COMPOSE = "com.docker.compose.";

	private final Api api;

	private final Workspace mine;

	private final Others others;

	private final String prefix;

	NetworkFilterTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.mine = mine;
		this.others = new Others(engine, mine);
		this.prefix = mine.subnets().free();
	}

	@BeforeAll
	void prepare() {
		this.api.create(this.mine.network(name("plain")).pool("subnet", this.prefix + ".0/25"));
		this.api.create(labelled("inside", "team", "blue").with("internal", true));
		this.others.createNetwork(name("composed"), COMPOSE + "project", "shop", COMPOSE + "network", "front", "team",
				"red");
		this.others.createNetwork(name("stacked"), "com.docker.stack.namespace", this.mine.id(), "team", "red,blue");
		this.others.create(name("sleeper"), name("composed"));
		this.api.run(this.mine.container(name("runner"), name("plain")));
		assertThat(this.api.at("/networks").query("fresh", true).get()).hasStatus(200);
	}

	private String name(String base) {
		return this.mine.name(base);
	}

	private Body labelled(String base, String label, String value) {
		return this.mine.network(name(base)).with("labels", Map.of(Workspace.LABEL, this.mine.id(), label, value));
	}

	private Call list() {
		return this.api.at("/networks").query("label", this.mine.label());
	}

	private void assertFinds(Call call, String... bases) {
		Answer list = call.get();
		assertThat(list).hasStatus(200).has("/total", bases.length).has("/stale", false);
		assertThat(list.texts("/items", "name"))
			.containsExactly(Stream.of(bases).map(this::name).toArray(String[]::new));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			driver=bridge                                 | composed inside plain stacked
			driver=macvlan                                |
			driver=macvlan&driver=bridge                  | composed inside plain stacked
			scope=local                                   | composed inside plain stacked
			scope=swarm&scope=global                      |
			builtIn=true                                  |
			builtIn=false                                 | composed inside plain stacked
			internal=true                                 | inside
			internal=false                                | composed plain stacked
			usage=in-use                                  | plain
			usage=used-when-started                       | composed
			usage=unused                                  | inside stacked
			usage=unused&usage=in-use                     | inside plain stacked
			usage=system                                  |
			managedBy=compose                             | composed
			managedBy=stack                               | stacked
			managedBy=none                                | inside plain
			managedBy=compose&managedBy=stack             | composed stacked
			managedBy=compose,stack                       |
			label=team                                    | composed inside stacked
			label=!team                                   | plain
			label=team%3Dred                              | composed
			label=!team%3Dred                             | inside plain stacked
			label=team&label=!team%3Dred                  | inside stacked
			label=team%3Dred,blue                         | stacked
			label=team%3D                                 |
			label=team%3Dblue&internal=true&usage=unused  | inside
			label=team%3Dblue&internal=false              |
			label=nobody                                  |
			""")
	void listWhenFilteredFindsWhatFits(String query, String bases) {
		assertFinds(this.api.at("/networks?" + query).query("label", this.mine.label()),
				(bases != null) ? bases.split(" ") : new String[0]);
	}

	@Test
	void listWhenNameIsGivenFindsItExactly() {
		assertFinds(list().query("name", name("plain")), "plain");
		assertFinds(list().query("name", name("plain")).query("name", name("inside")).query("name", "nobody"), "inside",
				"plain");
		assertFinds(list().query("name", "plain"));
		assertFinds(list().query("name", name("plain").toUpperCase(Locale.ROOT)));
		assertFinds(list().query("name", name("plain") + "," + name("inside")));
		assertFinds(list().query("name", ".*"));
	}

	@Test
	void listWhenPartOfANameIsGivenFindsAllWithIt() {
		assertFinds(list().query("q", "sed-" + this.mine.id()), "composed");
		assertFinds(list().query("q", "inside").query("q", "stack"), "inside", "stacked");
		assertFinds(list().query("q", "in").query("driver", "bridge"), "inside", "plain");
		assertFinds(list().query("q", ""), "composed", "inside", "plain", "stacked");
		assertFinds(list().query("q", "pl.in"));
		assertFinds(list().query("q", "in,stack"));
	}

	@ParameterizedTest
	@CsvSource({ "0, plain", "1, plain", "127, plain", "128, ", "255, " })
	void listWhenAddressIsGivenFindsThePoolThatHoldsIt(int last, String base) {
		assertFinds(list().query("address", this.prefix + "." + last),
				(base != null) ? new String[] { base } : new String[0]);
	}

	@Test
	void listWhenSeveralAddressesAreGivenFindsAnyPool() {
		assertFinds(list().query("address", "192.0.2.1").query("address", this.prefix + ".9"), "plain");
		assertFinds(list().query("address", "2001:db8::1"));
	}

	@Test
	void listWhenBuiltInFindsTheEnginesOwn() {
		assertThat(this.api.at("/networks").query("builtIn", true).get().texts("/items", "name"))
			.containsExactly("bridge", "host", "none");
		assertThat(this.api.at("/networks").query("usage", "system").get().texts("/items", "name"))
			.contains("bridge", "host", "none")
			.noneMatch((name) -> name.contains(this.mine.id()));
	}

	@Test
	void listWhenExpandedShowsMembers() {
		Answer list = list().query("expand", "containers").get();
		assertThat(list.texts("/items", "name")).containsExactly(name("composed"), name("inside"), name("plain"),
				name("stacked"));
		assertThat(list).has("/items/0/containers/0/container/name", name("sleeper"))
			.has("/items/0/containers/0/active", false)
			.has("/items/2/containers/0/container/name", name("runner"))
			.has("/items/2/containers/0/active", true);
		assertThat(list.at("/items/1/containers").isEmpty()).isTrue();
		assertThat(list.at("/items/1/containers").isArray()).isTrue();
		assertThat(list().get().at("/items/0/containers").isMissingNode()).isTrue();
	}

	@Test
	void listWhenManagedTellsByWhom() {
		Answer list = list().get();
		assertThat(list).has("/items/0/managedBy/kind", "compose")
			.has("/items/0/managedBy/project", "shop")
			.has("/items/0/managedBy/key", "front")
			.has("/items/3/managedBy/kind", "stack")
			.has("/items/3/managedBy/project", this.mine.id())
			.has("/items/1/managedBy/kind", "none");
		assertThat(list.texts("/items", "usage")).hasSize(4);
	}

	@ParameterizedTest
	@CsvSource({ "scope, Local", "scope, ''", "scope, 'local,swarm'", "usage, IN_USE", "usage, in_use", "usage, used",
			"builtIn, yes", "builtIn, TRUE", "builtIn, ''", "internal, 1", "label, ''", "label, =x", "label, !",
			"address, 10.0.0", "address, 10.0.0.0/8", "address, ''", "address, localhost", "expand, CONTAINERS",
			"expand, services", "Name, x", "filter, x" })
	void listWhenFilterIsNoneIsRefused(String parameter, String value) {
		for (Call call : List.of(this.api.at("/networks"), list())) {
			assertThat(call.query(parameter, value).get()).isProblem(400, "invalid-request").pointsAt("?" + parameter);
		}
	}

	@ParameterizedTest
	@CsvSource({ "builtIn, true", "internal, false", "expand, containers" })
	void listWhenScalarIsGivenTwiceIsRefused(String parameter, String value) {
		assertThat(list().query(parameter, value).query(parameter, value).get()).isProblem(400, "invalid-request")
			.pointsAt("?" + parameter);
	}

}
