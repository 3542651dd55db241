package io.moorage.engine;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.moorage.topology.Attachment;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerState;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.PortMapping;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import io.moorage.topology.SwarmService;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's answers into the house's own records.
 */
@Slf4j
final class WireReader {

	private static final int SHORT_ID_LENGTH = 12;

	// The list of containers gives them in any order.
	private static final Comparator<PortMapping> PORTS = Comparator.comparingInt(PortMapping::containerPort)
		.thenComparing(PortMapping::protocol)
		.thenComparing((port) -> String.valueOf(port.hostIp()))
		.thenComparing((port) -> String.valueOf(port.hostPort()));

	private WireReader() {
	}

	static Network network(Wire.Network wire, ApiVersion version) {
		String driver = text(wire.driver(), "null");
		boolean configOnly = isTrue(wire.configOnly());
		Wire.ConfigFrom from = wire.configFrom();
		return new Network(new NetworkId(wire.id()), wire.name(), driver, Scope.of(text(wire.scope(), "local")),
				instantOr(wire.created(), Instant.EPOCH), !Boolean.FALSE.equals(wire.enableIPv4()),
				isTrue(wire.enableIPv6()), isTrue(wire.internal()), isTrue(wire.attachable()), isTrue(wire.ingress()),
				configOnly, (from != null) ? textOrNull(from.network()) : null,
				ipam(wire.ipam(), configOnly,
						new GatewayRule(driver, isTrue(wire.internal()), map(wire.options()), version)),
				map(wire.options()), map(wire.labels()), attachments(wire.containers()));
	}

	private static Ipam ipam(Wire.@Nullable Ipam wire, boolean configOnly, GatewayRule rule) {
		if (wire == null) {
			return new Ipam("default", Map.of(), List.of());
		}
		String driver = text(wire.driver(), "default");
		List<IpamPool> pools = list(wire.config()).stream()
			.flatMap((pool) -> pool(pool, (ipv6) -> !configOnly && driver.equals("default") && rule.isAssumed(ipv6))
				.stream())
			.toList();
		return new Ipam(driver, map(wire.options()), pools);
	}

	private static Optional<IpamPool> pool(Wire.Pool wire, Predicate<Boolean> assumed) {
		Subnet subnet = subnet(wire.subnet());
		if (subnet == null) {
			return Optional.empty();
		}
		Subnet range = subnet(wire.ipRange());
		IpAddress gateway = address(wire.gateway());
		boolean taken = gateway == null && assumed.test(subnet.isIpv6());
		Map<String, IpAddress> reserved = new HashMap<>();
		map(wire.auxiliaryAddresses()).forEach((name, text) -> putIfPresent(reserved, name, address(text)));
		return Optional.of(new IpamPool(subnet, taken ? GatewayRule.first(subnet, range) : gateway, taken ? true : null,
				range, reserved));
	}

	private static List<Attachment> attachments(@Nullable Map<String, Wire.Attachment> wire) {
		List<Attachment> attachments = new ArrayList<>();
		map(wire).forEach((key,
				each) -> attachments.add(new Attachment(key, text(each.name(), ""), text(each.endpointId(), ""),
						textOrNull(each.macAddress()), address(each.ipv4Address()), prefix(each.ipv4Address()),
						address(each.ipv6Address()), prefix(each.ipv6Address()))));
		return attachments;
	}

	static Container container(Wire.Container wire) {
		ContainerState state = ContainerState.of(wire.state().status());
		Instant started = instantOr(wire.state().startedAt(), null);
		Wire.NetworkSettings settings = wire.networkSettings();
		boolean ended = !state.isActive() && started != null;
		ContainerId id = new ContainerId(wire.id());
		return new Container(id, wire.name().startsWith("/") ? wire.name().substring(1) : wire.name(),
				text(wire.config().image(), ""), instantOr(wire.created(), Instant.EPOCH), map(wire.config().labels()),
				state, ended ? wire.state().exitCode() : null, started,
				text(wire.hostConfig().networkMode(), "default"),
				ports(state.isActive() && settings != null ? settings.ports() : wire.hostConfig().portBindings()),
				settings(settings, id, state.isActive(), asked(wire)), ports(wire.hostConfig().portBindings()));
	}

	/**
	 * Reads what the list tells: neither aliases, nor how and when it ran, nor the ports
	 * of one that does not run.
	 */
	static Container container(Wire.ListedContainer wire) {
		ContainerId id = new ContainerId(wire.id());
		ContainerState state = ContainerState.of(text(wire.state(), ""));
		Wire.HostConfig host = wire.hostConfig();
		String name = list(wire.names()).stream().filter((each) -> each.lastIndexOf('/') == 0).findFirst().orElse("");
		Long created = wire.created();
		List<PortMapping> ports = list(wire.ports()).stream()
			.map((port) -> new PortMapping(address(port.ip()), port.publicPort(), port.privatePort(),
					text(port.type(), "tcp")))
			.sorted(PORTS)
			.toList();
		return new Container(id, name.isEmpty() ? id.value() : name.substring(1), text(wire.image(), ""),
				(created != null) ? Instant.ofEpochSecond(created) : Instant.EPOCH, map(wire.labels()), state, null,
				null, text((host != null) ? host.networkMode() : null, "default"), ports,
				settings(wire.networkSettings(), id, state.isActive(), (key, endpoint) -> null));
	}

	private static List<PortMapping> ports(@Nullable Map<String, @Nullable List<Wire.Binding>> wire) {
		List<PortMapping> ports = new ArrayList<>();
		map(wire).forEach((port, bindings) -> {
			int slash = port.indexOf('/');
			int containerPort = Integer.parseInt((slash < 0) ? port : port.substring(0, slash));
			String protocol = (slash < 0) ? "tcp" : port.substring(slash + 1);
			for (Wire.Binding binding : list(bindings)) {
				String hostPort = textOrNull(binding.hostPort());
				ports.add(new PortMapping(address(binding.hostIp()),
						(hostPort != null && hostPort.matches("\\d+")) ? Integer.valueOf(hostPort) : null,
						containerPort, protocol));
			}
		});
		return ports;
	}

	// Once it has run, a stopped container's endpoint has no MAC address any more; the
	// one
	// that was asked for on the network that it was made on stands in the configuration.
	private static BiFunction<String, Wire.Endpoint, @Nullable String> asked(Wire.Container wire) {
		String mac = textOrNull(wire.config().macAddress());
		String mode = text(wire.hostConfig().networkMode(), "default");
		return (key, endpoint) -> (key.equals(mode.equals("default") ? "bridge" : mode)
				|| text(endpoint.networkId(), "").equals(mode)) ? mac : null;
	}

	private static List<EndpointSettings> settings(Wire.@Nullable NetworkSettings wire, ContainerId id, boolean active,
			BiFunction<String, Wire.Endpoint, @Nullable String> asked) {
		List<EndpointSettings> settings = new ArrayList<>();
		map((wire != null) ? wire.networks() : null).forEach((key, endpoint) -> {
			if (endpoint != null) {
				settings.add(settings(key, endpoint, id, active, asked.apply(key, endpoint)));
			}
		});
		return settings;
	}

	private static EndpointSettings settings(String key, Wire.Endpoint wire, ContainerId id, boolean active,
			@Nullable String asked) {
		String networkId = textOrNull(wire.networkId());
		String mac = textOrNull(wire.macAddress());
		// Engines before API 1.45 list the short id, which nobody asked for, as an alias.
		List<String> aliases = list(wire.aliases()).stream()
			.filter((alias) -> !alias.equals(id.value().substring(0, SHORT_ID_LENGTH)))
			.toList();
		List<String> names = wire.dnsNames();
		return new EndpointSettings(key, (networkId != null) ? new NetworkId(networkId) : null,
				textOrNull(wire.endpointId()), address(wire.ipAddress()), length(wire.ipPrefixLen()),
				address(wire.globalIPv6Address()), length(wire.globalIPv6PrefixLen()), active ? mac : null,
				address(wire.gateway()), address(wire.ipv6Gateway()), aliases, list(wire.links()),
				(names != null) ? List.copyOf(new LinkedHashSet<>(names)) : null, wire.gwPriority(),
				map(wire.driverOpts()), requested(wire.ipamConfig(), (active || mac == null) ? asked : mac));
	}

	private static RequestedAddresses requested(Wire.@Nullable EndpointIpam wire, @Nullable String mac) {
		if (wire == null) {
			return new RequestedAddresses(null, null, List.of(), mac);
		}
		return new RequestedAddresses(address(wire.ipv4Address()), address(wire.ipv6Address()),
				list(wire.linkLocalIPs()).stream().flatMap((each) -> Stream.ofNullable(address(each))).toList(), mac);
	}

	static SwarmService service(Wire.Service wire) {
		Wire.TaskTemplate template = wire.spec().taskTemplate();
		Set<String> networks = new LinkedHashSet<>();
		Stream
			.concat(list(wire.spec().networks()).stream(),
					list((template != null) ? template.networks() : null).stream())
			.map((target) -> text(target.target(), ""))
			.forEach(networks::add);
		return new SwarmService(wire.id(), wire.spec().name(), networks);
	}

	static SwarmDetails details(Wire.VerboseNetwork wire) {
		List<SwarmDetails.Service> services = new ArrayList<>();
		new TreeMap<>(map(wire.services())).forEach((name,
				service) -> services.add(new SwarmDetails.Service(name, address(service.vip()), list(service.ports()),
						list(service.tasks()).stream()
							.map((task) -> new SwarmDetails.Task(text(task.name(), ""), text(task.endpointId(), ""),
									address(task.endpointIp())))
							.toList())));
		return new SwarmDetails(services,
				list(wire.peers()).stream()
					.map((peer) -> new SwarmDetails.Peer(text(peer.name(), ""), address(peer.ip())))
					.toList());
	}

	// Old engines give some addresses with a prefix length behind them.
	// Engines store what nobody checked, a host name for example: one such object must
	// not hide all others.
	private static @Nullable IpAddress address(@Nullable String text) {
		String given = textOrNull(text);
		if (given == null || given.equals("invalid IP")) {
			return null;
		}
		int slash = given.indexOf('/');
		try {
			return IpAddress.parse((slash < 0) ? given : given.substring(0, slash));
		}
		catch (IllegalArgumentException ex) {
			log.debug("The engine gives \"{}\" as an address", given);
			return null;
		}
	}

	// Engines up to 24 kept host bits that somebody wrote.
	static @Nullable Subnet subnet(@Nullable String text) {
		IpAddress address = address(text);
		Integer length = prefix(text);
		if (address == null || length == null || length < 0 || length > address.bits()) {
			return null;
		}
		return Subnet.of(address, length);
	}

	private static @Nullable Integer prefix(@Nullable String text) {
		String length = (text != null) ? text.substring(text.indexOf('/') + 1) : "";
		return (text != null && text.contains("/") && length.matches("\\d{1,3}")) ? Integer.valueOf(length) : null;
	}

	private static <V> void putIfPresent(Map<String, V> map, String key, @Nullable V value) {
		if (value != null) {
			map.put(key, value);
		}
	}

	private static @Nullable Integer length(@Nullable Integer length) {
		return (length != null && length > 0) ? length : null;
	}

	// The engine says "never" as the year 1.
	private static <T extends @Nullable Instant> T instantOr(@Nullable String text, T otherwise) {
		if (textOrNull(text) == null || String.valueOf(text).startsWith("0001-")) {
			return otherwise;
		}
		try {
			@SuppressWarnings("unchecked")
			T instant = (T) OffsetDateTime.parse(String.valueOf(text)).toInstant();
			return instant;
		}
		catch (DateTimeException ex) {
			return otherwise;
		}
	}

	static boolean isTrue(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value);
	}

	static String text(@Nullable String text, String otherwise) {
		return (text != null && !text.isEmpty()) ? text : otherwise;
	}

	private static @Nullable String textOrNull(@Nullable String text) {
		return (text != null && !text.isEmpty()) ? text : null;
	}

	static <T> List<T> list(@Nullable List<T> list) {
		return (list != null) ? list : List.of();
	}

	static <V extends @Nullable Object> Map<String, V> map(@Nullable Map<String, V> map) {
		return (map != null) ? map : Map.of();
	}

}
