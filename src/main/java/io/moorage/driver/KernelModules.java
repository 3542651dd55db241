package io.moorage.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import lombok.extern.slf4j.Slf4j;

/**
 * Knows what the kernel of this machine was built without. The same goes for an engine's
 * kernel of the same version, wherever it runs: a version names a build. Of other kernels
 * nothing is known, and nothing said.
 */
@Slf4j
class KernelModules {

	private static final Predicate<String> BUILT = Pattern.compile("CONFIG_[A-Z0-9_]+=[ym]").asMatchPredicate();

	private final String version;

	private final Set<String> built;

	/**
	 * Reads how a kernel was built.
	 * @param version its version
	 * @param files where that may be told, as Linux does; the first one that is there
	 * counts
	 */
	KernelModules(String version, List<Path> files) {
		this.version = version;
		this.built = files.stream().filter(Files::isReadable).findFirst().map(KernelModules::read).orElse(Set.of());
	}

	static KernelModules ofThisMachine() {
		String version = System.getProperty("os.version", "");
		return new KernelModules(version, List.of(Path.of("/proc/config.gz"), Path.of("/boot/config-" + version)));
	}

	/**
	 * Tells whether a kernel was built without a module.
	 * @param kernel the kernel's version
	 * @param module the module's name
	 * @return false also when nothing is known of that kernel
	 */
	boolean lacks(String kernel, String module) {
		return kernel.equals(this.version) && !this.built.isEmpty()
				&& !this.built.contains("CONFIG_" + module.toUpperCase(Locale.ROOT));
	}

	private static Set<String> read(Path file) {
		try (InputStream bytes = Files.newInputStream(file);
				InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
				BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))) {
			return lines.lines()
				.filter(BUILT)
				.map((line) -> line.substring(0, line.indexOf('=')))
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException | UncheckedIOException ex) {
			log.warn("{} cannot be read, so that drivers count as available though the kernel may lack them: {}", file,
					ex.toString());
			return Set.of();
		}
	}

}
