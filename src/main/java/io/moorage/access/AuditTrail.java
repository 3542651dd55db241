package io.moorage.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import org.apache.commons.io.input.ReversedLinesFileReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/**
 * Keeps the lines of the audit trail, in the log and, where there is one, in a file. Each
 * line is forced to the disk before anything goes on. The file is opened anew for each,
 * so that it can be moved away at any time, and locked while it is written. Safe for use
 * by many threads, and by several services that share a file.
 */
@Component
class AuditTrail {

	private static final Logger LINES = LoggerFactory.getLogger("io.moorage.audit");

	private static final String OWNER_ONLY = "rw-------";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration RETRY = Duration.ofMillis(10);

	private final @Nullable Path file;

	private final JsonMapper mapper;

	private final ReentrantLock writing = new ReentrantLock(true);

	private final ReentrantLock reading = new ReentrantLock();

	AuditTrail(AuditProperties properties, JsonMapper mapper) {
		this.file = properties.file();
		this.mapper = mapper;
		if (this.file != null) {
			try {
				open(this.file).close();
			}
			catch (IOException ex) {
				throw new InvalidConfigurationPropertyValueException("moorage.audit.file", this.file,
						"It cannot be written (" + ex + "). Name a file in a folder that is there and may be written.");
			}
		}
	}

	// Others have no business in it.
	private static FileChannel open(Path file) throws IOException {
		if (!Files.exists(file) && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
		}
		return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
	}

	boolean isKept() {
		return this.file != null;
	}

	/**
	 * Adds a line.
	 * @throws MoorageException {@code audit-unavailable}, also when others keep the file
	 * for longer than ten seconds; the file ends as before then
	 */
	void add(AuditEntry entry) {
		String line = this.mapper.writeValueAsString(entry);
		if (this.file != null) {
			try {
				add(this.file, (line + "\n").getBytes(StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				throw unwritable(String.valueOf(ex.getMessage()), ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw unwritable("the service stops", ex);
			}
		}
		LINES.info("{}", line);
	}

	private void add(Path file, byte[] line) throws IOException, InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		if (!this.writing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
			throw new IOException("the disk takes longer than " + PATIENCE.toSeconds() + " s for a line");
		}
		try (FileChannel channel = open(file); FileLock ignored = lock(channel, end)) {
			append(channel, line);
		}
		finally {
			this.writing.unlock();
		}
	}

	// Java waits for a lock without end, or not at all.
	private static FileLock lock(FileChannel channel, long end) throws IOException, InterruptedException {
		do {
			FileLock lock = lock(channel);
			if (lock != null) {
				return lock;
			}
			Thread.sleep(RETRY);
		}
		while (System.nanoTime() < end);
		throw new IOException("another process keeps it locked");
	}

	private static @Nullable FileLock lock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// Another service in this process has it.
			return null;
		}
	}

	private MoorageException unwritable(String why, Exception cause) {
		return new MoorageException(FaultCode.AUDIT_UNAVAILABLE,
				"The audit trail " + this.file + " cannot be written (" + why
						+ "), and nothing is changed that is not written down. Make room, or correct its rights.",
				Map.of(), cause);
	}

	private static void append(FileChannel channel, byte[] line) throws IOException {
		long end = channel.size();
		try {
			ByteBuffer buffer = ByteBuffer.allocate(line.length + 1);
			if (end > 0 && !endsLine(channel, end)) {
				// Somebody was cut off in the middle of one.
				buffer.put((byte) '\n');
			}
			buffer.put(line).flip();
			channel.position(end);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(false);
		}
		catch (IOException ex) {
			channel.truncate(end);
			throw ex;
		}
	}

	private static boolean endsLine(FileChannel channel, long end) throws IOException {
		ByteBuffer last = ByteBuffer.allocate(1);
		channel.read(last, end - 1);
		return last.get(0) == '\n';
	}

	/**
	 * Reads the trail from its end, for one reader at a time.
	 * @param reader is given each line, the latest first, and tells whether it wants the
	 * one before it
	 * @throws MoorageException {@code audit-unavailable}
	 */
	void read(Predicate<AuditEntry> reader) {
		if (this.file == null || !Files.exists(this.file)) {
			return;
		}
		try {
			if (!this.reading.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				throw unreadable("others are reading it; try again in a moment", null);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unreadable("the service stops", ex);
		}
		try {
			readBackwards(this.file, reader);
		}
		catch (IOException ex) {
			throw unreadable(String.valueOf(ex.getMessage()), ex);
		}
		finally {
			this.reading.unlock();
		}
	}

	private void readBackwards(Path file, Predicate<AuditEntry> reader) throws IOException {
		if (!Files.isRegularFile(file)) {
			throw new IOException("it is no regular file");
		}
		try (ReversedLinesFileReader lines = ReversedLinesFileReader.builder()
			.setPath(file)
			.setCharset(StandardCharsets.UTF_8)
			.get()) {
			boolean wanted = true;
			for (String line = lines.readLine(); wanted && line != null; line = lines.readLine()) {
				AuditEntry entry = parse(line);
				wanted = entry == null || reader.test(entry);
			}
		}
	}

	private MoorageException unreadable(String why, @Nullable Exception cause) {
		return new MoorageException(FaultCode.AUDIT_UNAVAILABLE,
				"The audit trail " + this.file + " cannot be read (" + why + ").", Map.of(), cause);
	}

	// A line that was cut off tells nothing.
	private @Nullable AuditEntry parse(String line) {
		try {
			return this.mapper.readValue(line, AuditEntry.class);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
