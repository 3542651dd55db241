package io.moorage.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.moorage.snapshot.References;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.Protection;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Protects networks and takes them over, and undoes that.
 */
@Component
@RequiredArgsConstructor
public class Protections implements Reverser {

	private static final String BY_CALLER = "api";

	private final ServiceNotes notes;

	/**
	 * Plans to protect a network.
	 * @param topology what is there
	 * @param network the network
	 * @param reason why
	 * @param until when it ends by itself, or null for never
	 * @param shown the same as it was asked for, or null
	 */
	public Plan<Changed<ProtectionResponse>> protect(Topology topology, Network network, String reason,
			@Nullable Instant until, @Nullable String shown) {
		Protection wanted = new Protection(reason, until, BY_CALLER);
		if (wanted.equals(topology.notes().protections().get(network.id()))) {
			return Plan.unchanged(
					(now, progress) -> new Changed<>(ProtectionResponse.of(wanted), Outcome.UNCHANGED, List.of()));
		}
		String detail = "Protect the network " + network.name() + ((shown != null) ? ", until " + shown : "") + ".";
		Step step = new Step(Action.PROTECT, "network", network.id().value(), network.name(), detail, List.of(),
				(engine, progress) -> this.notes.protect(network.id(), wanted))
			.basedOn(reason);
		return Plan.of(step, List.of(), Touched.network(network.id()),
				(now, progress) -> new Changed<>(ProtectionResponse.of(wanted), Outcome.PROTECTED, List.of()));
	}

	/**
	 * Plans to take over a network that nobody owns, as it is.
	 * @param <T> how it is answered
	 * @param network the network
	 * @param owner who takes it over
	 * @param answer how to answer
	 */
	public <T> Plan<T> adopt(Network network, String owner, Plan.Answer<T> answer) {
		Step step = new Step(Action.ADOPT, "network", network.id().value(), network.name(),
				"Take the network " + network.name() + " over for " + owner + ".", List.of(),
				(engine, progress) -> this.notes.adopt(network.id(), owner));
		return Plan.of(step, List.of(), Touched.network(network.id()), answer)
			.withReversal((progress) -> Reversal.releasing(network.id()));
	}

	@Override
	public Optional<Change<?>> change(Reversal reversal) {
		if (reversal.kind() != Reversal.Kind.RELEASE_NETWORK) {
			return Optional.empty();
		}
		Function<Topology, Network> find = (topology) -> References.network(topology, reversal.onNetwork().value());
		return Optional.of(Change.of((topology) -> Scope.of(find.apply(topology), List.of()),
				(topology) -> release(find.apply(topology))));
	}

	private Plan<Void> release(Network network) {
		Step step = new Step(Action.RELEASE, "network", network.id().value(), network.name(),
				"Let the network " + network.name() + " be nobody's again.", List.of(),
				(engine, progress) -> this.notes.release(network.id()));
		return Plan.of(step, List.of(), Touched.network(network.id()), (now, progress) -> null);
	}

	/**
	 * Plans to lift a network's protection; one without is fine.
	 * @param topology what is there
	 * @param network the network
	 * @throws io.moorage.fault.MoorageException {@code protected-network} when the
	 * settings protect it
	 */
	public Plan<Void> lift(Topology topology, Network network) {
		Optional<Protection> protection = Optional.ofNullable(topology.notes().protections().get(network.id()));
		if (protection.isEmpty()) {
			Guards.checkProtection(topology, network);
			return Plan.unchanged((now, progress) -> null);
		}
		Step step = new Step(Action.PROTECT, "network", network.id().value(), network.name(),
				"Lift the protection of the network " + network.name() + ".", List.of(),
				(engine, progress) -> this.notes.unprotect(network.id()));
		return Plan.of(step, List.of(), Touched.network(network.id()), (now, progress) -> null);
	}

}
