package io.moorage.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.KnownEngine;
import io.moorage.topology.Subnet;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds subnets for new networks: free of every network that is known, of what shall be
 * avoided, of what this machine has routes to, and of what no network can have. Only who
 * keeps others from making networks meanwhile can be sure of one.
 */
@Component
@RequiredArgsConstructor
public class SubnetAllocation {

	// With room for the gateway and a container.
	private static final int LONGEST_IPV4 = 30;

	private static final int LONGEST_IPV6 = 126;

	private static final int SITE = 48;

	private final KnownEngine engine;

	private final HostRoutes routes;

	private final AddressesProperties properties;

	/**
	 * Says what is wrong with a size.
	 * @param prefixLength the size
	 * @param within where subnets of that size shall lie, or null
	 * @return a sentence, or empty when subnets of the size can be there
	 */
	public static Optional<String> mistake(int prefixLength, @Nullable Subnet within) {
		int longest = (within != null && within.isIpv6()) ? LONGEST_IPV6 : LONGEST_IPV4;
		int shortest = (within != null) ? within.prefixLength() : 1;
		if (prefixLength >= shortest && prefixLength <= longest) {
			return Optional.empty();
		}
		if (within == null) {
			return Optional.of("must be 1 to " + longest + "; for an IPv6 subnet say within as well.");
		}
		return Optional
			.of((shortest > longest) ? "finds no room in " + within + ": a network needs at least a /" + longest + "."
					: "must be " + shortest + " to " + longest + ", to lie in " + within
							+ " and have room for a gateway and a container.");
	}

	/**
	 * Says what is wrong with a subnet that somebody names.
	 * @param subnet the subnet
	 * @return a sentence, or empty when a network can have it
	 */
	public static Optional<String> mistakeOf(Subnet subnet) {
		return ReservedBlocks.ALL.stream()
			.filter(subnet::overlaps)
			.findFirst()
			.map((reserved) -> "overlaps " + reserved + ", which no network can have (" + ReservedBlocks.why(reserved)
					+ "). Name a subnet like 10.1.0.0/16 or fd12:3456:789a::/64.");
	}

	/**
	 * Finds the network of this machine's own that a subnet would take over: the host
	 * would lose its way to who is there.
	 * @param topology what is there; what it knows is no affair of the host's
	 * @param subnet the subnet
	 * @return the block in which the machine is itself, or empty
	 */
	public Optional<Subnet> hostRoute(Topology topology, Subnet subnet) {
		return this.routes.own()
			.stream()
			.filter(subnet::overlaps)
			.filter((route) -> AddressPools.taken(topology).stream().noneMatch((each) -> each.subnet().equals(route)))
			.findFirst();
	}

	/**
	 * Says what is wrong with a block to choose subnets from.
	 * @param within the block
	 * @return a sentence, or empty when there can be networks in it
	 */
	public static Optional<String> mistake(Subnet within) {
		return ReservedBlocks.ALL.stream()
			.filter((reserved) -> reserved.contains(within))
			.findFirst()
			.map((reserved) -> "lies in " + reserved + ", which no network can have (" + ReservedBlocks.why(reserved)
					+ "). Name a block like 10.0.0.0/8 or fd00::/8.");
	}

	/**
	 * Lists free subnets.
	 * @param topology what is there
	 * @param also what is to be taken later, and so not free
	 * @param prefixLength their size
	 * @param within where they shall lie; null for the engine's default pools of IPv4
	 * @param count how many at most
	 * @return subnets from the lowest on, in {@code fd00::/8} from the lowest of a site
	 * chosen by chance, that overlap nothing, each other included; fewer than asked for
	 * where there are no more
	 */
	public List<Subnet> free(Topology topology, Collection<Subnet> also, int prefixLength, @Nullable Subnet within,
			int count) {
		List<Subnet> taken = taken(topology, within);
		taken.addAll(also);
		List<Subnet> blocks = (within != null) ? blocks(within, prefixLength, taken)
				: DefaultPools.of(this.engine.get()).bases().stream().filter((base) -> !base.isIpv6()).toList();
		return FreeSubnets.list(prefixLength, blocks, taken, count);
	}

	// Of the unique local addresses nobody may take the lowest ones: a site has 48 bits
	// of
	// its own, by chance (RFC 4193, section 3.2).
	private static List<Subnet> blocks(Subnet within, int prefixLength, List<Subnet> taken) {
		return Optional.of(within)
			.filter((block) -> block.equals(FreeSubnets.UNIQUE_LOCAL) && prefixLength >= SITE)
			.flatMap((block) -> FreeSubnets.uniqueLocal("/" + prefixLength, taken))
			.map((subnet) -> List.of(Subnet.of(subnet.network(), SITE), within))
			.orElse(List.of(within));
	}

	// Who names a block that a route leads to means just that block.
	private List<Subnet> taken(Topology topology, @Nullable Subnet within) {
		List<Subnet> taken = taken(topology);
		this.routes.get().stream().filter((route) -> within == null || !route.contains(within)).forEach(taken::add);
		return taken;
	}

	private List<Subnet> taken(Topology topology) {
		List<Subnet> taken = new ArrayList<>(ReservedBlocks.ALL);
		taken.addAll(this.properties.avoid());
		AddressPools.taken(topology).forEach((each) -> taken.add(each.subnet()));
		return taken;
	}

	/**
	 * Finds a free subnet instead of one that is taken.
	 * @param topology what is there
	 * @param wanted the subnet that is taken
	 * @return one of the same size and family, or empty when there is none
	 */
	public Optional<Subnet> instead(Topology topology, Subnet wanted) {
		return ofSize(topology, wanted.prefixLength(), wanted.isIpv6());
	}

	/**
	 * Finds a free subnet of a size, however small: whoever has one like it knows why.
	 * @param topology what is there
	 * @param prefixLength the size
	 * @param ipv6 the family
	 * @return a subnet of the engine's default pools, else of the documented ones, of
	 * IPv6 in {@code fd00::/8}; or empty when there is none
	 */
	Optional<Subnet> ofSize(Topology topology, int prefixLength, boolean ipv6) {
		if (ipv6) {
			return free(topology, List.of(), prefixLength, FreeSubnets.UNIQUE_LOCAL, 1).stream().findFirst();
		}
		return FreeSubnets
			.list(prefixLength, DefaultPools.of(this.engine.get()).withDocumented(), taken(topology, null), 1)
			.stream()
			.findFirst();
	}

	/**
	 * Makes up a unique local IPv6 subnet of 64 bits (RFC 4193), in one run of the
	 * service the same one for the same name.
	 * @param topology what is there
	 * @param name what it is for
	 * @return a subnet that overlaps nothing
	 * @throws MoorageException {@code address-pools-exhausted}
	 */
	public Subnet uniqueLocal(Topology topology, String name) {
		return FreeSubnets.uniqueLocal(name, taken(topology))
			.orElseThrow(() -> new MoorageException(FaultCode.ADDRESS_POOLS_EXHAUSTED, "No subnet of "
					+ FreeSubnets.UNIQUE_LOCAL
					+ " is left for IPv6 beside networks and moorage.addresses.avoid. Name one in ipam.pools."));
	}

	/**
	 * Warns of a subnet that should be avoided.
	 * @param topology what is there
	 * @param subnet the subnet
	 * @return a sentence, or empty
	 */
	public Optional<String> warning(Topology topology, Subnet subnet) {
		return avoided(subnet).or(() -> hostRoute(topology, subnet).map((route) -> "The subnet " + subnet + " overlaps "
				+ route + ", in which the host is itself: it may lose its way to who is there, its gateway included."));
	}

	private Optional<String> avoided(Subnet subnet) {
		return this.properties.avoid()
			.stream()
			.filter(subnet::overlaps)
			.findFirst()
			.map((avoided) -> "The subnet " + subnet + " overlaps " + avoided
					+ ", which moorage.addresses.avoid names: who is there may not be reachable from containers.");
	}

}
