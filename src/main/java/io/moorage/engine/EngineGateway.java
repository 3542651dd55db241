package io.moorage.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.SwarmService;
import org.jspecify.annotations.Nullable;

/**
 * Asks one Docker Engine. Every call ends within its deadline and throws a
 * {@link io.moorage.fault.MoorageException}: {@code engine-unavailable} when nobody
 * answers, {@code engine-timeout} when nobody answers in time, {@code engine-busy} when
 * too many calls are under way, {@code engine-error} when the answer is none of an
 * engine, and the meaning of the refusal, with the fact {@code engineMessage}, when the
 * engine refuses. Safe for use by many threads.
 */
public interface EngineGateway {

	/**
	 * Lists all networks.
	 * @return each by id, as far as the list tells: without attachments
	 */
	Map<NetworkId, Network> listNetworks();

	/**
	 * Lists all networks and, at the same time, all containers in every state.
	 * @return both
	 */
	Listed list();

	/**
	 * Inspects networks, a few at a time.
	 * @param ids their full ids
	 * @return what came of it
	 */
	Inspected<NetworkId, Network> networks(Collection<NetworkId> ids);

	/**
	 * Inspects containers, a few at a time.
	 * @param ids their full ids
	 * @return what came of it
	 */
	Inspected<ContainerId, Container> containers(Collection<ContainerId> ids);

	/**
	 * Tells what only a Swarm's own look at a network shows.
	 * @param network its id
	 * @return services and peers, as far as this node knows
	 */
	SwarmDetails details(NetworkId network);

	/**
	 * Lists the Swarm's services.
	 * @return services, or empty where this engine does not manage a Swarm
	 */
	Optional<List<SwarmService>> services();

	/**
	 * Tells what the engine is and can do.
	 * @return facts, asked for anew
	 */
	EngineInfo info();

	/**
	 * Tells what the engine is and can do, for a caller who has something to fall back on
	 * and need not wait as long as others.
	 * @param deadline how long the engine may take when that is less than usual
	 * @return facts, asked for anew
	 */
	EngineInfo info(Duration deadline);

	/**
	 * Tells which version of its API the engine is spoken to in.
	 * @return the newest one that both sides know
	 */
	ApiVersion apiVersion();

	/**
	 * Measures how long the engine takes to answer at all, which should be no time.
	 * @param deadline how long the engine is given
	 * @return the time from question to answer
	 */
	Duration ping(Duration deadline);

	/**
	 * Finds out what the engine is too old for, and what a proxy in front of it, or a
	 * plug-in of it, lets nobody do. That is tried, without any effect.
	 * @return what cannot be done, and what that would take
	 * @throws io.moorage.fault.MoorageException when the engine cannot be asked
	 */
	List<EngineInfo.Forbidden> forbids();

	/**
	 * Refuses what takes several requests that change networks when one of them was not
	 * let through last time: half of it could not be put back.
	 * @throws io.moorage.fault.MoorageException {@code engine-forbids}
	 */
	void requireNetworkWrites();

	/**
	 * Makes a network.
	 * @param spec what it shall be
	 * @return its id and what the engine had to say about it
	 */
	Made<NetworkId> createNetwork(NetworkSpec spec);

	/**
	 * Removes a network; one that is gone already is fine.
	 * @param network its id
	 */
	void removeNetwork(NetworkId network);

	/**
	 * Connects a container to a network.
	 * @param network the network's id
	 * @param container the container's id
	 * @param endpoint how it shall be there
	 */
	void connect(NetworkId network, ContainerId container, EndpointSpec endpoint);

	/**
	 * Disconnects a container, or what is left of one, from a network.
	 * @param network the network's id
	 * @param container the container's id, or the name of an endpoint whose container is
	 * gone
	 * @param force whether to take the endpoint off though the container or the network
	 * is gone
	 */
	void disconnect(NetworkId network, String container, boolean force);

	/**
	 * Makes a container without starting it.
	 * @param spec what it shall be
	 * @return its id and what the engine had to say about it
	 */
	Made<ContainerId> createContainer(ContainerSpec spec);

	/**
	 * Starts a container; one that runs is fine.
	 * @param container its id
	 */
	void start(ContainerId container);

	/**
	 * Stops a container; one that does not run is fine.
	 * @param container its id
	 * @param grace how long its process may take to end before it is killed, or null for
	 * the container's own setting
	 */
	void stop(ContainerId container, @Nullable Duration grace);

	/**
	 * Removes a container with its anonymous volumes; one that is gone already is fine.
	 * @param container its id
	 * @param force whether to kill it first if it runs
	 */
	void removeContainer(ContainerId container, boolean force);

	/**
	 * Gets an image from its registry, with the credentials of the Docker CLI's settings.
	 * @param image the image's name, with or without a tag
	 */
	void pull(String image);

	/**
	 * Tells whether the engine has an image.
	 * @param image the image's name, from the settings and never a caller's
	 */
	boolean hasImage(String image);

	/**
	 * Makes a helper without starting it.
	 * @param spec what it shall be
	 * @return its id and what the engine had to say about it
	 */
	Made<ContainerId> createHelper(HelperSpec spec);

	/**
	 * Waits until a container's process has ended.
	 * @param container its id
	 * @param deadline how long it may take
	 * @return the process's exit code
	 */
	int awaitEnd(ContainerId container, Duration deadline);

	/**
	 * Reads what a container printed, its errors included.
	 * @param container its id
	 * @return the first megabyte of it
	 */
	String output(ContainerId container);

	/**
	 * Tells whether a container has processes of its own, and does not see another one's
	 * or the host's.
	 * @param container its id
	 */
	boolean hasOwnProcesses(ContainerId container);

	/**
	 * Is what the engine made.
	 *
	 * @param <T> the kind of id
	 * @param id its id
	 * @param warning what the engine had to say, or empty
	 */
	record Made<T>(T id, Optional<String> warning) {

	}

}
