package io.moorage.reachability;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Stranger;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All pairs of so many that one answer would be too long.
 */
@EndToEnd
class MatrixLimitTests {

	private static final int MEMBERS = 101;

	private final Api api;

	private final Stranger stranger;

	private final Workspace mine;

	MatrixLimitTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.stranger = new Stranger(engine, mine);
		this.mine = mine;
	}

	@Test
	void networkWhenItsMembersAreManyPairsIsToldInPages() {
		String network = this.mine.name("crowded");
		this.api.create(this.mine.network(network).pool("subnet", this.mine.subnets().free() + ".0/24"));
		for (int i = 0; i < MEMBERS; i++) {
			this.stranger.createContainer(this.mine.name("crowd" + i), network);
		}
		assertThat(this.api.at("/reachability").query("network", network).query("fresh", true).get())
			.isProblem(400, "invalid-request")
			.pointsAt("?limit");
		Answer page = this.api.at("/reachability").query("network", network).query("limit", 1000).get();
		assertThat(page).hasStatus(200).has("/total", MEMBERS * (MEMBERS - 1));
		assertThat(page.at("/items")).hasSize(1000);
		assertThat(this.api.at("/reachability")
			.query("network", network)
			.query("limit", 1)
			.query("after", page.text("/next"))
			.get()).hasStatus(200);
	}

}
