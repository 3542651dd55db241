package io.moorage.harness;

import org.testcontainers.containers.GenericContainer;

/**
 * A container that somebody else made, behind the service's back: by Testcontainers.
 */
public final class Neighbour implements AutoCloseable {

	private final GenericContainer<?> container;

	private Neighbour(String networkMode, Workspace workspace) {
		this.container = new GenericContainer<>(Engine.IMAGE).withNetworkMode(networkMode)
			.withCommand(Engine.WAIT.toArray(String[]::new))
			.withLabels(workspace.labels());
		this.container.start();
	}

	/**
	 * Runs one on a network.
	 * @param network the network's name
	 * @param workspace whose label it carries
	 * @return the running container
	 */
	public static Neighbour on(String network, Workspace workspace) {
		return new Neighbour(network, workspace);
	}

	/**
	 * Runs one that shares another's network.
	 * @param owner whose network it shares
	 * @param workspace whose label it carries
	 * @return the running container
	 */
	public static Neighbour sharing(Neighbour owner, Workspace workspace) {
		return new Neighbour("container:" + owner.id(), workspace);
	}

	public String id() {
		return this.container.getContainerId();
	}

	public String name() {
		return this.container.getContainerName().substring(1);
	}

	/** Stops it, and leaves it there. */
	public void stop() {
		this.container.getDockerClient().stopContainerCmd(id()).exec();
	}

	@Override
	public void close() {
		this.container.stop();
	}

}
