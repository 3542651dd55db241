package io.moorage.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.moorage.change.ManagedBy;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.network.ApplyRequest.ComposeIpam;
import io.moorage.network.ApplyRequest.ComposeNetwork;
import io.moorage.network.ApplyRequest.ComposePool;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * Is what an owner wants to have, read out of a Compose section: every mistake in it is
 * found before anything is done.
 *
 * @param networks what shall be there, by name, in the order of the section
 * @param external names of networks that only have to be there
 */
record DesiredSet(Map<String, DesiredNetworkRequest> networks, Set<String> external) {

	// Each is looked at on its own.
	private static final int MAX_NETWORKS = 1000;

	private static final String FIELDS = "attachable, driver, driver_opts, enable_ipv4, enable_ipv6, external, internal, "
			+ "ipam, labels, name";

	static DesiredSet of(ApplyRequest request, String owner,
			Function<CreateNetworkRequest, List<InvalidField>> validator) {
		List<InvalidField> mistakes = new ArrayList<>(
				ApplyRequest.unknown(request.others(), "", "name, networks, version"));
		Map<String, DesiredNetworkRequest> networks = new LinkedHashMap<>();
		Set<String> external = new java.util.LinkedHashSet<>();
		Map<String, @Nullable ComposeNetwork> given = Objects.requireNonNullElse(request.networks(), Map.of());
		if (given.size() > MAX_NETWORKS) {
			throw MoorageException.invalid("/networks", "has " + given.size() + " networks, and may have "
					+ MAX_NETWORKS + ". Apply it in parts, for an owner each.");
		}
		given.forEach((key, declared) -> {
			ComposeNetwork network = (declared != null) ? declared : ComposeNetwork.DEFAULT;
			String pointer = "/networks/" + InvalidField.step(key);
			String name = Objects.requireNonNullElse(network.name(), key);
			mistakes.addAll(ApplyRequest.unknown(network.others(), pointer, FIELDS));
			if (name.contains("${")) {
				mistakes.add(new InvalidField(pointer + "/name",
						"must be written out: variables like ${NAME} are not replaced here. Run docker compose config first."));
			}
			if (network.contradictsItself()) {
				mistakes.add(new InvalidField(pointer + "/external",
						"goes with name alone: somebody else declares what the network is. Leave out external, or all the rest."));
			}
			if (networks.containsKey(name) || external.contains(name)) {
				mistakes
					.add(new InvalidField(pointer, "is a second network named " + name + "; give it another name."));
			}
			else if (network.isExternal()) {
				external.add(name);
			}
			else {
				DesiredNetworkRequest wanted = wanted(name, owner, network, pointer, mistakes);
				validator.apply(wanted.named(name))
					.stream()
					.map((mistake) -> new InvalidField(pointer + compose(mistake.pointer()), mistake.detail()))
					.filter((mistake) -> mistakes.stream()
						.noneMatch((known) -> known.pointer().equals(mistake.pointer())))
					.toList()
					.forEach(mistakes::add);
				checkSubnets(pointer, wanted, networks, mistakes);
				networks.put(name, wanted);
			}
		});
		if (!mistakes.isEmpty()) {
			throw MoorageException.invalid(mistakes);
		}
		return new DesiredSet(networks, external);
	}

	// Each network is made on its own, so the second would be refused when the first is
	// there already.
	private static void checkSubnets(String pointer, DesiredNetworkRequest wanted,
			Map<String, DesiredNetworkRequest> earlier, List<InvalidField> mistakes) {
		List<Subnet> own = subnets(wanted);
		for (int i = 0; i < own.size(); i++) {
			Subnet subnet = own.get(i);
			String place = pointer + "/ipam/config/" + i + "/subnet";
			earlier.forEach((name, other) -> subnets(other).stream()
				.filter(subnet::overlaps)
				.findFirst()
				.ifPresent((taken) -> mistakes.add(new InvalidField(place,
						subnet + " overlaps " + taken + " of " + name + ", of this set too."))));
		}
	}

	private static List<Subnet> subnets(DesiredNetworkRequest wanted) {
		IpamRequest ipam = wanted.ipam();
		return (ipam == null || ipam.pools() == null) ? List.of()
				: ipam.pools()
					.stream()
					.flatMap((pool) -> Stream.ofNullable((pool != null) ? pool.subnet() : null))
					.toList();
	}

	// Where the same thing stands in Compose's words.
	private static String compose(String pointer) {
		if (pointer.startsWith("/ipam/pools")) {
			return pointer.replace("/ipam/pools", "/ipam/config")
				.replaceFirst("/ipRange$", "/ip_range")
				.replaceFirst("^(/ipam/config/\\d+)/reserved", "$1/aux_addresses");
		}
		return pointer.replaceFirst("^/options", "/driver_opts").replaceFirst("^/(ipv[46])$", "/enable_$1");
	}

	private static DesiredNetworkRequest wanted(String name, String owner, ComposeNetwork network, String pointer,
			List<InvalidField> mistakes) {
		Map<String, @Nullable String> options = texts(network.driverOpts(), pointer + "/driver_opts", mistakes);
		Map<String, @Nullable String> labels = labels(network.labels(), pointer + "/labels", mistakes);
		mistakes.addAll(OwnLabels.mistakes(labels, Map.of(ManagedBy.OWNER, owner), pointer + "/labels"));
		labels.put(ManagedBy.OWNER, owner);
		IpamRequest ipam = ipam(network.ipam(), pointer + "/ipam", mistakes);
		return new DesiredNetworkRequest(name, network.driver(), null, network.enableIpv4(), network.enableIpv6(),
				network.internal(), network.attachable(), null, null, null, ipam, options, labels);
	}

	private static @Nullable IpamRequest ipam(@Nullable ComposeIpam ipam, String pointer, List<InvalidField> mistakes) {
		if (ipam == null) {
			return null;
		}
		mistakes.addAll(ApplyRequest.unknown(ipam.others(), pointer, "config, driver, options"));
		List<@Nullable PoolRequest> pools = new ArrayList<>();
		if (ipam.config() != null) {
			for (ComposePool pool : ipam.config()) {
				if (pool != null) {
					mistakes.addAll(ApplyRequest.unknown(pool.others(), pointer + "/config/" + pools.size(),
							"aux_addresses, gateway, ip_range, subnet"));
				}
				if (pool == null || pool.subnet() == null) {
					mistakes.add(new InvalidField(pointer + "/config/" + pools.size() + "/subnet",
							"is required: a block in CIDR form like 10.1.0.0/16."));
				}
				pools.add((pool != null) ? new PoolRequest(pool.subnet(), pool.gateway(), pool.ipRange(),
						pool.auxAddresses(), null, null) : null);
			}
		}
		return new IpamRequest(ipam.driver(), texts(ipam.options(), pointer + "/options", mistakes),
				(ipam.config() != null) ? pools : null);
	}

	private static Map<String, @Nullable String> texts(@Nullable Map<?, ? extends @Nullable Object> given,
			String pointer, List<InvalidField> mistakes) {
		Map<String, @Nullable String> texts = new TreeMap<>();
		if (given != null) {
			given.forEach((key, value) -> {
				if (value instanceof Map<?, ?> || value instanceof List<?>) {
					mistakes.add(new InvalidField(pointer + "/" + InvalidField.step(String.valueOf(key)),
							"must be a text."));
				}
				else if (value != null) {
					texts.put(String.valueOf(key), value.toString());
				}
			});
		}
		return texts;
	}

	private static Map<String, @Nullable String> labels(@Nullable Object given, String pointer,
			List<InvalidField> mistakes) {
		if (given == null) {
			return new TreeMap<>();
		}
		if (given instanceof Map<?, ?> map) {
			Map<String, @Nullable String> labels = texts(map, pointer, mistakes);
			// As Compose reads it.
			map.forEach((key, value) -> {
				if (value == null) {
					labels.put(String.valueOf(key), "");
				}
			});
			return labels;
		}
		Map<String, @Nullable String> labels = new TreeMap<>();
		if (given instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
			for (Object each : list) {
				String label = String.valueOf(each);
				int equals = label.indexOf('=');
				labels.put((equals < 0) ? label : label.substring(0, equals),
						(equals < 0) ? "" : label.substring(equals + 1));
			}
		}
		else {
			mistakes.add(new InvalidField(pointer, "must be an object of names and texts, or a list of k=v."));
		}
		return labels;
	}

}
