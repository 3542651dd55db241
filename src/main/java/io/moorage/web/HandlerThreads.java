package io.moorage.web;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * Runs requests: on a few platform threads, and when all of those are busy, with
 * followers of events for example, on virtual threads. Platform threads answer from
 * memory in half the time; virtual ones may wait by the thousand. How many there are is
 * bounded by {@code server.tomcat.max-connections}.
 */
class HandlerThreads implements Executor, AutoCloseable {

	private static final long IDLE_SECONDS = 60;

	private final ThreadPoolExecutor platform;

	private final Thread.Builder.OfVirtual virtual = Thread.ofVirtual().name("http-virtual-", 0);

	HandlerThreads(int platformThreads) {
		TaskQueue queue = new TaskQueue();
		this.platform = new ThreadPoolExecutor(platformThreads, platformThreads, IDLE_SECONDS, TimeUnit.SECONDS, queue,
				Thread.ofPlatform().daemon().name("http-", 0).factory());
		queue.setParent(this.platform);
	}

	@Override
	public void execute(Runnable request) {
		if (this.platform.getSubmittedCount() < this.platform.getMaximumPoolSize()) {
			this.platform.execute(request);
		}
		else {
			this.virtual.start(request);
		}
	}

	@Override
	public void close() {
		this.platform.shutdown();
	}

}
