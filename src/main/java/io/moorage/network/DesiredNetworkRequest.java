package io.moorage.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.moorage.change.Patch;
import io.moorage.engine.NetworkSpec;
import io.moorage.network.CreateNetworkRequest.IpamRequest;
import io.moorage.network.CreateNetworkRequest.PoolRequest;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * Says what a network shall be, whether it is there or not. Only what is given counts.
 *
 * @param name its name; the path says it, so it may be left out
 * @param driver who implements it
 * @param scope how far it reaches
 * @param ipv4 whether its endpoints get IPv4 addresses
 * @param ipv6 whether its endpoints get IPv6 addresses
 * @param internal whether it has no way out of the host
 * @param attachable whether plain containers can join it though it is of a Swarm
 * @param ingress whether it is the Swarm's routing mesh
 * @param configOnly whether it only holds settings for others
 * @param configFrom the name of the network that it has its settings from
 * @param ipam its addresses
 * @param options the driver's options; null as a value asks for absence
 * @param labels its labels; null as a value asks for absence
 */
@ConsistentNetwork
@Schema(name = "DesiredNetwork")
record DesiredNetworkRequest(@Schema(example = "bridge1") @Nullable String name,
		@Schema(example = "bridge") @Nullable String driver, @Nullable Scope scope, @Nullable Boolean ipv4,
		@Nullable Boolean ipv6, @Nullable Boolean internal, @Nullable Boolean attachable, @Nullable Boolean ingress,
		@Nullable Boolean configOnly, @Nullable String configFrom, @Valid @Nullable IpamRequest ipam,
		@Nullable Map<String, @Nullable String> options,
		@Schema(example = "{\"team\":\"platform\"}") @Nullable Map<String, @Nullable String> labels)
		implements
			NetworkRequest {

	/**
	 * Describes today's network, as far as it can be asked for.
	 */
	static DesiredNetworkRequest of(Network network) {
		return of(NetworkSpec.of(network));
	}

	/**
	 * Asks for a network in a caller's way.
	 */
	static DesiredNetworkRequest of(NetworkSpec spec) {
		boolean configured = spec.configFrom() != null;
		List<@Nullable PoolRequest> pools = new ArrayList<>();
		spec.ipam()
			.pools()
			.stream()
			.filter((pool) -> spec.configOnly() || (pool.subnet().isIpv6() ? spec.ipv6() : spec.ipv4()))
			.forEach((pool) -> pools
				.add(new PoolRequest(pool.subnet(), pool.gateway(), pool.ipRange(), new TreeMap<>(pool.reserved()))));
		return new DesiredNetworkRequest(spec.name(), spec.driver(), spec.scope(), spec.ipv4(),
				configured ? null : spec.ipv6(), spec.internal(), spec.attachable(), spec.ingress(), spec.configOnly(),
				spec.configFrom(),
				configured ? null : new IpamRequest(spec.ipam().driver(), new TreeMap<>(spec.ipam().options()), pools),
				configured ? null : new TreeMap<>(spec.options()), configured ? null : new TreeMap<>(spec.labels()));
	}

	/** What a body without anything in it asks for. */
	static final DesiredNetworkRequest ANY = new DesiredNetworkRequest(null, null, null, null, null, null, null, null,
			null, null, null, null, null);

	/**
	 * Describes today's network as a patch wants it. Whoever wants a family no more does
	 * not ask for the pool that is there of it.
	 */
	static DesiredNetworkRequest of(Network network, Patch<DesiredNetworkRequest> patch) {
		DesiredNetworkRequest today = of(network);
		if (network.configFrom() != null && patch.over(today).configFrom() == null) {
			// What it has from the other's settings becomes its own.
			return patch.over(of(network.withoutTemplate()));
		}
		DesiredNetworkRequest wanted = patch.over(today.withoutPools(true).withoutPools(false));
		if (network.ipv6() && Boolean.FALSE.equals(wanted.ipv6())) {
			today = today.withoutPools(true);
		}
		if (network.ipv4() && Boolean.FALSE.equals(wanted.ipv4())) {
			today = today.withoutPools(false);
		}
		return patch.over(today);
	}

	private DesiredNetworkRequest withoutPools(boolean ipv6) {
		if (this.ipam == null || this.ipam.pools() == null) {
			return this;
		}
		List<@Nullable PoolRequest> left = new ArrayList<>(this.ipam.pools());
		left.removeIf((pool) -> pool != null && pool.isIpv6().equals(Optional.of(ipv6)));
		return withIpam(new IpamRequest(this.ipam.driver(), this.ipam.options(), left));
	}

	@Override
	public String effectiveDriver() {
		return Objects.requireNonNullElse(this.driver, "");
	}

	@Override
	public DesiredNetworkRequest withIpam(IpamRequest other) {
		return new DesiredNetworkRequest(this.name, this.driver, this.scope, this.ipv4, this.ipv6, this.internal,
				this.attachable, this.ingress, this.configOnly, this.configFrom, other, this.options, this.labels);
	}

	DesiredNetworkRequest withLabels(Map<String, @Nullable String> others) {
		return new DesiredNetworkRequest(this.name, this.driver, this.scope, this.ipv4, this.ipv6, this.internal,
				this.attachable, this.ingress, this.configOnly, this.configFrom, this.ipam, this.options, others);
	}

	CreateNetworkRequest named(String name) {
		return new CreateNetworkRequest(name, this.driver, this.scope, this.ipv4, this.ipv6, this.internal,
				this.attachable, this.ingress, this.configOnly, this.configFrom, this.ipam, this.options, this.labels);
	}

}
