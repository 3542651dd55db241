package io.moorage.change;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.moorage.fault.MoorageException;
import io.moorage.snapshot.References;
import io.moorage.snapshot.Snapshot;
import io.moorage.snapshot.Touched;
import io.moorage.topology.Network;
import io.moorage.topology.NetworkId;
import io.moorage.topology.Topology;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

import org.springframework.stereotype.Component;

/**
 * Carries writes out, so that all readers see the outcome before the write returns, be it
 * a failure. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
public class Writes {

	private final Snapshot snapshot;

	private final NetworkLocks locks;

	/**
	 * Writes to the network that a reference means by the engine's own account, while
	 * nobody else writes to it.
	 * @param <T> what the caller is told
	 * @param reference which network
	 * @param touched what is touched, from a fresh look
	 * @param write does it, from a fresh look, and says how to answer from what is there
	 * afterwards
	 * @return the answer
	 * @throws MoorageException {@code network-not-found}, {@code ambiguous-reference}, or
	 * what the write throws
	 */
	public <T> T to(String reference, BiFunction<Topology, Network, Touched> touched, NetworkWrite<T> write) {
		// Mostly the snapshot knows which one is meant; the engine has the last word.
		List<Network> known = this.snapshot.read().topology().networks(reference);
		Optional<T> answer = (known.size() == 1) ? attempt(known.getFirst().id(), reference, touched, write)
				: Optional.empty();
		return answer.or(() -> {
			NetworkId id = References.network(this.snapshot.look(Touched.NOTHING), reference).id();
			return attempt(id, id.value(), touched, write);
		}).orElseThrow(() -> References.networkNotFound(reference));
	}

	private <T> Optional<T> attempt(NetworkId id, String reference, BiFunction<Topology, Network, Touched> touched,
			NetworkWrite<T> write) {
		return this.locks.holding(List.of(id), () -> {
			Topology topology = this.snapshot.look(Touched.network(id));
			List<Network> meant = topology.networks(reference);
			if (meant.size() != 1 || !meant.getFirst().id().equals(id)) {
				return Optional.empty();
			}
			Network network = meant.getFirst();
			return Optional.of(seen(touched.apply(topology, network), () -> write.apply(topology, network)));
		});
	}

	/**
	 * Does something and has readers see its outcome.
	 * @param <T> what the caller is told
	 * @param touched what is touched
	 * @param write does it, and says how to answer from what is there afterwards
	 * @return the answer
	 */
	public <T> T seen(Touched touched, Supplier<Function<Topology, T>> write) {
		return this.snapshot.attributed(touched, () -> {
			Function<Topology, T> answer;
			try {
				answer = write.get();
			}
			catch (MoorageException ex) {
				refreshQuietly(touched);
				throw ex;
			}
			return answer.apply(this.snapshot.refresh(touched).topology());
		});
	}

	private void refreshQuietly(Touched touched) {
		try {
			this.snapshot.refresh(touched);
		}
		catch (MoorageException ex) {
			log.debug("No look after a failed write: {}", ex.detail());
		}
	}

	/**
	 * Is what is done to a network.
	 *
	 * @param <T> what the caller is told
	 */
	@FunctionalInterface
	public interface NetworkWrite<T> {

		/**
		 * Does it.
		 * @param topology a fresh look at the engine
		 * @param network the network in it
		 * @return how to answer from what is there afterwards
		 */
		Function<Topology, T> apply(Topology topology, Network network);

	}

}
