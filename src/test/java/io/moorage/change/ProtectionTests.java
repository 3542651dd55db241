package io.moorage.change;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Protected networks: nobody replaces, removes or empties them until that is lifted.
 */
@EndToEnd
class ProtectionTests {

	private static final String REASON = "The payment service is on it.";

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	ProtectionTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	private Answer protect(String network, Object body, String... parameters) {
		return Changer.send("PUT", Changer.json(this.api.at("/networks/{}/protection", network), parameters), body);
	}

	private Answer lift(String network, String... parameters) {
		return Changer.with(this.api.at("/networks/{}/protection", network), parameters).delete();
	}

	private void assertProtected(Answer refused) {
		assertThat(refused).isProblem(409, "protected-network");
		assertThat(refused.text("/detail")).contains(REASON);
	}

	@Test
	void protectWhenInForceKeepsEverythingAsItIs() {
		Changer.Made made = this.changer.network("kept");
		String member = this.changer.run("kept-user", made.name());
		assertThat(protect(made.name(), Body.of("reason", REASON))).hasStatus(200)
			.has("/outcome", "protected")
			.has("/protected", true)
			.has("/reason", REASON);
		Answer shown = this.api.at("/networks/{}", made.name()).get();
		assertThat(shown).has("/protection/protected", true).has("/protection/reason", REASON).tells("/protection/by");
		this.mine.unchangedBy(() -> {
			assertProtected(this.changer.delete(made.name(), "disconnect=true"));
			assertProtected(this.changer.delete(made.id(), "disconnect=true", "dryRun=true", "override=managed"));
			assertProtected(this.changer.put(made.name(), Body.of("internal", true), "replace=true"));
			assertProtected(this.changer.patch(made.name(), Body.of("internal", true), "replace=true", "dryRun=true"));
			assertProtected(this.api.at("/networks/{}/containers/{}", made.name(), member).delete());
			assertProtected(
					this.api.at("/networks/{}/containers/{}", made.name(), member).query("force", true).delete());
			assertProtected(
					this.changer.putMember(made.name(), member, Body.of("aliases", List.of("x")), "replace=true"));
			Answer several = this.api.at("/networks/remove")
				.post(Body.of("networks", List.of(made.name())).with("disconnect", true));
			assertThat(several).isProblem(409, "partly-done").has("/results/0/problem/code", "protected-network");
			assertThat(this.changer.put(made.name(), new Body())).hasStatus(200).has("/outcome", "unchanged");
			return several;
		});
		String late = this.changer.run("kept-late", "bridge");
		this.api.connect(made.name(), late);
		assertThat(lift(made.name())).hasStatus(204);
		assertThat(lift(made.name())).hasStatus(204);
		assertThat(this.api.network(made.name()).at("/protection/protected").asBoolean()).isFalse();
		assertThat(this.changer.delete(made.name(), "disconnect=true")).hasStatus(204);
	}

	@Test
	void pruneWhenNetworkIsProtectedKeepsIt() {
		Changer.Made made = this.changer.network("unpruned");
		protect(made.name(), Body.of("reason", REASON));
		Answer pruned = this.api.at("/networks/prune").post(Body.of("labels", List.of(this.mine.label())));
		assertThat(pruned).hasStatus(200);
		assertThat(pruned.at("/kept").valueStream()).anyMatch((kept) -> kept.path("id").asString().equals(made.id())
				&& kept.path("reason").asString().equals("protected"));
		assertThat(lift(made.name())).hasStatus(204);
	}

	@Test
	void protectWhenAlreadySoIsUnchanged() {
		Changer.Made made = this.changer.network("again");
		assertThat(protect(made.name(), Body.of("reason", REASON))).has("/outcome", "protected");
		assertThat(protect(made.name(), Body.of("reason", REASON))).hasStatus(200).has("/outcome", "unchanged");
		assertThat(protect(made.name(), Body.of("reason", "Another."))).hasStatus(200).has("/outcome", "protected");
		assertThat(this.api.network(made.name()).at("/protection/reason").asString()).isEqualTo("Another.");
		assertThat(lift(made.id())).hasStatus(204);
	}

	@Test
	void protectWhenOnlyForAWhileEndsByItself() {
		Changer.Made made = this.changer.network("while");
		assertThat(protect(made.name(), Body.of("reason", REASON).with("until", "2s"))).hasStatus(200).tells("/until");
		assertProtected(this.changer.delete(made.name()));
		await().untilAsserted(() -> assertThat(this.changer.delete(made.name())).hasStatus(204));
	}

	@Test
	void protectWhenTheTimeHasPartsAddsThem() {
		Changer.Made made = this.changer.network("parts");
		Answer told = protect(made.name(), Body.of("reason", REASON).with("until", "1h30m"));
		assertThat(told).hasStatus(200);
		assertThat(Instant.parse(told.text("/until"))).isBetween(Instant.now().plus(Duration.ofMinutes(85)),
				Instant.now().plus(Duration.ofMinutes(90)));
		assertThat(lift(made.name())).hasStatus(204);
	}

	@Test
	void pruneWhenProtectionHasEndedRemovesNetwork() {
		Changer.Made made = this.changer.network("ended");
		assertThat(protect(made.name(), Body.of("reason", REASON).with("until", "1s"))).hasStatus(200);
		await().until(() -> !this.api.network(made.name()).at("/protection/protected").asBoolean());
		Answer shown = Changer.send("POST", Changer.json(this.api.at("/networks/prune"), "dryRun=true"),
				Body.of("labels", List.of(this.mine.label())));
		assertThat(shown.texts("/removed", "id")).contains(made.id());
	}

	@Test
	void protectWhenBodyIsInvalidPointsAtIt() {
		Changer.Made made = this.changer.network("invalid");
		assertThat(protect(made.name(), new Body())).isProblem(400, "invalid-request").pointsAt("/reason");
		assertThat(protect(made.name(), Body.of("reason", " "))).isProblem(400, "invalid-request").pointsAt("/reason");
		for (String until : List.of("2020-01-01T00:00:00Z", "soon", "-5s", "0s")) {
			assertThat(protect(made.name(), Body.of("reason", REASON).with("until", until)))
				.isProblem(400, "invalid-request")
				.pointsAt("/until");
		}
		assertThat(protect(this.mine.name("nobody"), Body.of("reason", REASON))).isProblem(404, "network-not-found");
		assertThat(lift(this.mine.name("nobody"))).isProblem(404, "network-not-found");
		assertThat(this.api.network(made.name()).at("/protection/protected").asBoolean()).isFalse();
	}

	@Test
	void protectWhenDryRunProtectsNothing() {
		Changer.Made made = this.changer.network("dry");
		assertThat(protect(made.name(), Body.of("reason", REASON), "dryRun=true")).hasStatus(200)
			.has("/steps/0/action", "protect");
		assertThat(this.api.network(made.name()).at("/protection/protected").asBoolean()).isFalse();
		protect(made.name(), Body.of("reason", REASON));
		assertThat(lift(made.name(), "dryRun=true")).hasStatus(200).has("/changed", true);
		assertThat(this.api.network(made.name()).at("/protection/protected").asBoolean()).isTrue();
		assertThat(lift(made.name())).hasStatus(204);
	}

	@Test
	void protectWhenTagIsAnotherIsRefused() {
		Changer.Made made = this.changer.network("tag");
		String tag = this.api.at("/networks/{}", made.name()).get().header("ETag");
		assertThat(Changer.send("PUT",
				Changer.json(this.api.at("/networks/{}/protection", made.name())).header("If-Match", tag),
				Body.of("reason", REASON)))
			.hasStatus(200);
		assertThat(this.api.at("/networks/{}", made.name()).get().header("ETag")).isNotEqualTo(tag);
		assertThat(this.api.at("/networks/{}/protection", made.name()).header("If-Match", tag).delete()).isProblem(412,
				"precondition-failed");
		assertThat(lift(made.name())).hasStatus(204);
	}

	@Test
	void networkWhenSettingsProtectItStaysAndCannotBeLifted() {
		String name = this.mine.name("globbed");
		String other = this.mine.name("free");
		try (RunningMoorage service = RunningMoorage.inFrontOf(this.engine.host(),
				"moorage.protection.networks=globbed-" + this.mine.id().substring(0, 4) + "*",
				"moorage.engine.read-timeout=30s")) {
			Changer own = new Changer(service.api(), this.engine, this.mine);
			service.api().create(this.mine.network(name).pool("subnet", this.mine.subnets().free() + ".0/24"));
			service.api().create(this.mine.network(other).pool("subnet", this.mine.subnets().free() + ".0/24"));
			assertThat(service.api().network(name).at("/protection/by").asString()).isEqualTo("settings");
			assertThat(own.delete(name)).isProblem(409, "protected-network").has("/protection/by", "settings");
			assertThat(own.put(name, Body.of("labels", Map.of("x", "1")), "replace=true")).isProblem(409,
					"protected-network");
			assertThat(service.api().at("/networks/{}/protection", name).delete()).isProblem(409, "protected-network");
			assertThat(own.delete(other)).hasStatus(204);
			assertThat(this.engine.network(name)).isPresent();
		}
		assertThat(this.changer.delete(name)).hasStatus(204);
	}

}
