package io.moorage.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.moorage.engine.EngineGateway.Made;
import io.moorage.snapshot.Touched;
import io.moorage.topology.ContainerId;
import io.moorage.topology.NetworkId;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the steps of a plan have made so far. For one thread alone.
 */
public final class Progress {

	private final List<NetworkId> networks = new ArrayList<>();

	private final List<String> warnings = new ArrayList<>();

	private @Nullable ContainerId container;

	/**
	 * Notes a network that was made.
	 */
	public void madeNetwork(Made<NetworkId> made) {
		this.networks.add(made.id());
		made.warning().ifPresent(this.warnings::add);
	}

	/**
	 * Notes a container that was made.
	 */
	public void madeContainer(Made<ContainerId> made) {
		this.container = made.id();
		made.warning().ifPresent(this.warnings::add);
	}

	/**
	 * Notes what the caller should know though it went well.
	 */
	public void warn(String warning) {
		this.warnings.add(warning);
	}

	/**
	 * Returns the network that was made last.
	 * @return its id
	 * @throws IllegalStateException when none was made
	 */
	public NetworkId network() {
		if (this.networks.isEmpty()) {
			throw new IllegalStateException("no step has made a network");
		}
		return this.networks.getLast();
	}

	/**
	 * Returns the container that was made.
	 * @return its id
	 */
	public ContainerId container() {
		return Objects.requireNonNull(this.container, "no step has made a container");
	}

	/**
	 * Returns what the caller should know though it went well.
	 * @return sentences, maybe none
	 */
	public List<String> warnings() {
		return List.copyOf(this.warnings);
	}

	List<NetworkId> networks() {
		return List.copyOf(this.networks);
	}

	Touched touched(Touched more) {
		return more.and(this.networks, (this.container != null) ? List.of(this.container) : List.of());
	}

}
