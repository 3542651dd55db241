package io.moorage.event;

import java.util.ArrayList;
import java.util.List;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEndExtension;
import io.moorage.harness.Engine;
import io.moorage.harness.RunningMoorage;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * As many followers as a service has places for by default.
 */
@ExtendWith(EndToEndExtension.class)
@Isolated("it takes all of the machine, and others have deadlines")
class CrowdTests {

	private static final int PLACES = 1000;

	private final Engine engine;

	private final Workspace mine;

	private final List<Follower> followers = new ArrayList<>();

	CrowdTests(Engine engine, Workspace mine) {
		this.engine = engine;
		this.mine = mine;
	}

	@Test
	void followWhenAThousandFollowTellsEachOnceAndReadsAreAnswered() {
		try (RunningMoorage moorage = RunningMoorage.inFrontOf(this.engine.host(), "moorage.engine.read-timeout=30s",
				"moorage.events.heartbeat=2s")) {
			Api api = moorage.api();
			for (int i = 0; i < PLACES; i++) {
				this.followers.add(Follower.start(api, ""));
			}
			assertThat(api.at("/events").get()).isProblem(503, "too-many-subscribers");
			List<String> names = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				names.add(this.mine.name("crowd" + i));
				api.create(this.mine.network(names.getLast()));
				assertThat(api.at("/networks/{}", names.getLast()).get()).hasStatus(200);
			}
			await().until(() -> this.followers.stream().allMatch((each) -> each.hasCreated(names.getLast())));
			assertThat(this.followers).allSatisfy((each) -> {
				assertThat(each.isEnded()).isFalse();
				assertThat(each.told(this.mine)).extracting((told) -> told.nameOf("network"))
					.containsExactlyElementsOf(names);
			});
			this.followers.forEach(Follower::close);
			await().untilAsserted(() -> {
				try (Follower next = Follower.start(api, "")) {
					assertThat(next.isEnded()).isFalse();
				}
			});
		}
	}

}
