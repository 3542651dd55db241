package io.moorage.change;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Keeps a record of each change that is under way, on the disk before its first step. The
 * records of a process that is no more can be adopted; one that lives holds a lock.
 */
@Component
@RequiredArgsConstructor
@Slf4j
class UndoRecords {

	private static final String FOLDER = "undo";

	private static final String RECORD = ".json";

	private static final String LOCK = ".lock";

	private static final Duration YOUNG = Duration.ofMinutes(1);

	private final DataFolder folder;

	private final JsonMapper mapper;

	private final String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), 36);

	private final AtomicLong count = new AtomicLong();

	// Those that are over, though their files could not be removed.
	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	private @Nullable FileLock lock;

	/**
	 * Keeps a record, so that the change may begin.
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	UndoRecord begin(String engine, Before before) {
		lockOwn();
		UndoRecord entry = new UndoRecord(this.run + "-" + this.count.incrementAndGet(), engine, Instant.now(),
				MDC.get("requestId"), before);
		this.folder.write(file(entry.id()), this.mapper.writeValueAsBytes(entry));
		return entry;
	}

	// A lock on a file that somebody removed keeps nobody away.
	private synchronized void lockOwn() {
		String own = FOLDER + "/" + this.run + LOCK;
		FileLock held = this.lock;
		if (held != null && this.folder.has(own)) {
			return;
		}
		if (held != null) {
			letGo(held);
		}
		this.lock = this.folder.lock(own)
			.orElseThrow(() -> new MoorageException(FaultCode.DATA_DIR_UNAVAILABLE,
					"Another process has the lock of this one in " + this.folder.path() + "."));
	}

	private static void letGo(FileLock lock) {
		try {
			lock.acquiredBy().close();
		}
		catch (IOException ex) {
			log.debug("A lock could not be let go", ex);
		}
	}

	private static String file(String id) {
		return FOLDER + "/" + id + RECORD;
	}

	/**
	 * Forgets a record: the change is done, or undone.
	 */
	void end(UndoRecord entry) {
		this.ended.add(entry.id());
		try {
			this.folder.remove(file(entry.id()));
			this.ended.remove(entry.id());
		}
		catch (MoorageException ex) {
			// At the next start it would be put back again what is there already, or what
			// was changed on purpose since: somebody should know.
			log.error("The undo record {} of {} could not be removed: {}", entry.id(), entry.before().spec().name(),
					ex.detail());
		}
	}

	/**
	 * Tells whether a record is still there.
	 */
	boolean isLeft(UndoRecord entry) {
		return !this.ended.contains(entry.id()) && this.folder.read(file(entry.id())).isPresent();
	}

	/**
	 * Finds the records that nobody else sees to.
	 * @return those of this process and of such as are no more
	 */
	List<UndoRecord> left() {
		List<UndoRecord> left = new ArrayList<>();
		for (String name : this.folder.list(FOLDER, RECORD)) {
			String owner = name.substring(FOLDER.length() + 1).replaceFirst("-[^-]*$", "");
			if (owner.equals(this.run) || isDead(owner)) {
				read(name).filter((entry) -> !this.ended.contains(entry.id())).ifPresent(left::add);
			}
		}
		sweep();
		return left;
	}

	// Of those who were killed the locks stay. A young one may be about to be taken.
	private void sweep() {
		List<String> records = this.folder.list(FOLDER, RECORD);
		for (String lockFile : this.folder.list(FOLDER, LOCK)) {
			String owner = lockFile.substring(FOLDER.length() + 1, lockFile.length() - LOCK.length());
			boolean needed = owner.equals(this.run)
					|| records.stream().anyMatch((each) -> each.startsWith(FOLDER + "/" + owner + "-"));
			if (!needed && this.folder.isOlderThan(lockFile, YOUNG) && isDead(owner)) {
				this.folder.remove(lockFile);
			}
		}
	}

	private boolean isDead(String owner) {
		Optional<FileLock> free = this.folder.lock(FOLDER + "/" + owner + LOCK);
		free.ifPresent(UndoRecords::letGo);
		return free.isPresent();
	}

	// One that cannot be read must not keep the others from being seen to.
	private Optional<UndoRecord> read(String name) {
		try {
			return this.folder.read(name).map((json) -> this.mapper.readValue(json, UndoRecord.class));
		}
		catch (JacksonException | MoorageException ex) {
			log.error("The undo record {} in {} cannot be read; look at it and remove it", name, this.folder.path(),
					ex);
			return Optional.empty();
		}
	}

}
