package io.moorage.snapshot;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.springframework.context.SmartLifecycle;

/**
 * Lets callers wait for a change. When the service stops they are sent home first of all,
 * since the web server waits for them. Safe for use by many threads.
 */
class Waiters implements SmartLifecycle {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean running;

	/**
	 * Waits.
	 * @param condition what to wait for; asked anew after each {@link #signal}
	 * @param patience how long to wait
	 * @return whether it came about; false also when the service stops
	 */
	boolean await(BooleanSupplier condition, Duration patience) {
		this.lock.lock();
		try {
			long left = patience.toNanos();
			while (this.running && left > 0 && !condition.getAsBoolean()) {
				left = this.changed.awaitNanos(left);
			}
			return this.running && condition.getAsBoolean();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	void signal() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		run(true);
	}

	@Override
	public void stop() {
		run(false);
	}

	private void run(boolean run) {
		this.lock.lock();
		try {
			this.running = run;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isRunning() {
		this.lock.lock();
		try {
			return this.running;
		}
		finally {
			this.lock.unlock();
		}
	}

}
