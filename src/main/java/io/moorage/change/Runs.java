package io.moorage.change;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Tells the runs of this service that share a data folder apart, and which of them are
 * over: one that lives holds a lock. Safe for use by many threads.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class Runs {

	private static final String FOLDER = "runs";

	private static final String LOCK = ".lock";

	private static final Duration YOUNG = Duration.ofMinutes(1);

	private final DataFolder folder;

	private final String own = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);

	private @Nullable FileLock lock;

	/**
	 * Returns what names this run.
	 */
	String own() {
		return this.own;
	}

	/**
	 * Sees to it that others can tell that this run lives.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	synchronized void hold() {
		FileLock held = this.lock;
		// A lock on a file that somebody removed keeps nobody away.
		if (held != null && this.folder.has(file(this.own))) {
			return;
		}
		if (held != null) {
			letGo(held);
		}
		this.lock = this.folder.lock(file(this.own))
			.orElseThrow(() -> new MoorageException(FaultCode.DATA_DIR_UNAVAILABLE,
					"Another process has the lock of this one in " + this.folder.path() + "."));
	}

	private static String file(String run) {
		return FOLDER + "/" + run + LOCK;
	}

	private static void letGo(FileLock lock) {
		try {
			lock.acquiredBy().close();
		}
		catch (IOException ex) {
			log.debug("A lock could not be let go", ex);
		}
	}

	/**
	 * Tells whether a run is over.
	 * @param run its name
	 */
	boolean isOver(String run) {
		if (run.equals(this.own)) {
			return false;
		}
		Optional<FileLock> free = this.folder.lock(file(run));
		free.ifPresent(Runs::letGo);
		return free.isPresent();
	}

	/**
	 * Removes what runs left that are over. A young one may be about to be taken.
	 * @param needed tells of which runs something is left to be seen to
	 */
	void sweep(Predicate<String> needed) {
		for (String lockFile : this.folder.list(FOLDER, LOCK)) {
			String run = lockFile.substring(FOLDER.length() + 1, lockFile.length() - LOCK.length());
			if (!needed.test(run) && this.folder.isOlderThan(lockFile, YOUNG) && isOver(run)) {
				this.folder.remove(lockFile);
			}
		}
	}

}
