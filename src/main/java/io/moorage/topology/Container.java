package io.moorage.topology;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Is a container as its engine tells of it, as far as networks are concerned.
 *
 * @param id the full id
 * @param name the name, without Docker's leading slash
 * @param image the image's name as it was given
 * @param created when it was made
 * @param labels its labels
 * @param state where it is in its life
 * @param exitCode what its process ended with, or null while it runs or never ran
 * @param startedAt when it was last started, or null when never
 * @param networkMode Docker's word for the network it was made on: {@code host},
 * {@code none}, {@code container:} and an id, or a network's name or id
 * @param ports its published ports: those in force while it runs, else those asked for
 * @param settings its network settings, an entry for each network
 * @param requestedPorts its published ports as they were asked for, whatever its state:
 * without a host address where none was named; empty where nobody told
 */
public record Container(ContainerId id, String name, String image, Instant created, Map<String, String> labels,
		ContainerState state, @Nullable Integer exitCode, @Nullable Instant startedAt, String networkMode,
		List<PortMapping> ports, List<EndpointSettings> settings, List<PortMapping> requestedPorts) {

	/**
	 * The label of this service's own short-lived containers. Its value is a random UUID
	 * that tells which service made it.
	 */
	public static final String HELPER_LABEL = "io.moorage.probe";

	private static final Pattern HELPER_VALUE = Pattern
		.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

	private static final String SHARED_PREFIX = "container:";

	private static final int SHORT_ID_LENGTH = 12;

	/**
	 * Copies what is given.
	 */
	public Container {
		labels = Collections.unmodifiableMap(new TreeMap<>(labels));
		ports = List.copyOf(ports);
		settings = List.copyOf(settings);
		requestedPorts = List.copyOf(requestedPorts);
	}

	/**
	 * Makes one of which nobody told what ports were asked for.
	 */
	public Container(ContainerId id, String name, String image, Instant created, Map<String, String> labels,
			ContainerState state, @Nullable Integer exitCode, @Nullable Instant startedAt, String networkMode,
			List<PortMapping> ports, List<EndpointSettings> settings) {
		this(id, name, image, created, labels, state, exitCode, startedAt, networkMode, ports, settings, List.of());
	}

	/**
	 * Returns what identifies the container to people and programs.
	 * @return its id and name
	 */
	public ContainerRef ref() {
		return new ContainerRef(this.id, this.name);
	}

	/**
	 * Returns the beginning of the id that Docker uses as a host name.
	 * @return 12 digits
	 */
	public String shortId() {
		return this.id.value().substring(0, SHORT_ID_LENGTH);
	}

	/**
	 * Tells whether a service like this one made the container, to look through another
	 * one's eyes for a moment. Such a one is hidden and swept away, so the label alone,
	 * which anybody may have thought of, is not enough.
	 */
	public boolean isHelper() {
		return sharedReference().isPresent()
				&& HELPER_VALUE.matcher(this.labels.getOrDefault(HELPER_LABEL, "")).matches();
	}

	/**
	 * Tells whose network this container uses.
	 * @return a reference to the container whose network it shares, or empty
	 */
	public Optional<String> sharedReference() {
		return this.networkMode.startsWith(SHARED_PREFIX)
				? Optional.of(this.networkMode.substring(SHARED_PREFIX.length())) : Optional.empty();
	}

	/**
	 * Tells whether the container was made on a network by the network's id, or its
	 * beginning. The engine looks that up anew at each start, and does not find a network
	 * that was made anew.
	 * @param network the network
	 */
	public boolean isMadeById(Network network) {
		return !this.networkMode.isEmpty() && !this.networkMode.equals(network.name())
				&& network.id().value().startsWith(this.networkMode);
	}

	/**
	 * Tells the same of a network that is gone, and whose name nobody knows any more.
	 * @param network the network's id
	 */
	public boolean isMadeById(NetworkId network) {
		return NetworkId.isId(this.networkMode) && network.value().startsWith(this.networkMode);
	}

	/**
	 * Tells whether the container has the host's network, none, or another container's,
	 * and so can be on no network besides.
	 * @return whether its network mode is exclusive
	 */
	public boolean hasExclusiveMode() {
		return this.networkMode.equals("host") || this.networkMode.equals("none") || sharedReference().isPresent();
	}

}
