package io.moorage.harness;

import java.util.List;
import java.util.Map;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;

/**
 * Somebody else who uses the engine, behind the service's back, and labels what it makes
 * as a workspace's.
 *
 * @param engine the engine
 * @param workspace whose label everything carries
 */
public record Stranger(Engine engine, Workspace workspace) {

	/**
	 * Makes a bridge without a way out.
	 * @param name its exact name
	 * @return its id
	 */
	public String createNetwork(String name) {
		return create(Body.of("Name", name).with("Driver", "bridge").with("Internal", true));
	}

	/**
	 * Makes a bridge with labels of its own.
	 * @param name its exact name
	 * @param subnet its subnet
	 * @param labels names and values in turn, besides the workspace's own
	 * @return its id
	 */
	public String createNetwork(String name, String subnet, String... labels) {
		Body all = new Body();
		all.putAll(this.workspace.labels());
		for (int i = 0; i < labels.length; i += 2) {
			all.put(labels[i], labels[i + 1]);
		}
		return this.engine
			.post("/networks/create",
					Body.of("Name", name)
						.with("Driver", "bridge")
						.with("IPAM", Body.of("Config", List.of(Body.of("Subnet", subnet))))
						.with("Labels", all))
			.path("Id")
			.asString();
	}

	/**
	 * Makes a network that only holds settings. It takes the engine a few milliseconds,
	 * and its removal is told to nobody.
	 * @param name its exact name
	 * @return its id
	 */
	public String createConfiguration(String name) {
		return create(Body.of("Name", name).with("ConfigOnly", true));
	}

	private String create(Body body) {
		return this.engine.post("/networks/create", body.with("Labels", this.workspace.labels())).path("Id").asString();
	}

	public void removeNetwork(String network) {
		this.engine.client().removeNetworkCmd(network).exec();
	}

	/**
	 * Makes a container and does not start it.
	 * @param name its exact name
	 * @param network the network's name or id
	 * @return its id
	 */
	public String createContainer(String name, String network) {
		try (CreateContainerCmd create = this.engine.client().createContainerCmd(Engine.IMAGE)) {
			return create.withName(name)
				.withLabels(this.workspace.labels())
				.withCmd(Engine.WAIT)
				.withHostConfig(HostConfig.newHostConfig().withNetworkMode(network))
				.exec()
				.getId();
		}
	}

	/**
	 * Runs a container.
	 * @param name its exact name
	 * @param network the network's name or id
	 * @return its id
	 */
	public String run(String name, String network) {
		String id = createContainer(name, network);
		start(id);
		return id;
	}

	public void start(String container) {
		this.engine.client().startContainerCmd(container).exec();
	}

	public void stop(String container) {
		this.engine.client().stopContainerCmd(container).exec();
	}

	public void rename(String container, String name) {
		this.engine.client().renameContainerCmd(container).withName(name).exec();
	}

	public void removeContainer(String container) {
		this.engine.client().removeContainerCmd(container).withForce(true).exec();
	}

	/**
	 * Connects a container. Of a stopped one the engine tells nobody.
	 * @param network the network
	 * @param container the container
	 * @param aliases further names
	 */
	public void connect(String network, String container, String... aliases) {
		this.engine.post("/networks/" + network + "/connect",
				Body.of("Container", container).with("EndpointConfig", Map.of("Aliases", List.of(aliases))));
	}

	public void disconnect(String network, String container) {
		this.engine.post("/networks/" + network + "/disconnect", Body.of("Container", container));
	}

}
