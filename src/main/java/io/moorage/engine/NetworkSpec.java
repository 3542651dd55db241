package io.moorage.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.moorage.topology.Ipam;
import io.moorage.topology.IpamPool;
import io.moorage.topology.Network;
import io.moorage.topology.Scope;
import io.moorage.topology.Subnet;
import org.jspecify.annotations.Nullable;

/**
 * Says what a new network shall be.
 *
 * @param name its name
 * @param driver who implements it
 * @param scope how far it reaches, or null for the driver's own
 * @param ipv4 whether its endpoints get IPv4 addresses
 * @param ipv6 whether its endpoints get IPv6 addresses
 * @param internal whether it has no way out of the host
 * @param attachable whether plain containers can join it though it is of a Swarm
 * @param ingress whether it is the Swarm's routing mesh
 * @param configOnly whether it only holds settings for others
 * @param configFrom the name of the network that it has its settings from, or null
 * @param ipam its addresses; without pools the engine chooses
 * @param options the driver's options
 * @param labels its labels
 */
public record NetworkSpec(String name, String driver, @Nullable Scope scope, boolean ipv4, boolean ipv6,
		boolean internal, boolean attachable, boolean ingress, boolean configOnly, @Nullable String configFrom,
		Ipam ipam, Map<String, String> options, Map<String, String> labels) {

	// The engine adds these by itself, and the fields say the same.
	private static final List<String> OPTIONS_OF_FIELDS = List.of("com.docker.network.enable_ipv4",
			"com.docker.network.enable_ipv6");

	/**
	 * Copies what is given.
	 */
	public NetworkSpec {
		options = Collections.unmodifiableMap(new TreeMap<>(options));
		labels = Collections.unmodifiableMap(new TreeMap<>(labels));
	}

	/**
	 * Tells what makes such a network again, with the same subnets also where the engine
	 * had chosen them.
	 * @param network the network
	 * @return what to ask for; what came from another network's settings is left to that
	 */
	public static NetworkSpec of(Network network) {
		Scope scope = (network.scope() != Scope.LOCAL) ? network.scope() : null;
		boolean configured = network.configFrom() != null;
		Map<String, String> options = new TreeMap<>((configured || network.isBuiltIn()) ? Map.of() : network.options());
		options.keySet().removeAll(OPTIONS_OF_FIELDS);
		// One that only holds settings shows a driver that nobody can ask for.
		String driver = network.configOnly() ? "bridge" : network.driver();
		return new NetworkSpec(network.name(), driver, scope, network.ipv4(), network.ipv6() && !configured,
				network.internal(), network.attachable(), network.ingress(), network.configOnly(), network.configFrom(),
				configured ? new Ipam("default", Map.of(), List.of()) : network.ipam(), options,
				configured ? Map.of() : network.labels());
	}

	/**
	 * Tells what a network is that has its settings from another one.
	 * @param settings the network that holds them
	 * @return the same with those settings
	 */
	public NetworkSpec with(Network settings) {
		return new NetworkSpec(this.name, this.driver, this.scope, this.ipv4, settings.ipv6(), this.internal,
				this.attachable, this.ingress, this.configOnly, this.configFrom, settings.ipam(), settings.options(),
				settings.labels());
	}

	/**
	 * Tells what a network would be if it were made so, as far as that is asked for.
	 * @param network the network as it is
	 * @return the same network with what is asked for
	 */
	public Network over(Network network) {
		return new Network(network.id(), this.name, this.driver, (this.scope != null) ? this.scope : network.scope(),
				network.created(), this.ipv4, this.ipv6, this.internal, this.attachable, this.ingress, this.configOnly,
				this.configFrom, this.ipam, this.options, this.labels, network.attachments());
	}

	/**
	 * Asks for the same with those gateways that the engine only took by itself.
	 */
	public NetworkSpec settled() {
		return withPools(this.ipam.pools().stream().map(IpamPool::withoutAssumption).toList());
	}

	/**
	 * Asks for the same without some of its pools.
	 */
	public NetworkSpec without(List<IpamPool> pools) {
		return withPools(this.ipam.pools().stream().filter((pool) -> !pools.contains(pool)).toList());
	}

	private NetworkSpec withPools(List<IpamPool> pools) {
		Ipam given = new Ipam(this.ipam.driver(), this.ipam.options(), pools);
		return new NetworkSpec(this.name, this.driver, this.scope, this.ipv4, this.ipv6, this.internal, this.attachable,
				this.ingress, this.configOnly, this.configFrom, given, this.options, this.labels);
	}

	/**
	 * Tells whether a network may be what came of asking for this.
	 * @param network a network
	 * @return whether all that was asked for is there
	 */
	public boolean isMadeAs(Network network) {
		NetworkSpec other = of(network);
		List<Subnet> others = other.ipam.pools().stream().map(IpamPool::subnet).toList();
		Map<String, String> asked = new TreeMap<>(this.options);
		asked.keySet().removeAll(OPTIONS_OF_FIELDS);
		return this.name.equals(other.name) && this.driver.equals(other.driver) && this.internal == other.internal
				&& this.attachable == other.attachable && this.configOnly == other.configOnly
				&& Objects.equals(this.configFrom, other.configFrom) && this.labels.equals(other.labels)
				&& this.ipv4 == other.ipv4 && this.ipv6 == other.ipv6 && asked.equals(other.options)
				&& this.ipam.pools().stream().map(IpamPool::subnet).allMatch(others::contains);
	}

}
