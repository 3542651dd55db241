package io.moorage.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.moorage.fault.FaultCode;
import io.moorage.fault.MoorageException;
import jakarta.annotation.PostConstruct;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Keeps small files so that they survive a kill: each is written whole beside its place,
 * forced to the disk and then put there. Names are the service's own and never a
 * caller's. Safe for use by many threads.
 */
@Component
@Slf4j
class DataFolder {

	private final Path folder;

	DataFolder(ChangeProperties properties) {
		this.folder = properties.folder();
	}

	/** Says at start what would else be found out by the first change. */
	@PostConstruct
	void lookAtStart() {
		Path there = this.folder;
		while (!Files.exists(there) && there.getParent() != null) {
			there = there.getParent();
		}
		if (!Files.isDirectory(there) || !Files.isWritable(there)) {
			log.warn("The folder {} cannot be written ({} cannot), so most changes are refused until it can: "
					+ "name another in moorage.data-dir, or give this service the right", this.folder, there);
		}
	}

	/**
	 * Writes a file.
	 * @param name its path in the folder
	 * @param content what is in it
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	void write(String name, byte[] content) {
		Path file = this.folder.resolve(name);
		Path parent = file.resolveSibling(".").normalize();
		Path draft = file.resolveSibling(file.getFileName() + ".new");
		try {
			Files.createDirectories(parent);
			try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE,
					StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
				ByteBuffer left = ByteBuffer.wrap(content);
				while (left.hasRemaining()) {
					channel.write(left);
				}
				channel.force(true);
			}
			Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			force(parent);
		}
		catch (IOException ex) {
			discard(draft);
			throw unavailable("written", ex);
		}
	}

	private static void discard(Path draft) {
		try {
			Files.deleteIfExists(draft);
		}
		catch (IOException ex) {
			// What kept it from being written keeps it from being removed.
		}
	}

	// The name of a file is in its folder, which has to reach the disk as well.
	private static void force(Path folder) throws IOException {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
	}

	/**
	 * Reads a file.
	 * @param name its path in the folder
	 * @return what is in it, or empty when there is none
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	Optional<byte[]> read(String name) {
		try {
			return Optional.of(Files.readAllBytes(this.folder.resolve(name)));
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
		catch (IOException ex) {
			throw unavailable("read", ex);
		}
	}

	/**
	 * Removes a file; one that is gone is fine.
	 * @param name its path in the folder
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	void remove(String name) {
		try {
			Files.deleteIfExists(this.folder.resolve(name));
		}
		catch (IOException ex) {
			throw unavailable("written", ex);
		}
	}

	/**
	 * Lists files.
	 * @param name a folder in the folder
	 * @param suffix how their names end
	 * @return their paths in the folder, ordered; none when there is no such folder
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	List<String> list(String name, String suffix) {
		Path place = this.folder.resolve(name);
		if (!Files.isDirectory(place)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(place)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(suffix))
				.sorted()
				.map((file) -> name + "/" + file)
				.toList();
		}
		catch (IOException ex) {
			throw unavailable("read", ex);
		}
	}

	/**
	 * Tells whether a file was last written longer ago.
	 * @param name its path in the folder
	 * @param age how long
	 * @return false also when it is gone
	 */
	boolean isOlderThan(String name, Duration age) {
		try {
			return Files.getLastModifiedTime(this.folder.resolve(name)).toInstant().isBefore(Instant.now().minus(age));
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Tells whether a file is there.
	 * @param name its path in the folder
	 */
	boolean has(String name) {
		return Files.exists(this.folder.resolve(name));
	}

	/**
	 * Locks a file for as long as this process lives.
	 * @param name its path in the folder
	 * @return the lock, or empty when another has it
	 * @throws MoorageException {@code data-dir-unavailable}
	 */
	Optional<FileLock> lock(String name) {
		try {
			Path file = this.folder.resolve(name);
			Files.createDirectories(file.resolveSibling(".").normalize());
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = tryLock(channel);
			if (lock == null) {
				channel.close();
			}
			return Optional.ofNullable(lock);
		}
		catch (IOException ex) {
			throw unavailable("written", ex);
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	private MoorageException unavailable(String what, IOException cause) {
		String words = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return new MoorageException(FaultCode.DATA_DIR_UNAVAILABLE,
				"The folder " + this.folder + " cannot be " + what + " (" + words
						+ "), and without it this change could not be undone after a failure, so nothing was changed. "
						+ "Make room, correct its rights, or set moorage.data-dir to another folder.",
				Map.of("folder", this.folder.toString()), cause);
	}

	/**
	 * Returns the folder.
	 */
	Path path() {
		return this.folder;
	}

}
