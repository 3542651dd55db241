package io.moorage.reachability;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.moorage.change.Action;
import io.moorage.change.Affected;
import io.moorage.change.Affected.Effect;
import io.moorage.change.Plan;
import io.moorage.change.Step;
import io.moorage.fault.MoorageException;
import io.moorage.probe.Helpers;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Container;
import io.moorage.topology.ContainerId;
import io.moorage.topology.Network;
import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Says what a probe does: which helpers are made, what they try, and who notices.
 *
 * @param request what is tried
 * @param helpers makes helpers
 */
record ProbePlan(ProbeRequest request, Helpers helpers) {

	private static final String JOINED = "A helper joins its network namespace for a moment.";

	private static final String ASKED = "It is asked from there.";

	/**
	 * Plans one probe.
	 * @param tried what is tried
	 * @param deed tries it
	 * @throws MoorageException {@code probe-image-missing}
	 */
	Plan<Object> of(Topology topology, Try tried, Supplier<Object> deed) {
		Probe.To to = tried.target().to();
		Optional<Container> asked = Optional.ofNullable(to.id())
			.flatMap(topology::container)
			.filter((container) -> !container.id().equals(tried.from().id()));
		List<Affected> affected = Stream
			.concat(Stream.of(Affected.container(tried.from(), Effect.PROBED, JOINED)),
					asked.stream().map((container) -> Affected.container(container, Effect.PROBED, ASKED)))
			.toList();
		String name = (to.name() != null) ? to.name() : String.valueOf(to.address());
		List<String> places = tried.target().places();
		String at = (places.isEmpty() || places.equals(List.of(name))) ? "" : " at " + String.join(", ", places);
		return plan(helpers(List.of(tried)), (to.id() != null) ? "container" : "address", id(to.id()), name,
				this.request.what(name + at) + " from " + tried.from().name() + ".", affected, deed);
	}

	/**
	 * Plans the probes of all pairs of a network's members.
	 * @param tries all pairs
	 * @param deed tries them
	 * @throws MoorageException {@code probe-image-missing}
	 */
	Plan<Object> of(Network network, List<Try> tries, Supplier<Object> deed) {
		List<Affected> affected = tries.stream()
			.map(Try::from)
			.filter((container) -> container.state().isActive())
			.distinct()
			.map((container) -> Affected.container(container, Effect.PROBED, JOINED))
			.toList();
		return plan(helpers(tries), "network", network.id().value(), network.name(),
				this.request.what("each of the members of " + network.name()) + " from each other one, " + tries.size()
						+ " pairs in all.",
				affected, deed);
	}

	private List<Step> helpers(List<Try> tries) {
		return tries.stream()
			.filter((each) -> each.from().state().isActive() && !each.target().places().isEmpty())
			.map(Try::from)
			.distinct()
			.map((from) -> new Step(Action.CREATE, "helper", from.id().value(), from.name(),
					"Create a helper container of " + this.helpers.image() + " in the network namespace of "
							+ from.name() + ", one for each try, and remove it when it has ended.",
					List.of(), (engine, progress) -> {
						// It is made when it is its turn to try.
					}))
			.toList();
	}

	// It is of no container's, and whoever may have helpers may have it pulled.
	private Step pull() {
		String image = this.helpers.image();
		return new Step(Action.CREATE, "image", null, image,
				"Pull the image " + image + ", which helpers need and the engine does not have.", List.of(),
				(engine, progress) -> this.helpers.pull());
	}

	private Plan<Object> plan(List<Step> helpers, String kind, @Nullable String id, String name, String detail,
			List<Affected> affected, Supplier<Object> deed) {
		if (helpers.isEmpty()) {
			// There is nothing to try, which is the answer.
			return Plan.unchanged((now, progress) -> deed.get());
		}
		AtomicReference<@Nullable Object> outcome = new AtomicReference<>();
		List<Step> steps = new ArrayList<>();
		if (this.helpers.needsPull()) {
			steps.add(pull());
		}
		steps.addAll(helpers);
		steps.add(
				new Step(Action.PROBE, kind, id, name, detail, List.of(), (engine, progress) -> outcome.set(deed.get()))
					.basedOn(this.request));
		return Plan.of(steps, affected, Touched.NOTHING, (now, progress) -> Objects.requireNonNull(outcome.get()));
	}

	private static @Nullable String id(@Nullable ContainerId id) {
		return (id != null) ? id.value() : null;
	}

	/**
	 * Is one probe.
	 *
	 * @param from who asks
	 * @param target what is asked
	 */
	record Try(Container from, Target target) {

	}

}
