package io.moorage.outage;

import java.util.List;

import io.moorage.harness.Body;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A network that is gone, and that a container's settings still name.
 */
class ForgottenNetworkTests extends AbstractFaultTests {

	ForgottenNetworkTests(Engine engine, Workspace mine) {
		super(FaultProxy.onUnixSocket(engine.host()), mine);
	}

	@Test
	void disconnectWhenNetworkIsGoneNeverHasItsNameInAPath() {
		String name = this.mine.name("a b?%2e#");
		String network = goneFrom(this.mine.name("forgets"), name);
		this.engine.countAnew();

		assertThat(this.api.at("/networks/{}/containers/{}", network, this.mine.name("forgets"))
			.query("force", true)
			.delete()).hasStatus(204);

		assertThat(this.engine.taken()).filteredOn((line) -> line.contains("/networks/"))
			.allMatch((line) -> line.matches("\\S+ /networks/(create|[0-9a-f]{64}(/\\w+)?)"));
		assertThat(settings("forgets")).doesNotContain(name);
		assertThat(namesOnEngine()).doesNotContain(name);
		assertThat(this.api.at("/containers/{}/start", this.mine.name("forgets")).post()).hasStatus(200);
	}

	@Test
	void disconnectWhenAnotherHasItsNameLeavesThatOne() {
		String name = this.mine.name("again");
		String network = goneFrom(this.mine.name("remembers"), name);
		String other = this.stranger.createNetwork(name);

		assertThat(this.api.at("/networks/{}/containers/{}", network, this.mine.name("remembers"))
			.query("force", true)
			.delete()).hasStatus(204);

		assertThat(settings("remembers")).doesNotContain(name);
		assertThat(Engine.required().network(other)).isPresent();
	}

	/** Leaves a stopped container with the name of a network that is gone. */
	private String goneFrom(String container, String name) {
		this.api.run(this.mine.container(container));
		String network = this.api.create(Body.of("name", name).with("labels", this.mine.labels()))
			.path("id")
			.asString();
		this.api.connect(network, container);
		assertThat(this.api.at("/containers/{}/stop", container).post()).hasStatus(200);
		this.stranger.removeNetwork(network);
		assertThat(fresh("/networks/{}", network)).hasStatus(404);
		return network;
	}

	private List<String> settings(String container) {
		return List.copyOf(Engine.required()
			.container(this.mine.name(container))
			.orElseThrow()
			.at("/NetworkSettings/Networks")
			.propertyNames());
	}

	private static List<String> namesOnEngine() {
		return Engine.required().networks().valueStream().map((each) -> each.path("Name").asString("")).toList();
	}

}
