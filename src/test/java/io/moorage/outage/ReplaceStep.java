package io.moorage.outage;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Is a call to the engine in the replacement of a network with three containers, in their
 * order.
 */
enum ReplaceStep {

	/** Takes the first off. */
	FIRST_DISCONNECT(ReplaceStep.DISCONNECT, 1),
	/** Takes the second off. */
	SECOND_DISCONNECT(ReplaceStep.DISCONNECT, 2),
	/** Takes the third off. */
	THIRD_DISCONNECT(ReplaceStep.DISCONNECT, 3),
	/** Removes the network. */
	REMOVE("DELETE /networks/.*", 1),
	/** Makes it anew. */
	CREATE("POST /networks/create", 1),
	/** Puts the first back. */
	FIRST_CONNECT(ReplaceStep.CONNECT, 1),
	/** Puts the second back. */
	SECOND_CONNECT(ReplaceStep.CONNECT, 2),
	/** Puts the third back. */
	THIRD_CONNECT(ReplaceStep.CONNECT, 3);

	static final String DISCONNECT = "POST /networks/[^/]+/disconnect";

	static final String CONNECT = "POST /networks/[^/]+/connect";

	private final String pattern;

	private final int turn;

	ReplaceStep(String pattern, int turn) {
		this.pattern = pattern;
		this.turn = turn;
	}

	/**
	 * Misbehaves with this call alone, but with a removal's repetition too: the transport
	 * sends it again when the connection breaks.
	 */
	void misbehave(FaultProxy engine, Fault fault) {
		AtomicInteger calls = new AtomicInteger();
		int last = (this == REMOVE) ? this.turn + 1 : this.turn;
		engine.misbehave(this.pattern, (request, client, proxy) -> {
			int call = calls.incrementAndGet();
			((call >= this.turn && call <= last) ? fault : Fault.PASS).answer(request, client, proxy);
		});
	}

	/** How many containers are off the network when it fails. */
	int taken(boolean heard) {
		return Math.min(ordinal() + (heard ? 1 : 0), THIRD_DISCONNECT.ordinal() + 1);
	}

	/** Whether the network is another, or none, when it fails. */
	boolean isNetworkGone(boolean heard) {
		return ordinal() + (heard ? 1 : 0) > REMOVE.ordinal();
	}

}
