package io.moorage.engine;

import java.time.Duration;

import io.moorage.fault.MoorageException;

/**
 * Listens to one Docker Engine. Safe for use by many threads.
 *
 * <p>
 * Events are hints: the engine tells nothing of some changes (a stopped container that is
 * connected), some changes twice, and forgets those that a slow reader did not fetch.
 */
public interface EngineEvents {

	/**
	 * Subscribes to what happens to networks, containers and services. Whatever happens
	 * after this method has returned is told, and maybe what happened shortly before.
	 * @param listener who is told, on one thread, one event after the other
	 * @return the subscription, which the caller closes
	 * @throws MoorageException when the engine cannot be asked, as in
	 * {@link EngineGateway}
	 */
	Subscription subscribe(Listener listener);

	/**
	 * Asks whether the engine is there at all, which should take no time. It never waits
	 * for a place behind other calls.
	 * @param deadline how long the engine is given
	 * @throws MoorageException as in {@link EngineGateway}
	 */
	void ping(Duration deadline);

	/**
	 * Is told what happens. It must not wait.
	 */
	interface Listener {

		/**
		 * Something may have changed.
		 * @param event what
		 */
		void onEvent(EngineEvent event);

		/**
		 * Nothing more will be told, though the subscription was not closed. Told at most
		 * once.
		 * @param reason why
		 */
		void onEnd(MoorageException reason);

	}

	/**
	 * Is a subscription. Once it is closed nothing is told any more.
	 */
	interface Subscription extends AutoCloseable {

		@Override
		void close();

	}

}
