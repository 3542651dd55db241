package io.moorage.engine;

import java.util.Locale;

import lombok.RequiredArgsConstructor;

/**
 * Lists all that this service ever asks an engine: what stands in front of an engine and
 * lets only some requests through need let through no more than these.
 *
 * <p>
 * Source: Docker Engine API 1.41 to 1.55.
 */
@RequiredArgsConstructor
enum EngineOperation {

	/** Asks whether it is there, and which API it speaks. */
	PING(Tier.READING, "GET", "/_ping"),
	/** Asks what it is. */
	INFO(Tier.READING, "GET", "/info"),
	/** Listens to what happens. */
	EVENTS(Tier.READING, "GET", "/events"),
	/** Lists networks. */
	NETWORK_LIST(Tier.READING, "GET", "/networks"),
	/** Inspects a network. */
	NETWORK_INSPECT(Tier.READING, "GET", "/networks/{}"),
	/** Lists containers. */
	CONTAINER_LIST(Tier.READING, "GET", "/containers/json"),
	/** Inspects a container. */
	CONTAINER_INSPECT(Tier.READING, "GET", "/containers/{}/json"),
	/** Lists a Swarm's services. */
	SERVICE_LIST(Tier.SWARM, "GET", "/services"),
	/** Makes a network. */
	NETWORK_CREATE(Tier.NETWORKS, "POST", "/networks/create"),
	/** Removes a network. */
	NETWORK_REMOVE(Tier.NETWORKS, "DELETE", "/networks/{}"),
	/** Puts a container on a network. */
	NETWORK_CONNECT(Tier.NETWORKS, "POST", "/networks/{}/connect"),
	/** Takes a container off a network. */
	NETWORK_DISCONNECT(Tier.NETWORKS, "POST", "/networks/{}/disconnect"),
	/** Makes a container. */
	CONTAINER_CREATE(Tier.CONTAINERS, "POST", "/containers/create"),
	/** Starts a container. */
	CONTAINER_START(Tier.CONTAINERS, "POST", "/containers/{}/start"),
	/** Stops a container. */
	CONTAINER_STOP(Tier.CONTAINERS, "POST", "/containers/{}/stop"),
	/** Removes a container. */
	CONTAINER_REMOVE(Tier.CONTAINERS, "DELETE", "/containers/{}"),
	/** Pulls an image. */
	IMAGE_PULL(Tier.CONTAINERS, "POST", "/images/create"),
	/** Inspects an image, by its name. */
	IMAGE_INSPECT(Tier.PROBES, "GET", "/images/{}/json"),
	/** Waits for a container's end. */
	CONTAINER_WAIT(Tier.PROBES, "POST", "/containers/{}/wait"),
	/** Reads what a container printed. */
	CONTAINER_LOGS(Tier.PROBES, "GET", "/containers/{}/logs");

	private final Tier tier;

	private final String method;

	private final String template;

	Tier tier() {
		return this.tier;
	}

	String method() {
		return this.method;
	}

	/**
	 * Returns the path to ask at.
	 * @param id what it is about, where there is something: a full id, or an image's name
	 * that is encoded
	 */
	String path(String id) {
		return this.template.replace("{}", id);
	}

	/**
	 * Tells whether it can be tried on nothing: the engine refuses such a request, and
	 * does nothing.
	 */
	boolean isTried() {
		return this.tier != Tier.READING && this.tier != Tier.SWARM && this != IMAGE_PULL;
	}

	/**
	 * Returns the request as rules for a proxy have it.
	 */
	String request() {
		return this.method + " " + path("{id}");
	}

	/**
	 * Returns the word for metrics.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Names what needs an operation.
	 */
	enum Tier {

		/** Everything does. */
		READING,
		/** A Swarm's manager. */
		SWARM,
		/** Changes of networks and of who is on them. */
		NETWORKS,
		/** Running and stopping containers. */
		CONTAINERS,
		/**
		 * Probes and what containers listen on, besides what running containers needs.
		 */
		PROBES

	}

}
