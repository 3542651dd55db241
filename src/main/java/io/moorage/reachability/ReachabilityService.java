package io.moorage.reachability;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.moorage.engine.ApiVersion;
import io.moorage.engine.EngineFeature;
import io.moorage.fault.MoorageException;
import io.moorage.read.Page;
import io.moorage.snapshot.KnownEngine;
import io.moorage.snapshot.Reading;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.Endpoint;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;

import org.springframework.stereotype.Service;

/**
 * Tells who reaches whom, from one reading.
 */
@Service
@RequiredArgsConstructor
class ReachabilityService {

	// An answer of so many is some megabytes.
	private static final int MAX_PAIRS = 10_000;

	private final KnownEngine engine;

	/**
	 * Answers a query.
	 * @return a {@link Reachability} for one pair, else a {@link io.moorage.read.Listing}
	 * of them
	 * @throws MoorageException {@code invalid-request} when the query is neither,
	 * {@code container-not-found}, {@code network-not-found}, {@code ambiguous-reference}
	 */
	Object answer(Reading reading, ReachabilityQuery query, Page page) {
		check(query);
		Topology topology = reading.topology();
		PairRules rules = rules(topology);
		if (query.from() != null && query.to() != null) {
			checkAlone(page);
			return rules.of(References.container(topology, query.from()), References.container(topology, query.to()));
		}
		List<Pair> pairs = pairs(topology, query);
		if (pairs.size() > MAX_PAIRS && page.limit() == null) {
			throw MoorageException.invalid("?limit", "is required for more than " + MAX_PAIRS + " pairs; there are "
					+ pairs.size() + ". Send limit=1000, and after as each page says in next.");
		}
		return page.of(reading, pairs, Pair::key, (pair) -> rules.of(pair.from(), pair.to()));
	}

	static Touched about(Topology topology, ReachabilityQuery query) {
		if (query.network() != null) {
			return Touched.networkWithMembers(topology, query.network());
		}
		return Stream.of(query.from(), query.to())
			.filter(Objects::nonNull)
			.map((reference) -> Touched.containerWithNetworks(topology, reference))
			.reduce(Touched.NOTHING, (one, other) -> one.and(other.networks(), other.containers()));
	}

	private static void check(ReachabilityQuery query) {
		if (query.network() != null && (query.from() != null || query.to() != null)) {
			throw MoorageException.invalid("?network",
					"stands for all pairs of the network's members. Leave out from and to, or network.");
		}
		if (query.network() == null && query.from() == null) {
			throw MoorageException.invalid("?from",
					"is required: a container. Give to as well for one pair, or network alone for all pairs of its members.");
		}
	}

	private static void checkAlone(Page page) {
		if (page.limit() != null || page.after() != null || page.sort() != null) {
			String name = (page.limit() != null) ? "limit" : (page.after() != null) ? "after" : "sort";
			throw MoorageException.invalid("?" + name,
					"is for lists: from and to ask about one pair. Leave it out, or leave out to.");
		}
	}

	/**
	 * Returns what tells who reaches whom.
	 */
	PairRules rules(Topology topology) {
		ApiVersion version = ApiVersion.parse(this.engine.get().apiVersion());
		return new PairRules(topology, new PairRules.Filters(EngineFeature.IPV6_FILTER.isIn(version),
				EngineFeature.MORE_GATEWAY_MODES.isIn(version)));
	}

	private static List<Pair> pairs(Topology topology, ReachabilityQuery query) {
		if (query.from() != null) {
			Container from = References.container(topology, query.from());
			return pairs(List.of(from), topology.containers());
		}
		return pairsOn(topology, References.network(topology, Objects.requireNonNull(query.network())));
	}

	/**
	 * Returns all pairs of a network's members.
	 */
	static List<Pair> pairsOn(Topology topology, Network network) {
		List<Container> members = topology.endpoints(network.id())
			.stream()
			.map(Endpoint::container)
			.filter(Objects::nonNull)
			.flatMap((member) -> topology.container(member.id()).stream())
			.toList();
		return pairs(members, members);
	}

	private static List<Pair> pairs(List<Container> from, List<Container> to) {
		return from.stream()
			.flatMap((one) -> to.stream()
				.filter((other) -> !other.id().equals(one.id()))
				.map((other) -> new Pair(one, other)))
			.toList();
	}

	/**
	 * Is who asks and who is to answer.
	 */
	record Pair(Container from, Container to) {

		private Page.Key key() {
			return new Page.Key(this.from.name() + " " + this.to.name(), this.from.created(),
					this.from.id().value() + this.to.id().value());
		}

	}

}
