package io.moorage;

import java.nio.file.Path;

import io.moorage.harness.Api;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Tour;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's tour works as it stands there. Only its names get an ending and its subnet
 * another beginning, so that several people can walk it on one engine.
 */
@EndToEnd
class ReadmeTourTests {

	@Test
	void walkWhenServiceRunsShowsWhatTheReadmeSays(Api api, Engine engine, Workspace mine) throws Exception {
		Tour tour = new Tour(Path.of("README.md")).renamed("\\btour-(\\w+)", "tour-$1-" + mine.id())
			.renamed("10\\.189\\.42", mine.subnets().free());
		assertThat(tour.stops()).isGreaterThan(5);
		try {
			tour.walk(api.base().toString());
			assertThat(engine.networks().toString()).doesNotContain(mine.id());
			assertThat(engine.containers().toString()).doesNotContain(mine.id());
		}
		finally {
			engine.removeLabelled("project", ("tour-port-" + mine.id())::equals);
		}
	}

}
