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
			Optional<Subnet> subnet = subnet(pools.get(i));
			if (pools.get(i) == null) {
				violations.addPool(i, "is required: a pool is an object with a subnet.");
			}
			if (subnet.isPresent()) {
				checkAgainstEarlier(pools.subList(0, i), subnet.get(), onePerFamily)
					.ifPresent(mistakeAt(violations, i));
			}
		}
	}

	private static java.util.function.Consumer<String> mistakeAt(Violations violations, int index) {
		return (mistake) -> violations.addPool(index, mistake);
	}

	private static Optional<String> checkAgainstEarlier(List<@Nullable PoolRequest> earlier, Subnet subnet,
			boolean onePerFamily) {
		for (PoolRequest pool : earlier) {
			Optional<Subnet> other = subnet(pool);
			if (other.isPresent() && other.get().overlaps(subnet)) {
				return Optional.of(subnet + " overlaps " + other.get() + ", another pool of this network.");
			}
			if (other.isPresent() && onePerFamily && other.get().isIpv6() == subnet.isIpv6()) {
				return Optional.of("A bridge network has one pool of each family; " + other.get() + " is one already.");
			}
		}
		return Optional.empty();
	}

	private static void checkFamilies(NetworkRequest request, Violations violations) {
		boolean hasIpv4 = pools(request).stream()
			.anyMatch((pool) -> subnet(pool).filter((s) -> !s.isIpv6()).isPresent());
		boolean hasIpv6 = pools(request).stream().anyMatch((pool) -> subnet(pool).filter(Subnet::isIpv6).isPresent());
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
			String detail = "must be left out with configFrom, since the settings come from there.";
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
