package io.moorage.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import io.moorage.change.Diff;
import io.moorage.engine.ApiVersion;
import io.moorage.engine.EndpointSpec;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Compares an endpoint with what it shall be: only what is given.
 */
final class EndpointComparison {

	private final List<Diff> differences = new ArrayList<>();

	private final EndpointSpec overlaid;

	private final EndpointSpec asked;

	private final Endpoint current;

	EndpointComparison(Endpoint current, DesiredEndpointRequest desired, ApiVersion version) {
		EndpointSpec today = EndpointSpec.keeping(current, version);
		this.asked = desired.toSpec();
		this.current = current;
		IpAddress ipv4 = address("/ipv4Address", current.ipv4Address(), current.requested().ipv4Address(),
				this.asked.ipv4Address());
		IpAddress ipv6 = address("/ipv6Address", current.ipv6Address(), current.requested().ipv6Address(),
				this.asked.ipv6Address());
		String mac = mac(current, this.asked.macAddress());
		Integer priority = this.asked.gatewayPriority();
		if (priority != null && !priority.equals(Objects.requireNonNullElse(current.gatewayPriority(), 0))) {
			this.differences.add(Diff.of("/gatewayPriority", current.gatewayPriority(), priority));
		}
		this.overlaid = new EndpointSpec((ipv4 != null) ? ipv4 : today.ipv4Address(),
				(ipv6 != null) ? ipv6 : today.ipv6Address(),
				atLeast("/linkLocalAddresses", today.linkLocalAddresses(), this.asked.linkLocalAddresses()),
				atLeast("/aliases", today.aliases(), this.asked.aliases()), today.links(),
				(mac != null) ? mac : today.macAddress(), (priority != null) ? priority : today.gatewayPriority(),
				options(today.driverOptions(), desired.driverOptions()));
	}

	/**
	 * Lists what is different, a leaf at a time.
	 */
	List<Diff> differences() {
		return List.copyOf(this.differences);
	}

	/**
	 * Returns today's endpoint overlaid with what was asked for.
	 */
	EndpointSpec overlaid() {
		return this.overlaid;
	}

	/**
	 * Returns what was asked for, and nothing of today's.
	 */
	EndpointSpec asked() {
		return this.asked;
	}

	/**
	 * Returns the same with those addresses alone that somebody asked for, now or before.
	 */
	EndpointSpec withoutChosenAddresses() {
		IpAddress ipv4 = this.asked.ipv4Address();
		IpAddress ipv6 = this.asked.ipv6Address();
		return this.overlaid.withAddresses((ipv4 != null) ? ipv4 : this.current.requested().ipv4Address(),
				(ipv6 != null) ? ipv6 : this.current.requested().ipv6Address());
	}

	private @Nullable IpAddress address(String path, @Nullable IpAddress now, @Nullable IpAddress requested,
			@Nullable IpAddress asked) {
		IpAddress current = (now != null) ? now : requested;
		if (asked != null && !asked.equals(current)) {
			this.differences.add(Diff.of(path, current, asked));
		}
		return asked;
	}

	private @Nullable String mac(Endpoint current, @Nullable String asked) {
		String now = (current.macAddress() != null) ? current.macAddress() : current.requested().macAddress();
		if (asked != null && !asked.equalsIgnoreCase(now)) {
			this.differences.add(Diff.of("/macAddress", now, asked));
		}
		return asked;
	}

	private <T> List<T> atLeast(String path, Collection<T> now, List<T> asked) {
		Set<T> all = new LinkedHashSet<>(now);
		for (int i = 0; i < asked.size(); i++) {
			if (all.add(asked.get(i))) {
				this.differences.add(Diff.of(path + "/" + i, null, asked.get(i)));
			}
		}
		return List.copyOf(all);
	}

	private Map<String, String> options(Map<String, String> now, @Nullable Map<String, @Nullable String> asked) {
		Map<String, String> result = new TreeMap<>();
		MapComparison.overlay("/driverOptions", now, asked, Set.of(), now, this.differences)
			.forEach((key, value) -> result.put(key, Objects.requireNonNull(value)));
		return result;
	}

}
