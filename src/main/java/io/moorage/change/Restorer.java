package io.moorage.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.change.Restoration.Lost;
import io.moorage.engine.EndpointSpec;
import io.moorage.engine.EngineGateway;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Endpoint;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.NetworkRef;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts a network back as it was before a change, whatever part of the change was done: it
 * looks at what is there and does what is missing, so it can be done again after it was
 * itself interrupted. The caller holds the network's lock.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class Restorer {

	private static final String NAMESAKE = "Somebody else made a network of the name meanwhile, which stays as it is."
			+ " Those that were on the network are put on that one.";

	private final Snapshot snapshot;

	private final EngineGateway engine;

	private final Unrestored unrestored;

	/**
	 * Puts a network back. What could not be is noted.
	 * @param entry what it was like
	 * @param made what the change is known to have made
	 * @return what came of it
	 * @throws MoorageException when the engine is away: then it has to be done again
	 */
	Restoration restore(UndoRecord entry, Collection<NetworkId> made) {
		Before before = entry.before();
		Place place = place(before, made, this.snapshot.look(touched(before)));
		putBack(before, place);
		if (!place.notRestored().isEmpty()) {
			note(entry, place);
		}
		return place.restoration();
	}

	/**
	 * Puts a network back once more that was put back already, unless somebody else has
	 * its name by now. What could not be is noted once.
	 * @return what was put back again, mostly nothing
	 */
	Restoration again(UndoRecord entry) {
		Before before = entry.before();
		Topology now = this.snapshot.look(touched(before));
		if (present(before, now).isEmpty() && namesake(before, List.of(), now).isPresent()) {
			return new Restoration(null, List.of(), List.of());
		}
		Place place = place(before, List.of(), now);
		putBack(before, place);
		if (!place.notRestored().isEmpty() && !this.unrestored.has(entry)) {
			note(entry, place);
		}
		return place.restoration();
	}

	// What is done is done, whether it can be looked at now or not.
	private void note(UndoRecord entry, Place place) {
		Topology now;
		try {
			now = this.snapshot.look(touched(entry.before()));
		}
		catch (MoorageException ex) {
			log.debug("No look at what could not be put back: {}", ex.detail());
			now = this.snapshot.lastKnown().topology();
		}
		this.unrestored.note(entry, place.strangers(), place.notRestored(), now);
	}

	private Place place(Before before, Collection<NetworkId> made, Topology now) {
		Optional<NetworkId> own = present(before, now);
		return own.map((id) -> new Place(id, id, List.of())).orElseGet(() -> another(before, made, now));
	}

	private Place another(Before before, Collection<NetworkId> made, Topology now) {
		List<Before.Member> strangers = new ArrayList<>();
		try {
			strangers.addAll(makeWay(before, made, now));
			Optional<NetworkId> namesake = namesake(before, made, now);
			if (namesake.isPresent()) {
				Place place = new Place(null, namesake.get(), strangers);
				place.notRestored().add(new Lost(before.id(), before.spec().name(), NAMESAKE));
				return place;
			}
			NetworkId id = this.engine.createNetwork(before.spec()).id();
			log.info("Put the network {} back as {}", before.spec().name(), id);
			Place place = new Place(id, id, strangers);
			place.restored().add(new NetworkRef(id, before.spec().name()));
			return place;
		}
		catch (MoorageException ex) {
			rethrowOutage(ex);
			log.warn("Could not put the network {} back: {}", before.spec().name(), ex.detail());
			Place place = new Place(null, null, strangers);
			place.notRestored().add(new Lost(before.id(), before.spec().name(), ex.detail()));
			return place;
		}
	}

	private void putBack(Before before, Place place) {
		NetworkId id = place.id();
		if (id == null) {
			before.members().forEach((member) -> place.notRestored().add(member.container()));
		}
		else {
			Topology now = this.snapshot.look(touched(before).and(List.of(id), List.of()));
			before.members().forEach((member) -> restore(id, member, now, place));
		}
		place.strangers().forEach((stranger) -> takeAlong(id, stranger, place));
		if (id != null && !place.restored().isEmpty()) {
			checkAddresses(id, before, place);
		}
	}

	private static Touched touched(Before before) {
		return Touched.network(before.id())
			.and(List.of(), before.members().stream().map((member) -> member.container().id()).toList());
	}

	// It never went, or an earlier attempt has made it again.
	private static Optional<NetworkId> present(Before before, Topology now) {
		return now.network(before.id())
			.or(() -> now.networksNamed(before.spec().name())
				.stream()
				.filter((network) -> before.spec().isMadeAs(network))
				.filter((network) -> before.after() == null || !before.after().isMadeAs(network))
				.findFirst())
			.map(Network::id);
	}

	// Tells who joined meanwhile, and is taken off.
	private List<Before.Member> makeWay(Before before, Collection<NetworkId> made, Topology now) {
		List<Before.Member> strangers = new ArrayList<>();
		for (Network network : now.networksNamed(before.spec().name())) {
			if (!isOurs(before, made, network)) {
				continue;
			}
			for (Before.Member member : Before.of(network, now.endpoints(network.id()), this.engine.apiVersion())
				.members()) {
				this.engine.disconnect(network.id(), member.container().id().value(), true);
				if (before.members().stream().noneMatch((each) -> each.isOf(member))) {
					strangers.add(member);
				}
			}
			this.engine.removeNetwork(network.id());
		}
		return strangers;
	}

	private static boolean isOurs(Before before, Collection<NetworkId> made, Network network) {
		return made.contains(network.id()) || (before.after() != null && before.after().isMadeAs(network));
	}

	// Somebody else made it meanwhile. Docker, too, puts a container that starts on
	// whatever network has the name by then.
	private static Optional<NetworkId> namesake(Before before, Collection<NetworkId> made, Topology now) {
		return now.networksNamed(before.spec().name())
			.stream()
			.filter((network) -> !isOurs(before, made, network))
			.findFirst()
			.map(Network::id);
	}

	// Nobody asked for its network to change: it is told of in any case.
	private void takeAlong(@Nullable NetworkId id, Before.Member stranger, Place place) {
		String outcome = "and is off it.";
		try {
			if (id != null) {
				connect(id, stranger);
				outcome = "and was connected anew; look at its address.";
			}
		}
		catch (MoorageException ex) {
			rethrowOutage(ex);
			outcome += " " + ex.detail();
		}
		place.notRestored().add(Lost.of(stranger, "It joined the network while that was changed, " + outcome));
	}

	private void restore(NetworkId id, Before.Member member, Topology now, Place place) {
		if (now.container(member.container().id()).isEmpty() || now.endpoint(id, member.container().id()).isPresent()) {
			return;
		}
		try {
			connect(id, member);
			place.restored().add(member.container());
		}
		catch (MoorageException ex) {
			rethrowOutage(ex);
			log.warn("Could not put {} back on network {}: {}", member.container().name(), id, ex.detail());
			place.notRestored().add(Lost.of(member, ex.detail()));
		}
	}

	// With the addresses that it had, else with those that somebody asked for, which the
	// engine may still let be chosen, else with any.
	private void connect(NetworkId id, Before.Member member) {
		List<EndpointSpec> ways = Stream.of(member.endpoint(), member.asked(), member.endpoint().withoutAddresses())
			.distinct()
			.toList();
		for (EndpointSpec way : ways) {
			try {
				this.engine.connect(id, member.container().id(), way);
				return;
			}
			catch (MoorageException ex) {
				if (ex.code() == FaultCode.ALREADY_CONNECTED) {
					return;
				}
				rethrowOutage(ex);
				if (way.equals(ways.getLast())) {
					throw ex;
				}
			}
		}
	}

	// What the engine says counts, not what it was asked for.
	private void checkAddresses(NetworkId id, Before before, Place place) {
		Topology now = this.snapshot.look(touched(before).and(List.of(id), List.of()));
		for (Before.Member member : before.members()) {
			Optional<Endpoint> endpoint = now.endpoint(id, member.container().id());
			List<IpAddress> lost = Stream
				.of(Optional.ofNullable(member.endpoint().ipv4Address()),
						Optional.ofNullable(member.endpoint().ipv6Address()))
				.flatMap(Optional::stream)
				.filter((address) -> endpoint.isPresent() && !endpoint.get().addresses().contains(address))
				.toList();
			if (!lost.isEmpty() && place.restored().remove(member.container())) {
				place.notRestored()
					.add(Lost.of(member, "It is on the network, without its address "
							+ String.join(" and ", lost.stream().map(IpAddress::toString).toList()) + "."));
			}
		}
	}

	private static void rethrowOutage(MoorageException ex) {
		if (ex.code().isOutage() || ex.code() == FaultCode.ENGINE_BUSY) {
			throw ex;
		}
	}

	/**
	 * Is where the members go, and what came of that.
	 *
	 * @param own the network itself, or null where it could not be put back
	 * @param id that or another of its name, or null where there is none
	 * @param strangers who joined meanwhile
	 * @param restored what was put back
	 * @param notRestored what could not be
	 */
	private record Place(@Nullable NetworkId own, @Nullable NetworkId id, List<Before.Member> strangers,
			List<Object> restored, List<Object> notRestored) {

		private Place(@Nullable NetworkId own, @Nullable NetworkId id, List<Before.Member> strangers) {
			this(own, id, strangers, new ArrayList<>(), new ArrayList<>());
		}

		private Restoration restoration() {
			return new Restoration(this.own, this.restored, this.notRestored);
		}

	}

}
