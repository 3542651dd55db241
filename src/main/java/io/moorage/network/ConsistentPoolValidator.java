package io.moorage.network;

import java.util.HashMap;
import java.util.Map;

import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Subnet;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link ConsistentPool}.
 */
class ConsistentPoolValidator implements ConstraintValidator<ConsistentPool, PoolRequest> {

	@Override
	public boolean isValid(@Nullable PoolRequest pool, ConstraintValidatorContext context) {
		Violations violations = new Violations(context);
		Subnet subnet = (pool != null) ? pool.subnet() : null;
		if (pool == null || subnet == null) {
			return true;
		}
		Map<IpAddress, String> taken = new HashMap<>();
		IpAddress gateway = pool.gateway();
		if (gateway != null) {
			String mistake = mistake(subnet, gateway);
			if (mistake != null) {
				violations.add("gateway", mistake);
			}
			taken.put(gateway, "the gateway");
		}
		Subnet range = pool.ipRange();
		if (range != null && !subnet.contains(range)) {
			violations.add("ipRange", "must lie in the subnet " + subnet + "; " + range + " does not.");
		}
		Map<String, @Nullable IpAddress> reserved = (pool.reserved() != null) ? pool.reserved() : Map.of();
		reserved.forEach((name, address) -> {
			if (address != null) {
				String mistake = mistake(subnet, address);
				String other = taken.putIfAbsent(address, "reserved as " + name);
				if (mistake != null) {
					violations.addKey("reserved", name, mistake);
				}
				else if (other != null) {
					violations.addKey("reserved", name, address + " is " + other + " already; choose another one.");
				}
			}
		});
		return violations.none();
	}

	private static @Nullable String mistake(Subnet subnet, IpAddress address) {
		if (!subnet.contains(address)) {
			return "must lie in the subnet " + subnet + "; " + address + " does not.";
		}
		boolean small = subnet.prefixLength() >= subnet.network().bits() - 1;
		if (!small && address.equals(subnet.network())) {
			return address + " means the subnet " + subnet + " itself; choose another address in it.";
		}
		if (!small && !subnet.isIpv6() && address.equals(subnet.last())) {
			return address + " is the broadcast address of " + subnet + "; choose another address in it.";
		}
		return null;
	}

}
