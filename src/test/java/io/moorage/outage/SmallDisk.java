package io.moorage.outage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file system of a few pages, for root alone.
 */
record SmallDisk(Path path) implements AutoCloseable {

	static SmallDisk on(Path path) throws Exception {
		Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "a file system to fill takes root");
		Files.createDirectories(path);
		Assumptions.assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path.toString()),
				"this machine lets root mount nothing");
		return new SmallDisk(path);
	}

	void makeReadOnly() throws Exception {
		assertThat(run("mount", "-o", "remount,ro", this.path.toString())).isTrue();
	}

	void makeWritable() throws Exception {
		assertThat(run("mount", "-o", "remount,rw", this.path.toString())).isTrue();
	}

	/** Leaves room for nothing but empty files. */
	Path fill() {
		Path much = this.path.resolve("much");
		fill(much, 4096);
		return much;
	}

	void fillQuietly() {
		fill();
	}

	/** Leaves no room at the end of a file either. */
	void fillUpTo(Path file) {
		fill();
		fill(file, 1);
	}

	private static void fill(Path file, int step) {
		try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			byte[] piece = new byte[step];
			for (int written = 0; written < 64 * 4096; written += step) {
				out.write(piece);
			}
		}
		catch (IOException ex) {
			return;
		}
		throw new IllegalStateException("there is still room for " + file);
	}

	private static boolean run(String... command) throws Exception {
		return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
	}

	@Override
	public void close() throws Exception {
		// The lock of a service that ran in this process stays open as long as that.
		run("umount", "--lazy", this.path.toString());
	}

}
