package io.moorage.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import io.moorage.snapshot.Origin;
import io.moorage.snapshot.Revision;
import io.moorage.snapshot.SnapshotChange;
import io.moorage.snapshot.World;
import io.moorage.topology.Differences;
import io.moorage.topology.Ipam;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.Scope;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventHub}.
 */
class EventHubTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final EventHub hub = new EventHub(new EventProperties(2, 2, 16, SOON), this.registry);

	private long revision = 1;

	private Revision now() {
		return new Revision("run", this.revision);
	}

	/** Makes some networks at one revision. */
	private void change(@Nullable Origin origin, String... names) {
		Topology after = new Topology(Stream.of(names).map(EventHubTests::network).toList(), List.of(), List.of(),
				Notes.NONE);
		change(Topology.EMPTY, after, origin);
	}

	private void change(Topology before, Topology after, @Nullable Origin origin) {
		this.revision++;
		this.hub.onChange(new SnapshotChange(now(), before, after,
				Differences.between(before, after)
					.stream()
					.map((each) -> new SnapshotChange.Attributed(each, origin))
					.toList()));
	}

	private static Network network(String name) {
		return new Network(new NetworkId(name.repeat(64)), name, "bridge", Scope.LOCAL, Instant.EPOCH, true, false,
				false, false, false, false, null, new Ipam("default", Map.of(), List.of()), Map.of(), Map.of(),
				List.of());
	}

	private EventHub.Position begin(@Nullable String lastEventId) {
		return this.hub.begin((lastEventId != null) ? EventId.parse(lastEventId).orElseThrow() : null, now());
	}

	private List<String> told(long position) {
		return events(position).stream().map((each) -> each.id() + " " + name(each)).toList();
	}

	private List<Event> events(long position) {
		return Objects.requireNonNull(this.hub.await(position, SOON, 100));
	}

	private static @Nullable String name(Event event) {
		return (event.data().network() != null) ? event.data().network().name() : null;
	}

	@Test
	void onChangeWhenSeveralThingsDifferNumbersThem() {
		long position = begin(null).index();
		change(new Origin("me", null), "a", "b");
		change(null, "c");
		assertThat(told(position)).containsExactly("run-2.0 a", "run-2.1 b", "run-3.0 c");
		assertThat(events(position)).extracting((each) -> each.data().origin())
			.containsExactly(new Origin("me", null), new Origin("me", null), null);
		assertThat(this.registry.get("moorage.events.told").tag("type", "network.created").counter().count())
			.isEqualTo(3);
	}

	@Test
	void onChangeWhenARunningContainerIsGoneAtOnceShowsItAsItWas() {
		World world = new World(new Random(1));
		world.addNetwork();
		world.addBox();
		world.startAll();
		Topology before = world.topology();
		world.removeAll();
		long position = begin(null).index();
		change(before, world.topology(), null);
		Network network = before.networks().getFirst();
		assertThat(events(position)).extracting(Event::type)
			.containsExactly(EventType.CONTAINER_STOPPED, EventType.ENDPOINT_DISCONNECTED, EventType.CONTAINER_REMOVED);
		EventFilter filter = new EventFilter(List.of(network.name()), null, null);
		assertThat(events(position)).allMatch(filter.in(before))
			.allSatisfy((each) -> assertThat(new JsonMapper().writeValueAsString(each.data().object()))
				.contains(network.name()));
	}

	@Test
	void onLostWhenSomethingWasToldAtThatRevisionComesBehindIt() {
		change(null, "a");
		long position = begin(null).index();
		this.hub.onLost(now());
		this.hub.onFound(now());
		assertThat(events(position)).extracting((each) -> each.id() + " " + each.type())
			.containsExactly("run-2.100000001 engine.lost", "run-2.100000002 engine.found");
		assertThat(events(begin("run-2").index())).extracting(Event::type)
			.containsExactly(EventType.ENGINE_LOST, EventType.ENGINE_FOUND);
		change(null, "b");
		assertThat(told(begin("run-2.100000002").index())).containsExactly("run-3.0 b");
	}

	@Test
	void beginWhenNothingIsKnownStartsAtTheEndAndCanBeResumedFrom() {
		change(null, "a", "b");
		EventHub.Position begin = begin(null);
		assertThat(begin.missed()).isFalse();
		assertThat(begin.id()).hasToString("run-2.1");
		change(null, "c");
		assertThat(told(begin.index())).containsExactly("run-3.0 c");
		assertThat(told(begin(begin.id().toString()).index())).containsExactly("run-3.0 c");
	}

	@Test
	void beginWhenARevisionIsKnownStartsBehindIt() {
		change(null, "a", "b");
		change(null, "c", "d");
		assertThat(told(begin("run-2").index())).containsExactly("run-3.0 c", "run-3.1 d");
		assertThat(told(begin("run-2.0").index())).containsExactly("run-2.1 b", "run-3.0 c", "run-3.1 d");
		assertThat(told(begin("run-1").index())).hasSize(4);
		assertThat(begin("run-3").index()).isEqualTo(begin(null).index());
	}

	@Test
	void beginWhenIdIsNotOfThisRunOrTooOldHasMissedSomething() {
		for (int i = 0; i < 9; i++) {
			change(null, "a", "b");
		}
		for (String id : List.of("run-1", "run-2.0", "other-10.0", "other-1", "run-11", "run-99.0")) {
			EventHub.Position begin = begin(id);
			assertThat(begin.missed()).as(id).isTrue();
			assertThat(begin.id()).as(id).hasToString("run-10.1");
			assertThat(this.hub.await(begin.index(), Duration.ZERO, 100)).as(id).isEmpty();
		}
		assertThat(begin("run-2").missed()).isFalse();
		assertThat(begin("run-2.1").missed()).isFalse();
		assertThat(told(begin("run-2.1").index())).hasSize(16);
	}

	@Test
	void awaitWhenFallenBehindIsNull() {
		long position = begin(null).index();
		for (int i = 0; i < 16; i++) {
			change(null, "a");
		}
		assertThat(told(position)).hasSize(16);
		change(null, "a");
		assertThat(this.hub.await(position, SOON, 100)).isNull();
		assertThat(told(position + 1)).hasSize(16);
	}

	@Test
	void awaitWhenNothingHappensIsEmptyAfterItsPatience() {
		assertThat(this.hub.await(begin(null).index(), Duration.ofMillis(20), 100)).isEmpty();
		assertThat(this.hub.await(begin(null).index(), Duration.ofMillis(-20), 100)).isEmpty();
	}

	@Test
	void awaitWhenSomethingHappensEnds() throws Exception {
		long position = begin(null).index();
		CompletableFuture<List<String>> waiting = CompletableFuture.supplyAsync(() -> told(position),
				Thread::startVirtualThread);
		change(null, "a");
		assertThat(waiting.get(10, TimeUnit.SECONDS)).containsExactly("run-2.0 a");
	}

	@Test
	void awaitWhenStoppedIsNull() throws Exception {
		long position = begin(null).index();
		CompletableFuture<Boolean> waiting = CompletableFuture
			.supplyAsync(() -> this.hub.await(position, SOON, 100) == null, Thread::startVirtualThread);
		this.hub.stop();
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.hub.isStopping()).isTrue();
	}

	@Test
	void enterWhenAllPlacesAreTakenIsRefused() {
		this.hub.enter("caller");
		this.hub.enter("caller");
		assertThat(this.registry.get("moorage.events.subscribers").gauge().value()).isEqualTo(2);
		assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> this.hub.enter("another"))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FaultCode.TOO_MANY_SUBSCRIBERS));
		this.hub.leave("caller");
		this.hub.enter("caller");
	}

	@Test
	void enterWhenOneCallerHasManyLetsOthersIn() {
		EventHub large = new EventHub(new EventProperties(4, 2, 16, SOON), new SimpleMeterRegistry());
		large.enter("greedy");
		large.enter("greedy");
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> large.enter("greedy"))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(FaultCode.TOO_MANY_REQUESTS));
		}
		large.enter("modest");
		large.leave("greedy");
		large.enter("greedy");
		assertThatExceptionOfType(MoorageException.class).isThrownBy(() -> large.enter("greedy"));
	}

}
