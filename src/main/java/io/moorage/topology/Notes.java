package io.moorage.topology;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Is what this service knows of networks beside what their engine tells.
 *
 * @param successors by the id of a network that was replaced, the id of the one that took
 * its place
 * @param protections by a network's id
 * @param owners by a network's id, who took it over without a label to tell
 * @param protectedNames globs of names of networks that are always protected
 * @param managers by who declares them, labels ({@code k} or {@code k=v}) or globs of
 * names of networks
 */
public record Notes(Map<NetworkId, NetworkId> successors, Map<NetworkId, Protection> protections,
		Map<NetworkId, String> owners, List<String> protectedNames, Map<String, List<String>> managers) {

	/**
	 * Nothing.
	 */
	public static final Notes NONE = new Notes(Map.of(), Map.of(), Map.of(), List.of(), Map.of());

	/**
	 * Copies what is given.
	 */
	public Notes {
		// The oldest first, so that it can be forgotten first.
		successors = Collections.unmodifiableMap(new LinkedHashMap<>(successors));
		protections = Map.copyOf(protections);
		owners = Map.copyOf(owners);
		protectedNames = List.copyOf(protectedNames);
		managers = Map.copyOf(managers);
	}

	/**
	 * Finds out whether a network is protected.
	 * @param network the network
	 * @return how, or empty when it is not
	 */
	public Optional<Protection> protection(Network network) {
		return Optional.ofNullable(this.protections.get(network.id()))
			.or(() -> this.protectedNames.stream()
				.filter((glob) -> fits(glob, network.name()))
				.findFirst()
				.map((glob) -> new Protection("moorage.protection.networks names " + glob + ".", null, "settings")));
	}

	/**
	 * Finds out who declares a network by the settings of this service.
	 * @param network the network
	 * @return a word of the settings, or empty when they do not name it
	 */
	public Optional<String> manager(Network network) {
		return this.managers.entrySet()
			.stream()
			.filter((manager) -> manager.getValue()
				.stream()
				.anyMatch((each) -> fits(each, network.name()) || LabelSelector.parse(each).fits(network.labels())))
			.map(Map.Entry::getKey)
			.sorted()
			.findFirst();
	}

	/**
	 * Tells whether somebody is known as a network's manager by one of its labels.
	 * @param key the label's key
	 * @param labels all of the network's labels
	 */
	public boolean isManagers(String key, Map<String, String> labels) {
		return this.managers.values()
			.stream()
			.flatMap(List::stream)
			.map(LabelSelector::parse)
			.anyMatch((selector) -> selector.key().equals(key) && selector.fits(labels));
	}

	/**
	 * Finds what took the place of a network that was replaced, maybe several times.
	 * @param id the id of a network that is gone
	 * @return the id of the last one, or empty when it was not replaced here
	 */
	public Optional<NetworkId> successor(NetworkId id) {
		NetworkId last = id;
		// Each is replaced by a later one, so there are no circles.
		while (this.successors.containsKey(last)) {
			last = this.successors.get(last);
		}
		return last.equals(id) ? Optional.empty() : Optional.of(last);
	}

	private static boolean fits(String glob, String name) {
		StringBuilder pattern = new StringBuilder();
		glob.chars()
			.forEach((each) -> pattern
				.append((each == '*') ? ".*" : (each == '?') ? "." : Pattern.quote(String.valueOf((char) each))));
		return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(name).matches();
	}

}
