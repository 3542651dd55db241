package io.moorage.outage;

import java.time.Duration;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A container ends, and is to be started again, while its network is replaced: between
 * two starts the engine takes it off no network and says that it is on none.
 */
class RestartsMeanwhileTests extends AbstractFaultTests {

	// Each pause is twice as long as the one before, from a tenth of a second on; the
	// last one outlasts a replacement.
	private static final String ENDS_SEVEN_TIMES = """
			n=$(cat /n 2>/dev/null || echo 0); echo $((n+1)) > /n
			while [ $n -ge 7 ] && [ ! -e /end ]; do sleep 0.1; done
			exit 1
			""";

	RestartsMeanwhileTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine, DataDir.fresh().setting());
	}

	private void awaitState(String container, String state) {
		await().atMost(Duration.ofMinutes(1)).until(() -> {
			JsonNode found = Engine.required().container(container).orElseThrow();
			return found.path("RestartCount").asInt() >= 7 && found.at("/State/Status").asString().equals(state);
		});
	}

	@Test
	void replaceWhenAContainerBeginsToRestartMeanwhileKeepsTheNetwork() {
		ReplaceScene scene = ReplaceScene.on(Engine.required(), this.mine, "meanwhile");
		String ends = this.mine.name("ends");
		String id = Engine.required()
			.post("/containers/create?name=" + ends,
					Body.of("Image", Engine.IMAGE)
						.with("Cmd", List.of("sh", "-c", ENDS_SEVEN_TIMES))
						.with("Labels", this.mine.labels())
						.with("HostConfig",
								Body.of("NetworkMode", scene.network).with("RestartPolicy", Body.of("Name", "always"))))
			.path("Id")
			.asString();
		this.stranger.start(id);
		awaitState(ends, "running");
		String network = scene.id();
		ReplaceStep.FIRST_DISCONNECT.misbehave(this.engine, Fault.after(() -> {
			Engine.required().execute(ends, "touch", "/end");
			awaitState(ends, "restarting");
		}, Fault.PASS));
		Answer answer = scene.replace(this.api);
		assertThat(answer.text("/detail")).as("%s", answer).contains(ends, "between two restarts");
		assertThat(scene.id()).isEqualTo(network);
		assertThat(Engine.required()
			.container(ends)
			.orElseThrow()
			.at("/NetworkSettings/Networks")
			.path(scene.network)
			.path("NetworkID")
			.asString()).isEqualTo(network);
		assertThat(scene.replace(this.api)).isProblem(409, "container-restarting");
	}

}
