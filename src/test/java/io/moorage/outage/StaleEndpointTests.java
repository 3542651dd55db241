package io.moorage.outage;

import io.moorage.finding.Findings;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An endpoint whose container the engine does not know any more, as a daemon that died at
 * the wrong moment leaves it. Here the engine only says that it does not.
 */
class StaleEndpointTests extends AbstractFaultTests {

	StaleEndpointTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, "moorage.engine.read-timeout=20s");
	}

	// As long as the id that it stands for.
	private static String key(String container) {
		return "ep-" + container.substring(3);
	}

	@Test
	void staleEndpointWhenItsRemedyIsSentIsTakenOff() {
		String network = this.mine.name("haunted");
		this.stranger.createNetwork(network);
		String container = this.stranger.run(this.mine.name("ghost"), network);
		Findings findings = new Findings(this.api);
		assertThat(findings.find("stale-endpoint", network)).isEmpty();
		Fault nobody = Fault.answering(200, "application/json", "[]");
		Fault leftover = Fault.rewording((answer) -> answer.replace('"' + container + '"', '"' + key(container) + '"'));
		this.engine.misbehave("GET .*/(containers/json|networks/[0-9a-f]).*", (request, client,
				proxy) -> (request.line().contains("/containers/") ? nobody : leftover).answer(request, client, proxy));
		findings.assertMends("stale-endpoint", network);
		assertThat(Engine.required().network(network).orElseThrow().path("Containers").has(container)).isFalse();
	}

}
