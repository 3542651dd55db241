package io.moorage.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import io.moorage.topology.Attachment;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.ContainerState;
import io.moorage.topology.EndpointSettings;
import io.moorage.topology.IpAddress;
import io.moorage.topology.Ipam;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Notes;
import io.moorage.topology.RequestedAddresses;
import io.moorage.topology.Scope;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A world of networks and containers in which anything may happen, and what an engine
 * would tell of it.
 */
public final class World {

	private static final IpAddress BASE = IpAddress.parse("10.0.0.2");

	private final Map<NetworkId, String> networks = new TreeMap<>();

	private final Map<NetworkId, String> left = new TreeMap<>();

	private final Map<ContainerId, Box> boxes = new TreeMap<>();

	private final Random random;

	private int count;

	/**
	 * Creates an empty world.
	 * @param random decides what happens
	 */
	public World(Random random) {
		this.random = random;
	}

	/**
	 * Has things happen.
	 * @param times how many
	 */
	public void happen(int times) {
		for (int i = 0; i < times; i++) {
			int kind = this.random.nextInt(15);
			switch (kind) {
				case 0, 1 -> addNetwork();
				case 2, 3 -> addBox();
				case 4 -> any(this.networks.keySet()).ifPresent(this::removeNetwork);
				case 5 -> any(this.networks.keySet()).ifPresent((each) -> this.left.put(each, endpointId()));
				default -> any(this.boxes.values()).ifPresent((each) -> happen(kind, each));
			}
		}
	}

	private void happen(int kind, Box box) {
		switch (kind) {
			case 6 -> this.boxes.remove(box.id);
			case 7 -> start(box);
			case 8 -> box.stop();
			case 9 -> box.state = (box.state == ContainerState.RUNNING) ? ContainerState.PAUSED : box.state;
			case 10 -> box.name = "renamed" + this.count++;
			case 11 -> box.known = "known" + this.count++;
			case 12 -> any(this.boxes.values()).ifPresent((other) -> {
				String name = other.name;
				other.name = box.name;
				box.name = name;
			});
			default -> any(this.networks.keySet()).ifPresent((network) -> {
				if (box.memberships.remove(network) == null || this.random.nextBoolean()) {
					box.memberships.put(network, membership("alias" + this.count++));
				}
			});
		}
	}

	private <T> Optional<T> any(Iterable<T> all) {
		List<T> list = new ArrayList<>();
		all.forEach(list::add);
		return list.isEmpty() ? Optional.empty() : Optional.of(list.get(this.random.nextInt(list.size())));
	}

	/** Makes a network. */
	public void addNetwork() {
		this.networks.put(networkId(), "net" + this.count++);
	}

	/** It goes, and maybe another one of that name comes. */
	private void removeNetwork(NetworkId network) {
		String name = this.networks.remove(network);
		this.left.remove(network);
		this.boxes.values()
			.stream()
			.filter((each) -> each.state.isActive())
			.forEach((each) -> each.memberships.remove(network));
		if (this.random.nextBoolean()) {
			this.networks.put(networkId(), name);
		}
	}

	private NetworkId networkId() {
		return new NetworkId("%064x".formatted(this.random.nextLong()));
	}

	/** Makes a container, on one of the networks if there are any. */
	public void addBox() {
		Box box = new Box(new ContainerId("%064x".formatted(this.random.nextLong())), "box" + this.count++);
		any(this.networks.keySet()).ifPresent((network) -> box.memberships.put(network, membership("alias")));
		this.boxes.put(box.id, box);
	}

	/** Starts all containers, those that run anew. */
	public void startAll() {
		this.boxes.values().forEach(this::start);
	}

	private void start(Box box) {
		box.memberships.keySet().retainAll(this.networks.keySet());
		box.state = ContainerState.RUNNING;
		box.startedAt = Instant.EPOCH.plusSeconds(this.count++);
		box.memberships.replaceAll((network, old) -> membership(old.alias()));
	}

	/** Stops all containers. */
	public void stopAll() {
		this.boxes.values().forEach(Box::stop);
	}

	/** Gives all containers other names on their networks, as a start does that fails. */
	public void whisperAll() {
		this.boxes.values().forEach((box) -> box.known = "known" + this.count++);
	}

	/** Gives all containers other names. */
	public void renameAll() {
		this.boxes.values().forEach((box) -> box.name = "renamed" + this.count++);
	}

	/** Removes all containers. */
	public void removeAll() {
		this.boxes.clear();
	}

	/**
	 * Takes all containers off their networks and connects them again.
	 * @param alias what to ask for
	 */
	public void reconnectAll(String alias) {
		this.boxes.values().forEach((box) -> box.memberships.replaceAll((network, old) -> membership(alias)));
	}

	private Membership membership(String alias) {
		return new Membership(endpointId(), BASE.plus(this.count++), alias);
	}

	private String endpointId() {
		return "e" + this.count++;
	}

	/**
	 * Looks at the world as it is now.
	 * @return what the engine tells of it
	 */
	public Topology topology() {
		List<Network> all = new ArrayList<>();
		this.networks.forEach((id, name) -> {
			List<Attachment> attachments = new ArrayList<>();
			this.boxes.values().stream().filter((box) -> box.state.isActive()).forEach((box) -> {
				Membership membership = box.memberships.get(id);
				if (membership != null) {
					attachments.add(attachment(box.id.value(), box.name, membership.endpointId()));
				}
			});
			String endpoint = this.left.get(id);
			if (endpoint != null) {
				attachments.add(attachment("ep-" + endpoint, "ghost", endpoint));
			}
			all.add(network(id, name, attachments));
		});
		return new Topology(all, this.boxes.values().stream().map(Box::container).toList(), List.of(), Notes.NONE);
	}

	private static Network network(NetworkId id, String name, List<Attachment> attachments) {
		return new Network(id, name, "bridge", Scope.LOCAL, Instant.EPOCH, true, false, false, false, false, false,
				null, new Ipam("default", Map.of(), List.of()), Map.of(), Map.of(), attachments);
	}

	private static Attachment attachment(String key, String name, String endpointId) {
		return new Attachment(key, name, endpointId, null, null, null, null, null);
	}

	private record Membership(String endpointId, IpAddress address, String alias) {

		private EndpointSettings settings(NetworkId network, boolean active, String known) {
			return new EndpointSettings(network.value(), network, active ? this.endpointId : null,
					active ? this.address : null, active ? 24 : null, null, null, null, null, null, List.of(this.alias),
					List.of(), List.of(known, this.alias), null, Map.of(), RequestedAddresses.NONE);
		}

	}

	private static final class Box {

		private final ContainerId id;

		private final Map<NetworkId, Membership> memberships = new TreeMap<>();

		private String name;

		private String known;

		private ContainerState state = ContainerState.CREATED;

		private @Nullable Instant startedAt;

		private Box(ContainerId id, String name) {
			this.id = id;
			this.name = name;
			this.known = name;
		}

		private void stop() {
			this.state = (this.startedAt != null) ? ContainerState.EXITED : ContainerState.CREATED;
		}

		private Container container() {
			List<EndpointSettings> settings = new ArrayList<>();
			this.memberships
				.forEach((network, each) -> settings.add(each.settings(network, this.state.isActive(), this.known)));
			return new Container(this.id, this.name, "alpine", Instant.EPOCH, Map.of(), this.state,
					(this.state == ContainerState.EXITED) ? 0 : null, this.startedAt, "bridge", List.of(), settings);
		}

	}

}
