package io.moorage.network;

import java.util.List;
import java.util.regex.Pattern;

import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link ConsistentEndpoint}.
 */
class ConsistentEndpointValidator implements ConstraintValidator<ConsistentEndpoint, EndpointRequest> {

	private static final Pattern MAC_ADDRESS = Pattern
		.compile("[0-9a-fA-F]{2}([:-])(?:[0-9a-fA-F]{2}\\1){4}[0-9a-fA-F]{2}");

	private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,253}[A-Za-z0-9_])?");

	private static final List<Subnet> LINK_LOCAL = List.of(Subnet.parse("169.254.0.0/16"), Subnet.parse("fe80::/10"));

	@Override
	public boolean isValid(@Nullable EndpointRequest request, ConstraintValidatorContext context) {
		if (request == null) {
			return true;
		}
		Violations violations = new Violations(context);
		IpAddress ipv4 = request.ipv4Address();
		if (ipv4 != null && ipv4.isIpv6()) {
			violations.add("ipv4Address", "must be an IPv4 address like 10.1.2.3.");
		}
		IpAddress ipv6 = request.ipv6Address();
		if (ipv6 != null && !ipv6.isIpv6()) {
			violations.add("ipv6Address", "must be an IPv6 address like fd00:1::3.");
		}
		String mac = request.macAddress();
		if (mac != null && !MAC_ADDRESS.matcher(mac).matches()) {
			violations.add("macAddress", "must be six pairs of hexadecimal digits like 02:42:ac:11:00:02.");
		}
		else if (mac != null && (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1) {
			violations.add("macAddress", "must not be a multicast address: make the second digit even.");
		}
		checkItems(request, violations);
		return violations.none();
	}

	private static void checkItems(EndpointRequest request, Violations violations) {
		List<@Nullable String> aliases = request.aliases();
		for (int i = 0; aliases != null && i < aliases.size(); i++) {
			String alias = aliases.get(i);
			if (alias == null || !ALIAS.matcher(alias).matches()) {
				violations.addItem("aliases", i,
						"must be a host name: letters, digits, dots, hyphens and underscores.");
			}
		}
		List<@Nullable IpAddress> addresses = request.linkLocalAddresses();
		for (int i = 0; addresses != null && i < addresses.size(); i++) {
			IpAddress address = addresses.get(i);
			if (address == null || LINK_LOCAL.stream().noneMatch((block) -> block.contains(address))) {
				violations.addItem("linkLocalAddresses", i, "must be an address in 169.254.0.0/16 or fe80::/10.");
			}
			else if (addresses.indexOf(address) < i) {
				// The engine would fail half way.
				violations.addItem("linkLocalAddresses", i, "is given twice; give it once.");
			}
		}
	}

}
