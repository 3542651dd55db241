package io.moorage.change;

import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code PUT /networks/{network}/containers/{container}}: connects, or compares what is
 * given with what is there.
 */
@EndToEnd
class PutMemberTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	PutMemberTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	@Test
	void putMemberWhenNotConnectedConnects() {
		Changer.Made made = this.changer.network("new");
		String container = this.changer.run("new-user", "bridge");
		Body body = Body.of("ipv4Address", made.prefix() + ".20").with("aliases", List.of("db"));
		Answer answer = this.changer.putMember(made.name(), container, body);
		assertThat(answer).hasStatus(201)
			.has("/outcome", "connected")
			.has("/ipv4Address", made.prefix() + ".20")
			.has("/container/name", container);
		assertThat(this.api.at(java.net.URI.create(answer.header("Location")).getPath()).get()).hasStatus(200)
			.has("/ipv4Address", made.prefix() + ".20");
		assertThat(this.changer.address(container, made.name())).isEqualTo(made.prefix() + ".20");
		for (Body same : List.of(body, new Body(), Body.of("aliases", List.of()), Body.of("aliases", List.of("db")),
				Body.of("ipv4Address", null), Body.of("linkLocalAddresses", List.of()))) {
			assertThat(
					this.mine.unchangedBy(() -> this.changer.putMember(made.name(), container, same, "replace=true")))
				.hasStatus(200)
				.has("/outcome", "unchanged");
		}
	}

	@Test
	void putMemberWhenItDiffersIsDriftAndChangesNothing() {
		Changer.Made made = this.changer.network("drift");
		String container = this.changer.run("drift-user", made.name(), "aliases", List.of("one"));
		Body body = Body.of("ipv4Address", made.prefix() + ".21").with("aliases", List.of("one", "two"));
		Answer drift = this.mine.unchangedBy(() -> this.changer.putMember(made.name(), container, body));
		assertThat(drift).isProblem(409, "endpoint-drift").tells("/plan/digest");
		assertThat(drift.texts("/diff", "path")).containsExactlyInAnyOrder("/ipv4Address", "/aliases/1");
		assertThat(this.changer.putMember(made.name(), container, body, "dryRun=true")).isProblem(409,
				"endpoint-drift");
		Answer plan = this.changer.putMember(made.name(), container, body, "replace=true", "dryRun=true");
		assertThat(plan).hasStatus(200)
			.has("/digest", drift.text("/plan/digest"))
			.has("/summary/disconnect", 1)
			.has("/summary/connect", 1)
			.has("/affected/0/name", container)
			.has("/affected/0/effect", "reconnected");
	}

	@Test
	void putMemberAndDisconnectWhenItsNetworkIsSharedNameTheSharer() {
		Changer.Made made = this.changer.network("shared");
		String owner = this.changer.run("shared-owner", made.name());
		String sharer = this.mine.name("sharer");
		new Stranger(this.engine, this.mine).run(sharer, "container:" + owner);
		Answer plan = this.changer.putMember(made.name(), owner, Body.of("aliases", List.of("db")), "replace=true",
				"dryRun=true");
		assertThat(plan.texts("/affected", "name")).containsExactly(owner, sharer);
		assertThat(plan.texts("/affected", "effect")).containsExactly("reconnected", "interrupted");
		assertThat(this.api.at("/networks/{}/containers/{}", made.name(), owner)
			.query("dryRun", true)
			.delete()
			.texts("/affected", "name")).containsExactly(owner, sharer);
		this.engine.client().removeContainerCmd(sharer).withForce(true).exec();
	}

	@Test
	void putMemberWhenReplacedKeepsWhatIsNotGiven() {
		Changer.Made made = this.changer.network("kept");
		Changer.Made other = this.changer.network("kept-other");
		String container = this.changer.run("kept-user", made.name(), "ipv4Address", made.prefix() + ".22", "aliases",
				List.of("one"));
		this.api.connect(other.name(), container);
		String neighbour = this.changer.run("kept-neighbour", made.name());
		JsonNode elsewhere = this.changer.endpoint(container, other.name());
		Answer answer = this.changer.putMember(made.name(), container, Body.of("aliases", List.of("two")),
				"replace=true");
		assertThat(answer).hasStatus(200).has("/outcome", "reconnected").has("/ipv4Address", made.prefix() + ".22");
		assertThat(answer.header("Location")).isEmpty();
		assertThat(this.changer.address(container, made.name())).isEqualTo(made.prefix() + ".22");
		assertThat(this.changer.endpoint(container, made.name()).path("Aliases").toString()).contains("\"one\"",
				"\"two\"");
		assertThat(this.changer.endpoint(container, other.name())).isEqualTo(elsewhere);
		this.changer.reaches(neighbour, "one");
		this.changer.reaches(neighbour, "two");
		assertThat(this.mine.unchangedBy(() -> this.changer.putMember(made.name(), container,
				Body.of("aliases", List.of("two", "one")).with("ipv4Address", made.prefix() + ".22"), "replace=true")))
			.hasStatus(200)
			.has("/outcome", "unchanged");
	}

	@Test
	void putMemberWhenContainerIsStoppedStartsAsAskedFor() {
		Changer.Made made = this.changer.network("stopped");
		String container = this.changer.run("stopped-user", made.name());
		this.changer.stop(container);
		Body body = Body.of("ipv4Address", made.prefix() + ".23").with("aliases", List.of("late"));
		assertThat(this.changer.putMember(made.name(), container, body, "replace=true")).hasStatus(200)
			.has("/outcome", "reconnected")
			.has("/active", false);
		assertThat(this.changer.putMember(made.name(), container, body)).hasStatus(200).has("/outcome", "unchanged");
		assertThat(this.changer.start(container)).hasStatus(200);
		assertThat(this.changer.address(container, made.name())).isEqualTo(made.prefix() + ".23");
		assertThat(this.changer.putMember(made.name(), container, body)).hasStatus(200).has("/outcome", "unchanged");
	}

	@Test
	void putMemberWhenAddressesAreWrittenOtherwiseIsUnchanged() {
		String name = this.mine.name("six");
		String v6 = this.mine.subnets().freeIpv6();
		this.api.create(this.mine.network(name)
			.pool("subnet", this.mine.subnets().free() + ".0/24")
			.pool("subnet", v6 + "::/64"));
		String container = this.changer.run("six-user", name, "ipv6Address", v6 + "::a0");
		for (String address : List.of(v6 + "::a0", v6 + ":0:0:0:a0", v6.toUpperCase() + "::00A0")) {
			assertThat(this.mine.unchangedBy(
					() -> this.changer.putMember(name, container, Body.of("ipv6Address", address), "replace=true")))
				.hasStatus(200)
				.has("/outcome", "unchanged");
		}
		String v4 = this.changer.address(container, name);
		assertThat(this.changer.putMember(name, container, Body.of("ipv6Address", v6 + "::a1"), "replace=true"))
			.hasStatus(200)
			.has("/ipv6Address", v6 + "::a1");
		assertThat(this.changer.address(container, name)).isEqualTo(v4);
	}

	@Test
	void putMemberWhenAddressIsAnothersChangesNothing() {
		Changer.Made made = this.changer.network("taken");
		String holder = this.changer.run("taken-holder", made.name(), "ipv4Address", made.prefix() + ".24");
		String container = this.changer.run("taken-user", made.name());
		String late = this.changer.run("taken-late", "bridge");
		Body body = Body.of("ipv4Address", made.prefix() + ".24");
		for (String who : List.of(container, late)) {
			Answer refused = this.mine
				.unchangedBy(() -> this.changer.putMember(made.name(), who, body, "replace=true"));
			assertThat(refused).isProblem(409, "address-in-use").has("/holder/name", holder);
			assertThat(this.changer.putMember(made.name(), who, body, "replace=true", "dryRun=true")).isProblem(409,
					"address-in-use");
			assertThat(this.mine.unchangedBy(
					() -> this.changer.putMember(made.name(), who, Body.of("ipv4Address", "10.1.2.3"), "replace=true")))
				.isProblem(400, "address-outside-subnet");
		}
	}

	@Test
	void putMemberWhenSomethingIsMissingOrInvalidSaysSo() {
		Changer.Made made = this.changer.network("invalid");
		String container = this.changer.run("invalid-user", made.name());
		assertThat(this.changer.putMember(this.mine.name("nobody"), container, new Body())).isProblem(404,
				"network-not-found");
		assertThat(this.changer.putMember(made.name(), this.mine.name("nobody"), new Body())).isProblem(404,
				"container-not-found");
		assertThat(this.changer.putMember(made.name(), container, Body.of("container", container)))
			.isProblem(400, "invalid-request")
			.pointsAt("/container");
		assertThat(this.changer.putMember(made.name(), container, Body.of("ipv4Address", "10.0.0")))
			.isProblem(400, "invalid-request")
			.pointsAt("/ipv4Address");
		assertThat(this.changer.putMember(made.name(), container, Body.of("ipv4Address", "fd00::1")))
			.isProblem(400, "invalid-request")
			.pointsAt("/ipv4Address");
		assertThat(this.changer.putMember("host", container, new Body(), "replace=true")).isProblem(409,
				"network-mode-conflict");
	}

	@Test
	void putMemberWhenReadBeforeItChangedIsRefused() {
		Changer.Made made = this.changer.network("matched");
		String container = this.changer.run("matched-user", "bridge");
		String tag = this.api.at("/networks/{}", made.name()).get().header("ETag");
		assertThat(ifMatch(made.name(), container, tag, new Body())).hasStatus(201);
		assertThat(this.mine.unchangedBy(() -> ifMatch(made.name(), container, tag, Body.of("aliases", List.of("x")))))
			.isProblem(412, "precondition-failed");
		assertThat(ifMatch(made.name(), container, this.api.at("/networks/{}", made.name()).get().header("ETag"),
				Body.of("aliases", List.of("x"))))
			.hasStatus(200)
			.has("/outcome", "reconnected");
	}

	private Answer ifMatch(String network, String container, String tag, Body body) {
		return Changer.send("PUT",
				Changer.json(this.api.at("/networks/{}/containers/{}", network, container), "replace=true")
					.header("If-Match", tag),
				body);
	}

}
