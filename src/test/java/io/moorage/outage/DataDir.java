package io.moorage.outage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Is a folder of a service's own, in which a test looks for what is left of a change.
 *
 * @param path where it is
 */
record DataDir(Path path) {

	static DataDir fresh() {
		return new DataDir(Path
			.of(System.getProperty("moorage.data-dir", "target/data"),
					"own-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36))
			.toAbsolutePath());
	}

	/** The service's setting. */
	String setting() {
		return "moorage.data-dir=" + this.path;
	}

	Path undo() {
		return this.path.resolve("undo");
	}

	/** The undo records that are there, and drafts of such. */
	List<Path> records() {
		return files("undo");
	}

	/** The files that are in a part of it, locks aside. */
	List<Path> files(String part) {
		if (!Files.isDirectory(this.path.resolve(part))) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.path.resolve(part))) {
			return files.filter((file) -> !file.toString().endsWith(".lock")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Puts something where a record would be. */
	void leave(String name, byte[] content) {
		try {
			Files.createDirectories(undo());
			Files.write(undo().resolve(name), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
