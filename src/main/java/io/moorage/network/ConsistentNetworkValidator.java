package io.moorage.network;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.Subnet;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link ConsistentNetwork}.
 */
class ConsistentNetworkValidator implements ConstraintValidator<ConsistentNetwork, NetworkRequest> {

	@Override
	public boolean isValid(@Nullable NetworkRequest request, ConstraintValidatorContext context) {
		if (request == null) {
			return true;
		}
		Violations violations = new Violations(context);
		if (request.name() != null) {
			NetworkNameRule.mistake(request.name()).ifPresent((mistake) -> violations.add("name", mistake));
		}
		checkPools(request, violations);
		checkFamilies(request, violations);
		checkTemplates(request, violations);
		DriverOptionRules.check(request.effectiveDriver(), present(request.options()), violations);
		return violations.none();
	}

	private static Map<String, @Nullable String> present(@Nullable Map<String, @Nullable String> map) {
		return (map != null) ? map : Map.of();
	}

	private static List<@Nullable PoolRequest> pools(NetworkRequest request) {
		IpamRequest ipam = request.ipam();
		List<@Nullable PoolRequest> pools = (ipam != null) ? ipam.pools() : null;
		return (pools != null) ? pools : List.of();
	}

	private static Optional<Subnet> subnet(@Nullable PoolRequest pool) {
		return Optional.ofNullable(pool).map(PoolRequest::subnet);
	}

	private static void checkPools(NetworkRequest request, Violations violations) {
		List<@Nullable PoolRequest> pools = pools(request);
		boolean onePerFamily = request.effectiveDriver().equals("bridge");
		for (int i = 0; i < pools.size(); i++) {
			if (pools.get(i) == null) {
				violations.addPool(i, "is required: a pool is an object with a subnet.");
			}
			else {
				checkAgainstEarlier(pools.subList(0, i), pools.get(i), onePerFamily)
					.ifPresent(mistakeAt(violations, i));
			}
		}
	}

	private static java.util.function.Consumer<String> mistakeAt(Violations violations, int index) {
		return (mistake) -> violations.addPool(index, mistake);
	}

	private static Optional<String> checkAgainstEarlier(List<@Nullable PoolRequest> earlier, PoolRequest pool,
			boolean onePerFamily) {
		Subnet subnet = pool.subnet();
		Optional<Boolean> family = pool.isIpv6();
		for (PoolRequest other : earlier) {
			Optional<Subnet> taken = subnet(other);
			if (subnet != null && taken.isPresent() && taken.get().overlaps(subnet)) {
				return Optional.of(subnet + " overlaps " + taken.get() + ", another pool of this network.");
			}
			if (onePerFamily && family.isPresent() && family.equals(family(other))) {
				return Optional.of("A bridge network has one pool of each family; "
						+ taken.map(Subnet::toString).orElse("the one before") + " is one already.");
			}
		}
		return Optional.empty();
	}

	private static Optional<Boolean> family(@Nullable PoolRequest pool) {
		return Optional.ofNullable(pool).flatMap(PoolRequest::isIpv6);
	}

	private static void checkFamilies(NetworkRequest request, Violations violations) {
		boolean hasIpv4 = pools(request).stream().anyMatch((pool) -> family(pool).equals(Optional.of(false)));
		boolean hasIpv6 = pools(request).stream().anyMatch((pool) -> family(pool).equals(Optional.of(true)));
		if (hasIpv4 && Boolean.FALSE.equals(request.ipv4())) {
			violations.add("ipv4", "must not be false beside an IPv4 pool; leave one of them out.");
		}
		if (hasIpv6 && Boolean.FALSE.equals(request.ipv6())) {
			violations.add("ipv6", "must not be false beside an IPv6 pool; leave one of them out.");
		}
		boolean noIpv6 = !hasIpv6 && !Boolean.TRUE.equals(request.ipv6());
		if (Boolean.FALSE.equals(request.ipv4()) && noIpv6 && request.effectiveDriver().equals("bridge")) {
			violations.add("ipv4", "must not be false without ipv6: a bridge network needs one of the two.");
		}
	}

	private static void checkTemplates(NetworkRequest request, Violations violations) {
		if (Boolean.TRUE.equals(request.configOnly())) {
			String detail = "must be left out with configOnly: such a network only holds settings for others.";
			forbid("internal", Boolean.TRUE.equals(request.internal()), detail, violations);
			forbid("attachable", Boolean.TRUE.equals(request.attachable()), detail, violations);
			forbid("ingress", Boolean.TRUE.equals(request.ingress()), detail, violations);
			forbid("scope", request.scope() != null, detail, violations);
			forbid("configFrom", request.configFrom() != null, detail, violations);
		}
		else if (request.configFrom() != null) {
			String detail = "must be left out with configFrom (in a PATCH, send it as null), since the settings come from there.";
			forbid("ipam", request.ipam() != null, detail, violations);
			forbid("options", !present(request.options()).isEmpty(), detail, violations);
			forbid("labels", !present(request.labels()).isEmpty(), detail, violations);
			forbid("ipv6", Boolean.TRUE.equals(request.ipv6()), detail, violations);
		}
		forbid("configFrom", request.configFrom() != null && request.configFrom().isBlank(), "must not be blank.",
				violations);
	}

	private static void forbid(String property, boolean given, String detail, Violations violations) {
		if (given) {
			violations.add(property, detail);
		}
	}

}
