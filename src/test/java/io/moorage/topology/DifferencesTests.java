package io.moorage.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import io.moorage.snapshot.World;
import io.moorage.topology.Difference.Kind;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link Differences}: whoever does what they say, one by one, has what was
 * there before turned into what is there now, and a consistent whole all the way.
 */
class DifferencesTests {

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private final World world = new World(this.random);

	@RepeatedTest(300)
	void betweenWhenAnythingHappenedLeadsFromOneToTheOther() {
		this.world.happen(this.random.nextInt(25));
		Topology before = this.world.topology();
		this.world.happen(this.random.nextInt(12));
		Topology after = this.world.topology();
		List<Difference> differences = Differences.between(before, after);
		Followed followed = new Followed(before);
		differences.forEach((each) -> followed.apply(each, after, this.seed));
		assertThat(followed.contents()).as("seed %d, after %s", this.seed, differences)
			.isEqualTo(new Followed(after).contents());
		assertThat(before.isSameAs(after) && !differences.isEmpty()).as("something of nothing").isFalse();
	}

	@RepeatedTest(20)
	void betweenWhenNothingHappenedIsEmpty() {
		this.world.happen(this.random.nextInt(25));
		assertThat(Differences.between(this.world.topology(), this.world.topology())).isEmpty();
	}

	@Test
	void betweenWhenStartedAnewKeepsTheMembership() {
		Topology before = running();
		this.world.startAll();
		assertThat(kinds(before)).containsExactly(Kind.CONTAINER_STOPPED, Kind.CONTAINER_STARTED);
		this.world.stopAll();
		assertThat(kinds(before)).containsExactly(Kind.CONTAINER_STOPPED);
	}

	@Test
	void betweenWhenConnectedAnewTellsBoth() {
		Topology before = running();
		this.world.reconnectAll("alias");
		assertThat(kinds(before)).containsExactly(Kind.ENDPOINT_DISCONNECTED, Kind.ENDPOINT_CONNECTED);
	}

	@Test
	void betweenWhenStoppedAndConnectedInAnotherWayTellsBoth() {
		running();
		this.world.stopAll();
		Topology before = this.world.topology();
		this.world.reconnectAll("alias");
		assertThat(kinds(before)).isEmpty();
		this.world.reconnectAll("other");
		assertThat(kinds(before)).containsExactly(Kind.ENDPOINT_DISCONNECTED, Kind.ENDPOINT_CONNECTED);
	}

	@Test
	void betweenWhenARunWasTooShortToBeSeenTellsIt() {
		this.world.addNetwork();
		this.world.addBox();
		Topology before = this.world.topology();
		this.world.startAll();
		this.world.stopAll();
		assertThat(kinds(before)).containsExactly(Kind.CONTAINER_STARTED, Kind.CONTAINER_STOPPED);
		assertThat(kinds(Topology.EMPTY)).containsExactly(Kind.NETWORK_CREATED, Kind.CONTAINER_CREATED,
				Kind.ENDPOINT_CONNECTED, Kind.CONTAINER_STARTED, Kind.CONTAINER_STOPPED);
	}

	@Test
	void betweenWhenAllIsNewOrGoneKeepsTheOrder() {
		Topology full = running();
		assertThat(kinds(Topology.EMPTY)).containsExactly(Kind.NETWORK_CREATED, Kind.CONTAINER_CREATED,
				Kind.ENDPOINT_CONNECTED, Kind.CONTAINER_STARTED);
		assertThat(Differences.between(full, Topology.EMPTY)).extracting(Difference::kind)
			.containsExactly(Kind.CONTAINER_STOPPED, Kind.ENDPOINT_DISCONNECTED, Kind.CONTAINER_REMOVED,
					Kind.NETWORK_REMOVED);
	}

	@Test
	void betweenWhenOnlyItsNamesOnANetworkAreOthersTellsThatItChanged() {
		running();
		this.world.stopAll();
		Topology before = this.world.topology();
		this.world.whisperAll();
		assertThat(kinds(before)).containsExactly(Kind.CONTAINER_CHANGED);
		this.world.startAll();
		assertThat(kinds(before)).containsExactly(Kind.CONTAINER_STARTED);
	}

	@Test
	void betweenWhenServicesUseANetworkTellsThatItChanged() {
		this.world.addNetwork();
		Topology before = this.world.topology();
		NetworkId network = before.networks().getFirst().id();
		Topology after = new Topology(before.networks(), List.of(),
				List.of(new SwarmService("id", "web", Set.of(network.value()))), Notes.NONE);
		assertThat(Differences.between(before, after)).extracting(Difference::kind)
			.containsExactly(Kind.NETWORK_CHANGED);
	}

	@Test
	void betweenWhenTheOwnerOfASharedNetworkIsAnotherTellsItOfTheSharer() {
		Container owner = running().containers().getFirst();
		Container sharer = new Container(new ContainerId("f".repeat(64)), "sharer", "alpine", Instant.EPOCH, Map.of(),
				ContainerState.RUNNING, null, Instant.EPOCH, "container:" + owner.id(), List.of(), List.of());
		Topology before = with(sharer);
		this.world.renameAll();
		assertThat(Differences.between(before, with(sharer))).extracting(Difference::kind, Difference::container)
			.contains(tuple(Kind.CONTAINER_CHANGED, sharer))
			.hasSize(2);
		this.world.removeAll();
		assertThat(Differences.between(before, with(sharer))).extracting(Difference::kind, Difference::container)
			.contains(tuple(Kind.CONTAINER_CHANGED, sharer))
			.hasSize(4);
		assertThat(Differences.between(with(sharer), with(sharer))).isEmpty();
	}

	private Topology with(Container more) {
		Topology topology = this.world.topology();
		List<Container> containers = new ArrayList<>(topology.containers());
		containers.add(more);
		return new Topology(topology.networks(), containers, List.of(), Notes.NONE);
	}

	/** One container that runs on one network. */
	private Topology running() {
		this.world.addNetwork();
		this.world.addBox();
		this.world.startAll();
		return this.world.topology();
	}

	private List<Kind> kinds(Topology before) {
		return Differences.between(before, this.world.topology()).stream().map(Difference::kind).toList();
	}

	/**
	 * What a follower has: networks, containers, and who is on which network.
	 */
	private static final class Followed {

		private final Map<NetworkId, Network> networks = new TreeMap<>();

		private final Map<ContainerId, Container> containers = new TreeMap<>();

		private final Map<String, Endpoint> endpoints = new TreeMap<>();

		private final Set<ContainerId> running = new HashSet<>();

		private Followed(Topology topology) {
			topology.networks().forEach(this::put);
			topology.containers().forEach(this::put);
			topology.containers()
				.stream()
				.filter((each) -> each.state().isActive())
				.forEach((each) -> this.running.add(each.id()));
			topology.networks()
				.forEach((each) -> topology.endpoints(each.id())
					.forEach((endpoint) -> this.endpoints.put(key(endpoint), endpoint)));
		}

		private List<Object> contents() {
			return List.of(this.networks, this.containers, this.endpoints, this.running);
		}

		private static String key(Endpoint endpoint) {
			return endpoint.network().id() + " " + endpoint.pathSegment();
		}

		private void put(Network network) {
			this.networks.put(network.id(), network.withoutAttachments());
		}

		private void put(Container now) {
			this.containers.put(now.id(), new Container(now.id(), now.name(), now.image(), now.created(), now.labels(),
					now.state(), now.exitCode(), now.startedAt(), now.networkMode(), now.ports(), List.of()));
		}

		private void apply(Difference difference, Topology after, long seed) {
			String about = difference + " with seed " + seed;
			if (difference.endpoint() != null) {
				apply(difference.kind(), difference.endpoint(), about);
			}
			else if (difference.network() != null) {
				apply(difference.kind(), difference.network(), about);
			}
			else {
				apply(difference.kind(), Objects.requireNonNull(difference.container()), after, about);
			}
			assertThat(this.endpoints.values()).as("endpoints after %s", about).allSatisfy((each) -> {
				assertThat(this.networks).containsKey(each.network().id());
				if (each.container() != null) {
					assertThat(this.containers).containsKey(each.container().id());
				}
			});
		}

		private void apply(Kind kind, Endpoint endpoint, String about) {
			if (kind == Kind.ENDPOINT_CONNECTED) {
				assertThat(this.endpoints.put(key(endpoint), endpoint)).as(about).isNull();
			}
			else {
				assertThat(kind).isEqualTo(Kind.ENDPOINT_DISCONNECTED);
				assertThat(this.endpoints.remove(key(endpoint))).as(about).isNotNull();
			}
		}

		private void apply(Kind kind, Network network, String about) {
			assertThat(this.networks.containsKey(network.id())).as(about).isEqualTo(kind != Kind.NETWORK_CREATED);
			if (kind == Kind.NETWORK_REMOVED) {
				this.networks.remove(network.id());
			}
			else {
				put(network);
			}
		}

		private void apply(Kind kind, Container container, Topology after, String about) {
			assertThat(this.containers.containsKey(container.id())).as(about).isEqualTo(kind != Kind.CONTAINER_CREATED);
			if (kind == Kind.CONTAINER_STARTED) {
				assertThat(this.running.add(container.id())).as(about).isTrue();
			}
			if (kind == Kind.CONTAINER_STOPPED) {
				assertThat(this.running.remove(container.id())).as(about).isTrue();
			}
			if (kind == Kind.CONTAINER_REMOVED) {
				this.containers.remove(container.id());
				return;
			}
			put(container);
			after.endpoints(container.id())
				.forEach((each) -> this.endpoints.computeIfPresent(key(each), (key, old) -> each));
		}

	}

}
