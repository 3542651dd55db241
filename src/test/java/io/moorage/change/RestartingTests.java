package io.moorage.change;

import java.time.Duration;
import java.util.List;

import io.moorage.harness.Answer;
import io.moorage.harness.Api;
import io.moorage.harness.Body;
import io.moorage.harness.EndToEnd;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Containers that end again and again: between two starts the engine takes them off no
 * network, and never starts them again once that is gone.
 */
@EndToEnd
class RestartingTests {

	private final Api api;

	private final Engine engine;

	private final Workspace mine;

	private final Changer changer;

	RestartingTests(Api api, Engine engine, Workspace mine) {
		this.api = api;
		this.engine = engine;
		this.mine = mine;
		this.changer = new Changer(api, engine, mine);
	}

	/** Runs one until it is between two starts for long enough. */
	private String restarting(String network) {
		String name = this.mine.name("restarting");
		String id = this.engine
			.post("/containers/create?name=" + name, Body.of("Image", Engine.IMAGE)
				.with("Cmd", List.of("sh", "-c", "exit 1"))
				.with("Labels", this.mine.labels())
				.with("HostConfig", Body.of("NetworkMode", network).with("RestartPolicy", Body.of("Name", "always"))))
			.path("Id")
			.asString();
		this.engine.client().startContainerCmd(id).exec();
		// The pause doubles each time, and begins with a tenth of a second.
		await().atMost(Duration.ofMinutes(1))
			.until(() -> this.engine.container(name)
				.filter((each) -> each.path("RestartCount").asInt() >= 7
						&& each.at("/State/Status").asString().equals("restarting"))
				.isPresent());
		return name;
	}

	@Test
	void changesWhenAContainerIsBetweenTwoRestartsAreRefusedUntilItIsStopped() {
		Changer.Made made = this.changer.network("restarts", "restarts", this.mine.id());
		String name = restarting(made.name());
		Body labels = Body.of("labels", Body.of("stage", "test"));
		for (Answer refused : List.of(this.changer.delete(made.name(), "disconnect=true", "dryRun=true"),
				this.changer.delete(made.name(), "disconnect=true"),
				this.changer.put(made.name(), labels, "replace=true"),
				this.api.at("/networks/{}/containers/{}", made.name(), name).delete())) {
			assertThat(refused).isProblem(409, "container-restarting").has("/container/name", name);
			assertThat(refused.text("/detail")).contains("/containers/" + name + "/stop");
		}
		Answer pruned = this.api.at("/networks/prune")
			.post(Body.of("includeStopped", true).with("labels", List.of("restarts=" + this.mine.id())));
		assertThat(pruned.at("/kept").valueStream()).anyMatch((kept) -> kept.path("name").asString().equals(made.name())
				&& kept.path("reason").asString().equals("in-use"));
		this.changer.stop(name);
		assertThat(this.changer.put(made.name(), labels, "replace=true")).hasStatus(200);
		assertThat(this.changer.delete(made.name(), "disconnect=true")).hasStatus(204);
	}

}
