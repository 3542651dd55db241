package io.moorage.event;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.moorage.snapshot.References;
import io.moorage.topology.Container;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Says which events are wanted. All that is given must hold; of several values for one
 * question any may. Whether the engine is there concerns everybody.
 *
 * @param network networks, each a full id, a name, which may be one to come, or the
 * unique beginning of an id
 * @param container containers, likewise
 * @param type what happened
 */
record EventFilter(
		@Parameter(
				description = "A network, maybe one to come: its full id, its name or the unique beginning of its id",
				example = "bridge1") @Nullable List<String> network,
		@Parameter(
				description = "A container, maybe one to come: its full id, its name or the unique beginning of its id") @Nullable List<String> container,
		@Parameter(description = "What happened") @Nullable List<EventType> type) {

	/**
	 * Understands the references.
	 * @param topology what is there now
	 * @return whether an event is wanted
	 * @throws io.moorage.fault.MoorageException {@code ambiguous-reference} when one is
	 * the beginning of several ids
	 */
	Predicate<Event> in(Topology topology) {
		Predicate<Event> wanted = (event) -> this.type == null || this.type.contains(event.type());
		if (this.network != null) {
			wanted = wanted.and(any(this.network, (reference) -> ofNetwork(topology, reference)));
		}
		if (this.container != null) {
			wanted = wanted.and(any(this.container, (reference) -> ofContainer(topology, reference)));
		}
		return wanted;
	}

	private static Predicate<Event> any(List<String> references, Function<String, Predicate<Event>> meaning) {
		Predicate<Event> any = references.stream().map(meaning).reduce(Predicate::or).orElseGet(() -> (event) -> true);
		return any.or(Event::isOfEngine);
	}

	private static Predicate<Event> ofNetwork(Topology topology, String reference) {
		if (!topology.networks(reference).isEmpty()) {
			Network network = References.network(topology, reference);
			return (event) -> event.networks()
				.stream()
				.anyMatch((each) -> each.id().equals(network.id()) || each.name().equals(reference));
		}
		return (event) -> event.networks()
			.stream()
			.anyMatch((each) -> each.name().equals(reference)
					|| (!reference.isEmpty() && each.id().value().startsWith(reference)));
	}

	private static Predicate<Event> ofContainer(Topology topology, String reference) {
		if (!topology.containers(reference).isEmpty()) {
			Container container = References.container(topology, reference);
			return (event) -> event.data().container() != null && (event.data().container().id().equals(container.id())
					|| event.data().container().name().equals(reference));
		}
		return (event) -> event.data().container() != null && (event.data().container().name().equals(reference)
				|| (!reference.isEmpty() && event.data().container().id().value().startsWith(reference)));
	}

}
