package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.moorage.change.Diff;
import io.moorage.engine.NetworkSpec;
import io.moorage.fault.InvalidField;
import io.moorage.fault.MoorageException;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.IpAddress;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a network with what it shall be: only what is given, addresses by value, a
 * pool by its subnet or else as the only one of its family. What the engine chose or
 * added by itself is never a difference.
 */
final class NetworkComparison {

	private final Network current;

	private final NetworkRequest desired;

	// Whether what is missing in a map or a list shall be gone, and what is left out was
	// never said.
	private final boolean exact;

	// Labels that stay though they are left out.
	private final Set<String> kept;

	private final List<Diff> differences = new ArrayList<>();

	private final CreateNetworkRequest overlaid;

	NetworkComparison(Network current, NetworkRequest desired, boolean exact) {
		this(current, desired, exact, Set.of());
	}

	/**
	 * Compares.
	 * @param exact whether what is left out shall be gone
	 * @param kept labels that stay even then
	 */
	NetworkComparison(Network current, NetworkRequest desired, boolean exact, Set<String> kept) {
		this.kept = kept;
		this.current = current;
		this.desired = desired;
		this.exact = exact;
		this.overlaid = overlay();
	}

	/**
	 * Lists what is different, a leaf at a time.
	 */
	List<Diff> differences() {
		return List.copyOf(this.differences);
	}

	/**
	 * Returns today's network overlaid with what was asked for.
	 */
	CreateNetworkRequest overlaid() {
		return this.overlaid;
	}

	private CreateNetworkRequest overlay() {
		Network now = this.current;
		String driver = now.configOnly() ? this.desired.driver()
				: field("/driver", now.driver(), this.desired.driver(), "bridge");
		Scope scope = field("/scope", now.scope(), this.desired.scope(), now.scope());
		Boolean ipv4 = field("/ipv4", now.ipv4(), this.desired.ipv4(), true);
		boolean template = now.configFrom() != null && (this.desired.configFrom() != null || !this.exact);
		Boolean ipv6 = template ? null : field("/ipv6", now.ipv6(), asksForIpv6(), hasIpv6Pool());
		Boolean internal = field("/internal", now.internal(), this.desired.internal(), false);
		Boolean attachable = field("/attachable", now.attachable(), this.desired.attachable(), false);
		Boolean ingress = field("/ingress", now.ingress(), this.desired.ingress(), false);
		Boolean configOnly = field("/configOnly", now.configOnly(), this.desired.configOnly(), false);
		String configFrom = field("/configFrom", now.configFrom(), this.desired.configFrom(), null);
		if (template && configFrom != null) {
			checkTemplate(configFrom);
			return new CreateNetworkRequest(now.name(), driver, (scope != Scope.LOCAL) ? scope : null, ipv4, null,
					internal, attachable, ingress, configOnly, configFrom, null, null, null);
		}
		NetworkSpec made = NetworkSpec.of((configFrom == null) ? now.withoutTemplate() : now);
		boolean configured = configFrom != null;
		Map<String, @Nullable String> options = entries("/options", now.options(), this.desired.options(),
				made.options());
		Map<String, @Nullable String> labels = MapComparison.overlay("/labels", now.labels(), this.desired.labels(),
				goneLabels(made.labels()), made.labels(), this.differences);
		IpamRequest ipam = ipam();
		return new CreateNetworkRequest(now.name(), driver, (scope != Scope.LOCAL) ? scope : null, ipv4,
				configured ? null : ipv6, internal, attachable, ingress, configOnly, configFrom,
				configured ? null : ipam, configured ? null : options, configured ? null : labels);
	}

	// What the template holds cannot be another for this network alone.
	private void checkTemplate(String template) {
		List<InvalidField> mistakes = new ArrayList<>();
		String detail = "must be left out: the settings of " + this.current.name() + " come from " + template
				+ ". Change that one, or send PATCH with configFrom null to give it settings of its own.";
		if (this.desired.ipam() != null) {
			mistakes.add(new InvalidField("/ipam", detail));
		}
		if (isGiven(this.desired.options())) {
			mistakes.add(new InvalidField("/options", detail));
		}
		if (isGiven(this.desired.labels())) {
			mistakes.add(new InvalidField("/labels", detail));
		}
		if (this.desired.ipv6() != null && this.desired.ipv6() != this.current.ipv6()) {
			mistakes.add(new InvalidField("/ipv6", detail));
		}
		if (!mistakes.isEmpty()) {
			throw MoorageException.invalid(mistakes);
		}
	}

	private static boolean isGiven(@Nullable Map<?, ?> map) {
		return map != null && !map.isEmpty();
	}

	// A pool of a family asks for that family.
	private @Nullable Boolean asksForIpv6() {
		return (this.desired.ipv6() == null && hasIpv6Pool()) ? Boolean.TRUE : this.desired.ipv6();
	}

	private boolean hasIpv6Pool() {
		return desiredPools().stream().anyMatch((pool) -> Objects.requireNonNull(pool.subnet()).isIpv6());
	}

	private <T> @Nullable T field(String path, @Nullable T now, @Nullable T asked, @Nullable T otherwise) {
		T wanted = (asked == null && this.exact) ? otherwise : asked;
		if (wanted == null && !this.exact) {
			return now;
		}
		if (!Objects.equals(now, wanted)) {
			this.differences.add(Diff.of(path, now, wanted));
		}
		return wanted;
	}

	private Map<String, @Nullable String> entries(String path, Map<String, String> now,
			@Nullable Map<String, @Nullable String> asked, Map<String, String> kept) {
		return MapComparison.overlay(path, now, asked, gone(kept), kept, this.differences);
	}

	private Set<String> gone(Map<String, ?> named) {
		return this.exact ? named.keySet() : Set.of();
	}

	private Set<String> goneLabels(Map<String, String> labels) {
		Set<String> gone = new TreeSet<>(gone(labels));
		gone.removeAll(this.kept);
		return gone;
	}

	private IpamRequest ipam() {
		IpamRequest asked = this.desired.ipam();
		String driver = field("/ipam/driver", this.current.ipam().driver(), (asked != null) ? asked.driver() : null,
				"default");
		Map<String, @Nullable String> options = entries("/ipam/options", this.current.ipam().options(),
				(asked != null) ? asked.options() : null, this.current.ipam().options());
		return new IpamRequest(driver, options, pools());
	}

	private List<PoolRequest> desiredPools() {
		IpamRequest asked = this.desired.ipam();
		return (asked != null && asked.pools() != null)
				? asked.pools().stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList() : List.of();
	}

	private List<@Nullable PoolRequest> pools() {
		List<IpamPool> left = new ArrayList<>(this.current.ipam().pools());
		List<PoolRequest> asked = desiredPools();
		List<@Nullable PoolRequest> result = new ArrayList<>();
		for (int i = 0; i < asked.size(); i++) {
			Optional<IpamPool> match = match(asked, asked.get(i), left);
			match.ifPresent(left::remove);
			result.add(pool("/ipam/pools/" + i, match.orElse(null), asked.get(i)));
		}
		for (IpamPool pool : left) {
			if (isKept(pool) && !isReplaced(pool, asked)) {
				result.add(asked(pool));
			}
			else if (this.exact && isReplaced(pool, asked)) {
				this.differences.add(Diff.of("/ipam/pools", pool.subnet(), null));
			}
		}
		return result;
	}

	// Whoever asks for no IPv6 any more does not keep its pool; the engine keeps one that
	// nobody can use where --subnet named it and --ipv6 was left out.
	private boolean isKept(IpamPool pool) {
		boolean ipv6 = pool.subnet().isIpv6();
		Boolean family = ipv6 ? this.desired.ipv6() : this.desired.ipv4();
		boolean today = ipv6 ? this.current.ipv6() : this.current.ipv4();
		return (family != null) ? family : today || this.current.configOnly();
	}

	// A list that names pools of a family names all of them; of one that it does not name
	// the engine has chosen the pool.
	private boolean isReplaced(IpamPool pool, List<PoolRequest> asked) {
		return this.exact && asked.stream()
			.anyMatch((each) -> Objects.requireNonNull(each.subnet()).isIpv6() == pool.subnet().isIpv6());
	}

	private static Optional<IpamPool> match(List<PoolRequest> all, PoolRequest asked, List<IpamPool> left) {
		Subnet subnet = Objects.requireNonNull(asked.subnet());
		Optional<IpamPool> same = left.stream().filter((pool) -> pool.subnet().equals(subnet)).findFirst();
		if (same.isPresent()) {
			return same;
		}
		List<IpamPool> family = left.stream().filter((pool) -> pool.subnet().isIpv6() == subnet.isIpv6()).toList();
		long wanted = all.stream()
			.filter((pool) -> Objects.requireNonNull(pool.subnet()).isIpv6() == subnet.isIpv6())
			.count();
		return (family.size() == 1 && wanted == 1) ? Optional.of(family.getFirst()) : Optional.empty();
	}

	private PoolRequest pool(String path, @Nullable IpamPool now, PoolRequest asked) {
		Subnet subnet = Objects.requireNonNull(asked.subnet());
		if (now == null) {
			this.differences.add(Diff.of(path, null, subnet));
			return asked;
		}
		if (!now.subnet().equals(subnet)) {
			this.differences.add(Diff.of(path + "/subnet", now.subnet(), subnet));
		}
		IpAddress gateway = part(path + "/gateway", now.gateway(), asked.gateway(), isChosen(now), subnet::contains);
		Subnet range = part(path + "/ipRange", now.ipRange(), asked.ipRange(), false, subnet::contains);
		return new PoolRequest(subnet, gateway, range, reserved(path + "/reserved", now, asked));
	}

	// A gateway where the engine puts it by itself: nobody need have asked for it.
	private static boolean isChosen(IpamPool pool) {
		return pool.gatewayAssumed() != null || NetworkSpecs.firstFree(pool).equals(pool.gateway());
	}

	// What is not asked for stays, if it fits into the subnet; else it is lost, which is
	// told unless the engine chose it.
	private <T> @Nullable T part(String path, @Nullable T now, @Nullable T asked, boolean chosen,
			Function<T, Boolean> fits) {
		if (asked == null && (!this.exact || chosen)) {
			boolean stays = now != null && fits.apply(now);
			if (now != null && !stays && !chosen) {
				this.differences.add(Diff.of(path, now, null));
			}
			return stays ? now : null;
		}
		if (!Objects.equals(now, asked)) {
			this.differences.add(Diff.of(path, now, asked));
		}
		return asked;
	}

	private Map<String, @Nullable IpAddress> reserved(String path, IpamPool now, PoolRequest asked) {
		Map<String, IpAddress> kept = new TreeMap<>(now.reserved());
		kept.values().removeIf((address) -> !Objects.requireNonNull(asked.subnet()).contains(address));
		Set<String> gone = new TreeSet<>(now.reserved().keySet());
		if (!this.exact) {
			gone.removeAll(kept.keySet());
		}
		return MapComparison.overlay(path, now.reserved(), asked.reserved(), gone, kept, this.differences);
	}

	private static PoolRequest asked(IpamPool pool) {
		return new PoolRequest(pool.subnet(), pool.gateway(), pool.ipRange(), new TreeMap<>(pool.reserved()));
	}

}
