package io.moorage.read;

import java.util.HashMap;
import java.util.Map;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network.Ipam;
import io.moorage.harness.Engine;
import io.moorage.harness.Workspace;

/**
 * Other people who use the engine, behind the service's back. What they make belongs to a
 * workspace.
 */
public final class Others {

	private final DockerClient client;

	private final Workspace mine;

	/**
	 * Creates them.
	 * @param engine the engine that they use
	 * @param mine whose label their things carry
	 */
	public Others(Engine engine, Workspace mine) {
		this.client = engine.client();
		this.mine = mine;
	}

	/**
	 * Creates a network.
	 * @param name its exact name
	 * @param labels names and values in turn, besides the workspace's own
	 * @return its id
	 */
	public String createNetwork(String name, String... labels) {
		return this.client.createNetworkCmd().withName(name).withLabels(labels(labels)).exec().getId();
	}

	/**
	 * Creates a network with a subnet.
	 * @param name its exact name
	 * @param subnet in CIDR form
	 * @return its id
	 */
	public String createNetworkOn(String name, String subnet) {
		return this.client.createNetworkCmd()
			.withName(name)
			.withLabels(this.mine.labels())
			.withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet)))
			.exec()
			.getId();
	}

	public void removeNetwork(String network) {
		this.client.removeNetworkCmd(network).exec();
	}

	/**
	 * Makes a container and does not start it.
	 * @param name its exact name
	 * @param network the network, {@code none} for none
	 * @param labels names and values in turn, besides the workspace's own
	 * @return its id
	 */
	public String create(String name, String network, String... labels) {
		return container(name, network, labels).exec().getId();
	}

	/**
	 * Makes a container that asks for an address, and does not start it.
	 * @param name its exact name
	 * @param network the network
	 * @param address the IPv4 address
	 * @return its id
	 */
	public String createAt(String name, String network, String address) {
		return container(name, network).withIpv4Address(address).exec().getId();
	}

	private CreateContainerCmd container(String name, String network, String... labels) {
		return this.client.createContainerCmd(Engine.IMAGE)
			.withName(name)
			.withCmd(Engine.WAIT)
			.withLabels(labels(labels))
			.withHostConfig(HostConfig.newHostConfig().withNetworkMode(network));
	}

	/**
	 * Runs a container.
	 * @param name its exact name
	 * @param network the network
	 * @return its id
	 */
	public String run(String name, String network) {
		String id = create(name, network);
		start(id);
		return id;
	}

	public void start(String container) {
		this.client.startContainerCmd(container).exec();
	}

	public void stop(String container) {
		this.client.stopContainerCmd(container).exec();
	}

	public void pause(String container) {
		this.client.pauseContainerCmd(container).exec();
	}

	public void unpause(String container) {
		this.client.unpauseContainerCmd(container).exec();
	}

	public void rename(String container, String name) {
		this.client.renameContainerCmd(container).withName(name).exec();
	}

	public void remove(String container) {
		this.client.removeContainerCmd(container).withForce(true).exec();
	}

	public void connect(String network, String container, String... aliases) {
		this.client.connectToNetworkCmd()
			.withNetworkId(network)
			.withContainerId(container)
			.withContainerNetwork(new ContainerNetwork().withAliases(aliases))
			.exec();
	}

	public void disconnect(String network, String container) {
		this.client.disconnectFromNetworkCmd().withNetworkId(network).withContainerId(container).exec();
	}

	private Map<String, String> labels(String... more) {
		Map<String, String> labels = new HashMap<>(this.mine.labels());
		for (int i = 0; i < more.length; i += 2) {
			labels.put(more[i], more[i + 1]);
		}
		return labels;
	}

}
