package io.moorage.snapshot;

import java.time.Duration;
import java.util.function.Supplier;

import io.moorage.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Gives every reader the same view of what the engine has, without asking it. Safe for
 * use by many threads; readers take no locks.
 *
 * <p>
 * The contract is that of an informer: the engine's events say what to look at again, the
 * engine itself says what it is now, and a full list from time to time and after every
 * outage finds what no event told. What a write changed is there before its answer
 * leaves.
 */
public interface Snapshot {

	/**
	 * Returns what is there, as far as is known.
	 * @return a view that never changes and holds every write whose answer has been given
	 * @throws io.moorage.fault.MoorageException {@code starting} before the first list,
	 * {@code engine-unavailable} when the engine has been away for longer than
	 * {@code moorage.snapshot.max-stale}
	 */
	Reading read();

	/**
	 * Returns what is there, as far as is known, where {@link #read} would.
	 * @return the same, or null where it would throw
	 */
	@Nullable Reading peek();

	/**
	 * Returns what was last known, however long ago.
	 * @return a view that never changes
	 * @throws io.moorage.fault.MoorageException {@code starting} before the first list
	 */
	Reading lastKnown();

	/**
	 * Asks the engine first what is there, together with others that ask at the time.
	 * @param touched what is inspected in any case; all else only when the engine's lists
	 * show that it changed
	 * @return a view that holds all that happened before this call
	 * @throws io.moorage.fault.MoorageException {@code engine-unavailable} at once while
	 * the engine is away, and else as in {@link io.moorage.engine.EngineGateway}
	 */
	Reading fresh(Touched touched);

	/**
	 * Asks the engine first which networks there are. It costs less than {@link #fresh},
	 * and who is on them is only known as far as the snapshot knows it.
	 * @return a view that holds every network that was there before this call
	 * @throws io.moorage.fault.MoorageException as in {@link #fresh}
	 */
	Reading freshNetworks();

	/**
	 * Inspects what a write changed, and nothing else.
	 * @param touched what to inspect
	 * @return a view that holds it
	 * @throws io.moorage.fault.MoorageException as in {@link #fresh}
	 */
	Reading refresh(Touched touched);

	/**
	 * Waits until something is not as it was.
	 * @param known the revision that the caller has seen
	 * @param patience how long to wait
	 * @return whether there is another revision now; false also when the service stops
	 */
	boolean awaitChange(Revision known, Duration patience);

	/**
	 * Does something under the name of the request that it is done for: changes of what
	 * it touches are told with that {@link Origin} until it returns.
	 * @param <T> what comes of it
	 * @param touched what it touches
	 * @param write what to do, the {@link #refresh} after it included
	 * @return what came of it
	 */
	<T> T attributed(Touched touched, Supplier<T> write);

	/**
	 * Asks the engine first and looks at what is there.
	 * @param touched as in {@link #fresh}
	 * @return what is there
	 */
	default Topology look(Touched touched) {
		return fresh(touched).topology();
	}

}
