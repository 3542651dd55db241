package io.moorage.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.moorage.address.SubnetAllocation;
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
		if (pool == null) {
			return true;
		}
		Subnet subnet = pool.subnet();
		if (subnet == null) {
			checkChosen(pool, violations);
			return violations.none();
		}
		if (pool.prefixLength() != null || pool.within() != null) {
			violations.add("prefixLength",
					"must be left out with subnet, and so must within: they are for a subnet that is chosen.");
		}
		if (subnet.isIpv6() && subnet.network().equals(subnet.last())) {
			violations.add("subnet",
					"is one address, which the engine gives to nobody. Name a subnet like " + "fd12:3456:789a::/64.");
		}
		SubnetAllocation.mistakeOf(subnet).ifPresent((mistake) -> violations.add("subnet", mistake));
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
		else if (range != null && range.network().equals(range.last()) && mistake(subnet, range.network()) != null) {
			violations.add("ipRange", "has no address that can be given: " + mistake(subnet, range.network()));
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

	private static void checkChosen(PoolRequest pool, Violations violations) {
		Integer length = pool.prefixLength();
		if (length == null) {
			violations.add("subnet", "is required: a block in CIDR form like 10.1.0.0/16, or prefixLength instead.");
			return;
		}
		SubnetAllocation.mistake(length, pool.within()).ifPresent((mistake) -> violations.add("prefixLength", mistake));
		Optional.ofNullable(pool.within())
			.flatMap(SubnetAllocation::mistake)
			.ifPresent((mistake) -> violations.add("within", mistake));
		String detail = "needs a subnet: with prefixLength nobody can tell yet which addresses there will be.";
		if (pool.gateway() != null) {
			violations.add("gateway", detail);
		}
		if (pool.ipRange() != null) {
			violations.add("ipRange", detail);
		}
		if (pool.reserved() != null && !pool.reserved().isEmpty()) {
			violations.add("reserved", detail);
		}
	}

	private static @Nullable String mistake(Subnet subnet, IpAddress address) {
		if (!subnet.contains(address)) {
			return "must lie in the subnet " + subnet + "; " + address + " does not.";
		}
		if (!subnet.isPointToPoint() && address.equals(subnet.network())) {
			return address + " means the subnet " + subnet + " itself; choose another address in it.";
		}
		if (!subnet.isPointToPoint() && !subnet.isIpv6() && address.equals(subnet.last())) {
			return address + " is the broadcast address of " + subnet + "; choose another address in it.";
		}
		return null;
	}

}
