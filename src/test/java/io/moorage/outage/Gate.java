package io.moorage.outage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/**
 * A place where answers of the engine wait until a test lets them go on.
 */
final class Gate {

	private final CountDownLatch open = new CountDownLatch(1);

	private final AtomicInteger waiting = new AtomicInteger();

	/** Waits here until it is open. */
	void pass() {
		this.waiting.incrementAndGet();
		try {
			if (!this.open.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("nobody opened the gate");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits until somebody waits. */
	void awaitVisitor() {
		await().until(this.waiting::get, (count) -> count > 0);
	}

	void open() {
		this.open.countDown();
	}

}
