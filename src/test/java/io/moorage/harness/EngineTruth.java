package io.moorage.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fresh look at all that an engine has: {@code docker network ls}, {@code docker ps -a}
 * and an inspect of every one of them, as facts.
 */
final class EngineTruth {

	private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

	private static final Set<String> ACTIVE = Set.of("running", "paused");

	private final Map<String, JsonNode> networks = new TreeMap<>();

	private final Map<String, JsonNode> containers = new TreeMap<>();

	private final Predicate<JsonNode> wanted;

	private EngineTruth(Engine engine, Predicate<JsonNode> wanted) {
		this.wanted = wanted;
		engine.containers()
			.valueStream()
			.map((each) -> each.path("Id").asString())
			.forEach((id) -> engine.container(id).ifPresent((found) -> this.containers.put(id, found)));
		engine.networks()
			.valueStream()
			.map((each) -> each.path("Id").asString())
			.forEach((id) -> engine.network(id).ifPresent((found) -> this.networks.put(id, found)));
	}

	/**
	 * Looks at an engine.
	 * @param wanted which networks and containers are told of, each given as its inspect
	 * shows it
	 * @return what is the case
	 */
	static Facts of(Engine engine, Predicate<JsonNode> wanted) {
		Facts facts = new Facts();
		EngineTruth truth = new EngineTruth(engine, wanted);
		truth.addNetworks(facts);
		truth.addContainers(facts);
		return facts;
	}

	private void addNetworks(Facts facts) {
		this.networks.values()
			.stream()
			.filter(this.wanted)
			.forEach((network) -> addNetwork(facts, "network " + network.path("Id").asString(), network));
	}

	private void addNetwork(Facts facts, String subject, JsonNode network) {
		facts.add(subject, "name", network.path("Name").asString(""));
		facts.add(subject, "driver", network.path("Driver").asString("null"));
		facts.add(subject, "scope", network.path("Scope").asString("local"));
		facts.add(subject, "created", Facts.time(network.path("Created").asString("")));
		facts.add(subject, "ipv4", network.path("EnableIPv4").asBoolean(true));
		facts.add(subject, "ipv6", network.path("EnableIPv6").asBoolean(false));
		for (String flag : List.of("Internal", "Attachable", "Ingress", "ConfigOnly")) {
			facts.add(subject, flag, network.path(flag).asBoolean(false));
		}
		facts.add(subject, "from", network.at("/ConfigFrom/Network").asString(""));
		facts.addMap(subject, "options", network.path("Options"));
		facts.addMap(subject, "labels", network.path("Labels"));
		facts.add(subject, "ipam", network.at("/IPAM/Driver").asString("default"));
		facts.addMap(subject, "ipam options", network.at("/IPAM/Options"));
		for (JsonNode pool : network.at("/IPAM/Config")) {
			String place = subject + " pool " + Facts.subnet(pool.path("Subnet").asString(""));
			facts.add(place, "gateway", Facts.address(pool.path("Gateway").asString("")));
			facts.add(place, "range", Facts.subnet(pool.path("IPRange").asString("")));
			pool.path("AuxiliaryAddresses")
				.properties()
				.forEach((each) -> facts.add(place, "reserved for " + each.getKey(),
						Facts.address(each.getValue().asString(""))));
			facts.add(place, "there", true);
		}
		addMembers(facts, subject, network);
	}

	private void addMembers(Facts facts, String subject, JsonNode network) {
		int running = 0;
		int stopped = 0;
		for (JsonNode container : this.containers.values()) {
			Optional<Entry> membership = membership(container, network);
			if (membership.isPresent()) {
				addEndpoint(facts, subject + " member " + container.path("Id").asString(), container, membership.get());
				running += isActive(container) ? 1 : 0;
				stopped += isActive(container) ? 0 : 1;
			}
		}
		facts.add(subject, "running", running);
		facts.add(subject, "stopped", stopped);
		network.path("Containers").properties().forEach((each) -> {
			if (each.getKey().startsWith("ep-")) {
				JsonNode left = each.getValue();
				String place = subject + " member " + each.getKey();
				facts.add(place, "ipv4", Facts.address(left.path("IPv4Address").asString("")));
				facts.add(place, "ipv6", Facts.address(left.path("IPv6Address").asString("")));
				facts.add(place, "mac", left.path("MacAddress").asString(""));
				facts.add(place, "active", false);
			}
		});
	}

	private void addContainers(Facts facts) {
		for (JsonNode container : this.containers.values()) {
			if (this.wanted.test(container)) {
				String subject = "container " + container.path("Id").asString();
				addContainer(facts, subject, container);
				for (JsonNode network : this.networks.values()) {
					membership(container, network).ifPresent((entry) -> addEndpoint(facts,
							subject + " on " + network.path("Id").asString(), container, entry));
				}
			}
		}
	}

	private void addContainer(Facts facts, String subject, JsonNode container) {
		facts.add(subject, "name", container.path("Name").asString("").substring(1));
		facts.add(subject, "image", container.at("/Config/Image").asString(""));
		facts.add(subject, "created", Facts.time(container.path("Created").asString("")));
		facts.addMap(subject, "labels", container.at("/Config/Labels"));
		String state = container.at("/State/Status").asString("");
		String started = container.at("/State/StartedAt").asString("");
		facts.add(subject, "state", state);
		facts.add(subject, "started", Facts.time(started));
		boolean ended = !isActive(container) && Facts.time(started) != null;
		facts.add(subject, "exit code", ended ? container.at("/State/ExitCode").asInt() : null);
		String mode = container.at("/HostConfig/NetworkMode").asString("");
		facts.add(subject, "mode", mode.isEmpty() ? "default" : mode);
		JsonNode ports = container.at(isActive(container) ? "/NetworkSettings/Ports" : "/HostConfig/PortBindings");
		List<String> published = new ArrayList<>();
		ports.properties().forEach((port) -> {
			for (JsonNode binding : port.getValue()) {
				String host = binding.path("HostPort").asString("");
				published.add(Facts.address(binding.path("HostIp").asString("")) + ":"
						+ (host.matches("\\d+") ? host : null) + "->" + port.getKey());
			}
		});
		facts.addAll(subject, "ports", published);
	}

	/**
	 * A container is on a network when its settings name it by id, and only where there
	 * is no id by name; while it runs the network has to know the endpoint as well.
	 */
	private Optional<Entry> membership(JsonNode container, JsonNode network) {
		String id = network.path("Id").asString();
		String known = network.path("Containers")
			.path(container.path("Id").asString())
			.path("EndpointID")
			.asString("(none)");
		return container.at("/NetworkSettings/Networks")
			.properties()
			.stream()
			.map((each) -> new Entry(each.getKey(), each.getValue()))
			.filter((entry) -> id.equals(networkOf(entry)))
			.filter((entry) -> !isActive(container) || entry.text("EndpointID").equals(known))
			.max(Comparator.comparing((Entry entry) -> !entry.text("EndpointID").isEmpty())
				.thenComparing((entry) -> !entry.text("NetworkID").isEmpty()));
	}

	private @Nullable String networkOf(Entry entry) {
		if (!entry.text("NetworkID").isEmpty()) {
			return entry.text("NetworkID");
		}
		for (Predicate<JsonNode> fits : List.<Predicate<JsonNode>>of(
				(network) -> network.path("Id").asString().equals(entry.key()),
				(network) -> network.path("Name").asString().equals(entry.key()),
				(network) -> network.path("Id").asString().startsWith(entry.key()))) {
			List<JsonNode> found = this.networks.values().stream().filter(fits).toList();
			if (!found.isEmpty()) {
				return (found.size() == 1) ? found.getFirst().path("Id").asString() : null;
			}
		}
		return null;
	}

	private void addEndpoint(Facts facts, String subject, JsonNode container, Entry entry) {
		boolean active = isActive(container);
		facts.add(subject, "active", active);
		facts.add(subject, "container", container.path("Name").asString("").substring(1));
		facts.add(subject, "state", container.at("/State/Status").asString(""));
		if (active) {
			facts.add(subject, "endpoint", entry.text("EndpointID"));
			facts.add(subject, "ipv4", Facts.address(entry.text("IPAddress")));
			facts.add(subject, "ipv4 length", Facts.number(entry.value().path("IPPrefixLen")));
			facts.add(subject, "ipv6", Facts.address(entry.text("GlobalIPv6Address")));
			facts.add(subject, "ipv6 length", Facts.number(entry.value().path("GlobalIPv6PrefixLen")));
			facts.add(subject, "gateway", Facts.address(entry.text("Gateway")));
			facts.add(subject, "ipv6 gateway", Facts.address(entry.text("IPv6Gateway")));
		}
		if (active) {
			facts.add(subject, "mac", entry.text("MacAddress"));
		}
		boolean remembered = active || entry.text("MacAddress").isEmpty();
		facts.add(subject, "requested mac", remembered ? requestedMac(container, entry) : entry.text("MacAddress"));
		facts.add(subject, "requested ipv4", Facts.address(entry.value().at("/IPAMConfig/IPv4Address").asString("")));
		facts.add(subject, "requested ipv6", Facts.address(entry.value().at("/IPAMConfig/IPv6Address").asString("")));
		facts.addAll(subject, "requested link-local",
				Facts.texts(entry.value().at("/IPAMConfig/LinkLocalIPs")).map(Facts::address).toList());
		facts.addAll(subject, "aliases", aliases(container, entry));
		facts.addAll(subject, "links", Facts.texts(entry.value().path("Links")).toList());
		facts.addAll(subject, "names", names(container, entry));
		facts.addMap(subject, "driver options", entry.value().path("DriverOpts"));
		JsonNode priority = entry.value().path("GwPriority");
		facts.add(subject, "priority", priority.isNumber() ? priority.asInt() : null);
	}

	/** Once it has run, the MAC address on the network that it was made on. */
	private static String requestedMac(JsonNode container, Entry entry) {
		String mode = container.at("/HostConfig/NetworkMode").asString("");
		boolean first = entry.key().equals(mode.equals("default") ? "bridge" : mode)
				|| entry.text("NetworkID").equals(mode);
		return first ? container.at("/Config/MacAddress").asString("") : "";
	}

	private static String shortId(JsonNode container) {
		return container.path("Id").asString().substring(0, 12);
	}

	/** Engines before API 1.45 add the short id to those that were asked for. */
	private static List<String> aliases(JsonNode container, Entry entry) {
		return Facts.texts(entry.value().path("Aliases")).filter((alias) -> !alias.equals(shortId(container))).toList();
	}

	/**
	 * Engines before API 1.44 do not tell the names, nor do later ones before a start.
	 */
	private Set<String> names(JsonNode container, Entry entry) {
		JsonNode network = this.networks.get(String.valueOf(networkOf(entry)));
		if (network == null || BUILT_IN.contains(network.path("Name").asString())) {
			return Set.of();
		}
		JsonNode told = entry.value().path("DNSNames");
		Stream<String> names = told.isArray() ? Facts.texts(told)
				: Stream.concat(Stream.of(container.path("Name").asString().substring(1), shortId(container)),
						aliases(container, entry).stream());
		return new TreeSet<>(new HashSet<>(names.toList()));
	}

	private static boolean isActive(JsonNode container) {
		return ACTIVE.contains(container.at("/State/Status").asString(""));
	}

	/**
	 * An entry of a container's {@code NetworkSettings.Networks}.
	 *
	 * @param key what the network was called
	 * @param value the entry
	 */
	private record Entry(String key, JsonNode value) {

		String text(String field) {
			return this.value.path(field).asString("");
		}

	}

}
