package io.moorage.topology;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Topology} on what engines are known to tell.
 */
class TopologyTests {

	private static final NetworkId BLUE = new NetworkId("b".repeat(64));

	private static final NetworkId GREEN = new NetworkId("bb" + "c".repeat(62));

	private static final ContainerId ONE = new ContainerId("1".repeat(64));

	private static final ContainerId TWO = new ContainerId("2".repeat(64));

	@Test
	void endpointsWhenSettingsHaveAnIdJoinsByIdWhateverTheKeySays() {
		Topology topology = topology(network(BLUE, "blue", attachment(ONE, "e1")), network(GREEN, "green"),
				container(ONE, ContainerState.RUNNING, entry("green", BLUE, "e1")));
		assertThat(topology.endpoints(BLUE)).singleElement()
			.satisfies((endpoint) -> assertThat(endpoint.active()).isTrue());
		assertThat(topology.endpoints(GREEN)).isEmpty();
	}

	@Test
	void endpointsWhenNeverStartedJoinsByKey() {
		Topology topology = topology(network(BLUE, "blue"), network(GREEN, "green"),
				container(ONE, ContainerState.CREATED, entry("green", null, null)));
		assertThat(topology.endpoints(GREEN)).singleElement().satisfies((endpoint) -> {
			assertThat(endpoint.active()).isFalse();
			assertThat(endpoint.dnsNames()).containsExactly("one", "111111111111");
		});
	}

	@Test
	void endpointsWhenTheNetworkIsGoneHasNoMember() {
		NetworkId gone = new NetworkId("d".repeat(64));
		Topology topology = topology(network(BLUE, "blue"), network(GREEN, "green"),
				container(ONE, ContainerState.EXITED, entry("green", gone, null)));
		assertThat(topology.endpoints(GREEN)).isEmpty();
		assertThat(topology.endpoints(ONE)).isEmpty();
	}

	@Test
	void endpointsWhenRunningWithoutAnEndpointIsHalfConnected() {
		Topology topology = topology(network(BLUE, "blue"), network(GREEN, "green"),
				container(ONE, ContainerState.RUNNING, entry("blue", BLUE, null)));
		assertThat(topology.endpoints(BLUE)).isEmpty();
		assertThat(topology.isHalfConnected(BLUE, ONE)).isTrue();
		assertThat(topology.isHalfConnected(GREEN, ONE)).isFalse();
	}

	@Test
	void endpointsWhenTheNetworkDoesNotListTheEndpointIsHalfConnected() {
		Topology topology = topology(network(BLUE, "blue", attachment(TWO, "e2")), network(GREEN, "green"),
				container(ONE, ContainerState.RUNNING, entry("blue", BLUE, "e1")));
		assertThat(topology.endpoints(BLUE)).isEmpty();
		assertThat(topology.isHalfConnected(BLUE, ONE)).isTrue();
	}

	@Test
	void endpointsWhenSettingsListANetworkTwiceHasOneMembership() {
		Topology topology = topology(network(BLUE, "blue", attachment(ONE, "e1")), network(GREEN, "green"),
				container(ONE, ContainerState.RUNNING, entry("bbbb", BLUE, null), entry("blue", BLUE, "e1")));
		assertThat(topology.endpoints(BLUE)).singleElement().extracting(Endpoint::endpointId).isEqualTo("e1");
	}

	@Test
	void endpointsWhenTheContainerIsGoneAreStale() {
		Attachment left = new Attachment("ep-e9", "ghost", "e9", null, IpAddress.parse("10.0.0.9"), 24, null, null);
		Topology topology = topology(network(BLUE, "blue", left), network(GREEN, "green"));
		assertThat(topology.endpoints(BLUE)).singleElement().satisfies((endpoint) -> {
			assertThat(endpoint.container()).isNull();
			assertThat(endpoint.stale()).isTrue();
			assertThat(endpoint.pathSegment()).isEqualTo("ep-e9");
		});
	}

	@Test
	void networksWhenANameIsAnothersPrefixPrefersTheName() {
		Topology topology = topology(network(BLUE, "bbc"), network(GREEN, "green"));
		assertThat(topology.networks("bbc")).extracting(Network::id).containsExactly(BLUE);
		assertThat(topology.networks("bbcc")).extracting(Network::id).containsExactly(GREEN);
		assertThat(topology.networks("bb")).hasSize(2);
		assertThat(topology.networks("")).isEmpty();
		assertThat(topology.networks(GREEN.value())).extracting(Network::id).containsExactly(GREEN);
	}

	@Test
	void sharersWhenContainerModeNamesTheOwner() {
		Container owner = container(ONE, ContainerState.RUNNING);
		Container sharer = new Container(TWO, "two", "alpine", Instant.EPOCH, Map.of(), ContainerState.RUNNING, null,
				Instant.EPOCH, "container:" + ONE, List.of(), List.of());
		Topology topology = new Topology(List.of(), List.of(owner, sharer), List.of(), Notes.NONE);
		assertThat(topology.sharers(ONE)).containsExactly(sharer);
		assertThat(topology.sharedWith(sharer)).contains(owner);
		assertThat(sharer.hasExclusiveMode()).isTrue();
	}

	@Test
	void sharersWhenOneSharesWithASharerAreBoth() {
		ContainerId three = new ContainerId("d".repeat(64));
		Container owner = container(ONE, ContainerState.RUNNING);
		Container sharer = sharer(TWO, "two", ONE.value(), Map.of());
		Container further = sharer(three, "three", TWO.value(), Map.of());
		Topology topology = new Topology(List.of(), List.of(owner, sharer, further), List.of(), Notes.NONE);
		assertThat(topology.sharers(ONE)).containsExactly(further, sharer);
		assertThat(topology.owners(further)).containsExactly(sharer, owner);
		Topology circle = new Topology(List.of(),
				List.of(sharer(TWO, "two", three.value(), Map.of()), sharer(three, "three", TWO.value(), Map.of())),
				List.of(), Notes.NONE);
		assertThat(circle.sharers(TWO)).extracting(Container::name).contains("three");
	}

	@Test
	void helperIsKnownByMoreThanItsLabelAndSeenByNobody() {
		Container owner = container(ONE, ContainerState.RUNNING);
		String ours = "2f1e4a7c-0b6d-4c1e-9a55-1b2c3d4e5f60";
		Topology alone = new Topology(List.of(), List.of(owner), List.of(), Notes.NONE);
		Topology helped = new Topology(List.of(),
				List.of(owner, sharer(TWO, "two", ONE.value(), Map.of(Container.HELPER_LABEL, ours))), List.of(),
				Notes.NONE);
		assertThat(helped.helpers()).hasSize(1);
		assertThat(helped.isSameAs(alone)).isTrue();
		assertThat(sharer(TWO, "two", ONE.value(), Map.of(Container.HELPER_LABEL, "x")).isHelper()).isFalse();
		assertThat(new Container(TWO, "two", "alpine", Instant.EPOCH, Map.of(Container.HELPER_LABEL, ours),
				ContainerState.RUNNING, null, null, "bridge", List.of(), List.of())
			.isHelper()).isFalse();
	}

	private static Container sharer(ContainerId id, String name, String owner, Map<String, String> labels) {
		return new Container(id, name, "alpine", Instant.EPOCH, labels, ContainerState.RUNNING, null, Instant.EPOCH,
				"container:" + owner, List.of(), List.of());
	}

	private static Topology topology(Network one, Network other, Container... containers) {
		return new Topology(List.of(one, other), List.of(containers), List.of(), Notes.NONE);
	}

	private static Network network(NetworkId id, String name, Attachment... attachments) {
		return new Network(id, name, "bridge", Scope.LOCAL, Instant.EPOCH, true, false, false, false, false, false,
				null, new Ipam("default", Map.of(), List.of()), Map.of(), Map.of(), List.of(attachments));
	}

	private static Attachment attachment(ContainerId container, String endpointId) {
		return new Attachment(container.value(), "name", endpointId, null, null, null, null, null);
	}

	private static Container container(ContainerId id, ContainerState state, EndpointSettings... entries) {
		return new Container(id, "one", "alpine", Instant.EPOCH, Map.of(), state, null, null, "bridge", List.of(),
				List.of(entries));
	}

	private static EndpointSettings entry(String key, @Nullable NetworkId network, @Nullable String endpointId) {
		return new EndpointSettings(key, network, endpointId, null, null, null, null, null, null, null, List.of(),
				List.of(), null, null, Map.of(), RequestedAddresses.NONE);
	}

}
